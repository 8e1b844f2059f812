"""Filling the slots of statements."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from db.model import (
    Absence,
    LinkId,
    SpanId,
)
from db.operations import links
from tests.db.store.base import LABELS, ROLES, Store
from tests.db.store.model import (
    ModelLink,
    State,
)


class Linking(Store):
    """The rules of this part."""

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99), role=st.sampled_from(ROLES), other=st.integers(0, 99))
    def link(self, which: int, role: str, other: int) -> None:
        source, statement = self._pick(self.present.spans, which)
        target, filler = self._pick(self.present.spans, other)

        def act() -> None:
            links.add_link(
                self.project,
                self.author,
                article=statement.article,
                statement=SpanId(source),
                role=role,
                target=SpanId(target),
            )

        new = ModelLink(statement.article, source, role, target, None)
        is_refused = (
            filler.article != statement.article
            or source == target
            or not self._fits(self.present, new)
            or new in self.present.links.values()
        )
        if is_refused:
            self._refused(act)
        else:
            act()
            self._model_fill(new)

    @precondition(lambda self: self.present.spans)
    @rule(
        which=st.integers(0, 99),
        role=st.sampled_from(ROLES),
        at=st.integers(0, 99),
        label=st.sampled_from(LABELS),
    )
    def mark_and_link(self, which: int, role: str, at: int, label: str) -> None:
        source, statement = self._pick(self.present.spans, which)
        article = statement.article
        places = self._places_of(article)
        place = places[at % len(places)]

        def act() -> None:
            links.mark_and_link(
                self.project,
                self.author,
                article=article,
                statement=SpanId(source),
                role=role,
                label=label,
                fragments=place,
            )

        slot = self.scheme.role(role, statement.label)
        there = self._at(article, label, place)
        new = ModelLink(article, source, role, there, None)
        is_refused = (
            slot is None
            or label not in slot.targets
            or there == source
            or (there is not None and new in self.present.links.values())
        )
        if is_refused:
            self._refused(act)
            return
        act()
        if there is not None:
            self._model_fill(new)
            return

        def change(state: State) -> None:
            self._mark_in(state, article, label, place)
            new.target = self._new_spans()[label, place]
            self._fill_in(state, new)

        self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(
        which=st.integers(0, 99),
        role=st.sampled_from(ROLES),
        absence=st.sampled_from(list(Absence)),
    )
    def leave_open(self, which: int, role: str, absence: Absence) -> None:
        source, statement = self._pick(self.present.spans, which)

        def act() -> None:
            links.add_absence(
                self.project,
                self.author,
                article=statement.article,
                statement=SpanId(source),
                role=role,
                absence=absence,
            )

        in_slot = [
            link
            for link in self.present.links.values()
            if (link.source, link.role) == (source, role)
        ]
        if self.scheme.role(role, statement.label) is None or any(link.target for link in in_slot):
            self._refused(act)
        else:
            act()
            self._model_fill(ModelLink(statement.article, source, role, None, absence))

    @precondition(lambda self: self.present.links)
    @rule(which=st.integers(0, 99))
    def unlink(self, which: int) -> None:
        link, before = self._pick(self.present.links, which)
        links.delete_link(self.project, self.author, article=before.article, link=LinkId(link))

        def change(state: State) -> None:
            state.touch(before.article)
            del state.links[link]

        self.history.step(change)
