"""Naming, merging and splitting referents."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from db.model import (
    ReferentId,
    SpanId,
)
from db.operations import referents
from tests.db.store.base import LABELS, NAMES, Store, redirect, set_answer
from tests.db.store.model import (
    State,
)


class Register(Store):
    """The rules of this part."""

    @rule(which=st.integers(0, 9999), name=NAMES)
    def rename(self, which: int, name: str) -> None:
        referent, _ = self._pick(self.present.referents, which)
        referents.rename_referent(
            self.project, self.author, referent=ReferentId(referent), name=f" {name} "
        )
        self.history.step(lambda state: setattr(state.referents[referent], "name", name))

    @rule(which=st.integers(0, 9999), other=st.integers(0, 9999))
    def affiliate(self, which: int, other: int) -> None:
        referent, _ = self._pick(self.present.referents, which)
        value, _ = self._pick(self.present.referents, other)
        referents.set_referent_attribute(
            self.project,
            self.author,
            referent=ReferentId(referent),
            name="affiliation",
            value=value,
            article=self.articles[0],
        )
        self.history.step(
            lambda state: set_answer(state.referents[referent].answers, "affiliation", value)
        )

    @rule(which=st.integers(0, 99), other=st.integers(0, 99))
    def merge(self, which: int, other: int) -> None:
        mine = {each: found for each, found in self.present.referents.items() if found.is_own}
        if not mine:
            return
        kept, target = self._pick(mine, which)
        merged, source = self._pick(mine, other)

        def act() -> None:
            referents.merge_referents(
                self.project,
                self.author,
                kept=ReferentId(kept),
                merged=[ReferentId(merged)],
                article=self.articles[1],
            )

        if source.label != target.label:
            self._refused(act)
            return
        act()

        def change(state: State) -> None:
            if kept != merged:
                for span in state.mentions(merged):
                    state.spans[span].referent = kept
                gone = state.referents.pop(merged)
                for name, value in gone.answers.items():
                    state.referents[kept].answers.setdefault(name, value)
                for each in state.referents.values():
                    redirect(each.answers, merged, kept)
            answers = state.referents[kept].answers
            for name in [name for name, value in answers.items() if value == kept]:
                del answers[name]

        self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99), name=NAMES)
    def split(self, which: int, name: str) -> None:
        span, before = self._pick(self.present.spans, which)
        referents.split_referent(
            self.project,
            self.author,
            referent=ReferentId(before.referent),
            mentions=[SpanId(span)],
            name=name,
        )

        def change(state: State) -> None:
            answers = state.referents[before.referent].answers
            new = self._referent(state, None, before.label, name)
            state.referents[new].answers.update(answers)
            state.spans[span].referent = new

        self.history.step(change)

    @rule(label=st.sampled_from(LABELS), name=NAMES)
    def add_referent(self, label: str, name: str) -> None:
        referents.add_referent(self.project, self.author, label=label, name=name)

        def change(state: State) -> None:
            self._referent(state, None, label, name)

        self.history.step(change)

    @rule(which=st.integers(0, 9999))
    def delete_referent(self, which: int) -> None:
        referent, _ = self._pick(self.present.referents, which)

        def act() -> None:
            referents.delete_referent(self.project, self.author, referent=ReferentId(referent))

        if self.present.mentions(referent):
            self._refused(act)
        else:
            act()

            def change(state: State) -> None:
                del state.referents[referent]
                for each in state.referents.values():
                    redirect(each.answers, referent, None)

            self.history.step(change)
