"""The store against a plain model: random actions, undo, redo, and restarts in between."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db import doctor
from db.errors import SchemeViolation
from db.model import (
    Absence,
    ArticleId,
    CommentId,
    Fragment,
    LayerState,
    LinkId,
    ReferentId,
    SpanId,
)
from db.operations import articles, comments, history, layers, links, referents, spans
from db.operations.spans import NewReferent
from db.project import Project
from db.queries import articles as article_queries
from db.queries import comments as comment_queries
from db.queries import layers as layer_queries
from db.queries import referents as referent_queries
from db.queries import schemes
from db.text import typed
from tests.builders import article_ids, author_of, make_project
from tests.db.store_model import (
    History,
    ModelComment,
    ModelLayer,
    ModelLink,
    ModelReferent,
    ModelSpan,
    Place,
    State,
)

BODIES = ("France 🇫🇷 said FRANCE no", "फ़्रांस\u2028وقالت فرنسا e\u0301 France no")
LABELS = ("ACTOR", "PROPOSAL", "REJECTION")
ROLES = ("proposed_by", "addressed_to", "rejects", "rejected_by", "reported_by")
NAMES = st.sampled_from(["France", "Élysée", "the 🇫🇷 team", "ﬁne", "no"])


class StoreMachine(RuleBasedStateMachine):
    """Picks things by number out of what is there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = make_project(Path(self.folder.name), articles=BODIES)
        self.ids = count(2**100)
        self.path = self.project.path
        self.author = author_of(self.project)
        self.scheme = schemes.current(self.project)
        self.articles = article_ids(self.project)
        self.places = [_places(body) for body in BODIES]
        self.reading = dict.fromkeys(self.articles, 0)

    @initialize()
    def start(self) -> None:
        self._count_ids()
        for article in self.articles:
            layers.open_layer(self.project, self.author, article=article)
        self.history = History(
            State(
                titles={each: self._article(each).title for each in self.articles},
                metadata={each: {} for each in self.articles},
                layers={each: ModelLayer() for each in self.articles},
                referents=self._stored_referents(),
                bodies=dict(zip(self.articles, BODIES, strict=True)),
            )
        )

    def teardown(self) -> None:
        try:
            self._undo_everything()
        finally:
            self.project.close()
            self.folder.cleanup()

    def _undo_everything(self) -> None:
        while history.undo(self.project, self.author) is not None:
            assert self.history.undo()
        assert not self.history.undo()
        self.agree()
        assert [each.text for each in doctor.examine(self.project)] == []

    # What a person does

    @rule(at=st.integers(0, 99), label=st.sampled_from(LABELS), new=st.booleans(), name=NAMES)
    def mark(self, at: int, label: str, new: bool, name: str) -> None:
        article, place = self._place(at)
        wanted = NewReferent(name=name) if new else None

        def act() -> None:
            spans.add_span(
                self.project,
                self.author,
                article=article,
                label=label,
                fragments=place,
                referent=wanted,
            )

        if self._at(article, label, place):
            self._refused(act)
        else:
            act()
            self._model_mark(article, label, place, name=name if new else None)

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99))
    def mark_all_the_same(self, which: int) -> None:
        like, model = self._pick(self.present.spans, which)
        article = model.article
        places = [each for each in self._places_of(article) if len(each) == 1][:6]
        spans.add_mentions(
            self.project,
            self.author,
            article=article,
            like=SpanId(like),
            places=[each[0] for each in places],
        )
        new = self._new_spans()

        def change(state: State) -> None:
            state.touch(article)
            for place in places:
                if not self._at(article, model.label, place):
                    state.spans[new[model.label, place]] = ModelSpan(
                        article, model.label, place, model.referent, dict(model.answers)
                    )
                    state.layers[article].nothing_here = False

        self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99), label=st.sampled_from(LABELS))
    def relabel(self, which: int, label: str) -> None:
        span, before = self._pick(self.present.spans, which)

        def act() -> None:
            spans.relabel_span(
                self.project, self.author, article=before.article, span=SpanId(span), label=label
            )

        if label == before.label:
            act()
        elif self._at(before.article, label, before.place):
            self._refused(act)
        else:
            act()
            quote = self.present.quote(before)
            guesses = self.present.guesses(self.scheme, before.article, label, quote)
            given = self._stored_spans()[span].referent
            assert not guesses or given in guesses

            def change(state: State) -> None:
                state.touch(before.article)
                known = given if guesses else None
                referent = self._referent(state, known, label, quote)
                answers = state.new_answers(self.scheme, before.article, label, referent, span)
                state.spans[span] = ModelSpan(
                    before.article, label, before.place, referent, answers
                )
                for each, link in list(state.links.items()):
                    if span in {link.source, link.target} and not self._fits(state, link):
                        del state.links[each]
                state.drop_if_unused(before.referent)

            self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99), at=st.integers(0, 99))
    def move(self, which: int, at: int) -> None:
        span, before = self._pick(self.present.spans, which)
        places = self._places_of(before.article)
        place = places[at % len(places)]

        def act() -> None:
            spans.set_fragments(
                self.project,
                self.author,
                article=before.article,
                span=SpanId(span),
                fragments=place,
            )

        if self._at(before.article, before.label, place, besides=span):
            self._refused(act)
        else:
            act()

            def change(state: State) -> None:
                state.touch(before.article)
                state.spans[span].place = place

            self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        span, before = self._pick(self.present.spans, which)
        spans.delete_span(self.project, self.author, article=before.article, span=SpanId(span))

        def change(state: State) -> None:
            state.touch(before.article)
            del state.spans[span]
            for each, link in list(state.links.items()):
                if span in {link.source, link.target}:
                    del state.links[each]
            for comment in state.comments.values():
                if comment.span == span:
                    comment.span = None
            state.drop_if_unused(before.referent)

        self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(
        which=st.integers(0, 99),
        name=st.sampled_from(["status", "note"]),
        value=st.sampled_from(["accepted", "été 🙂", True, 3, 0.5, None]),
    )
    def answer(self, which: int, name: str, value: str | float | None) -> None:
        span, before = self._pick(self.present.spans, which)
        spans.set_attribute(
            self.project,
            self.author,
            article=before.article,
            span=SpanId(span),
            name=name,
            value=value,
        )

        def change(state: State) -> None:
            state.touch(before.article)
            _set(state.spans[span].answers, name, value)

        self.history.step(change)

    @precondition(lambda self: self.present.spans)
    @rule(which=st.integers(0, 99), other=st.integers(0, 99), new=st.booleans(), name=NAMES)
    def choose_referent(self, which: int, other: int, new: bool, name: str) -> None:
        span, before = self._pick(self.present.spans, which)
        choices = {
            each: found
            for each, found in self.present.referents.items()
            if found.label == before.label
        }
        chosen = None if new or not choices else self._pick(choices, other)[0]
        spans.set_referent(
            self.project,
            self.author,
            article=before.article,
            span=SpanId(span),
            referent=NewReferent(name=name) if chosen is None else ReferentId(chosen),
        )

        def change(state: State) -> None:
            state.touch(before.article)
            state.spans[span].referent = self._referent(state, chosen, before.label, name)
            state.drop_if_unused(before.referent)

        self.history.step(change)

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
            lambda state: _set(state.referents[referent].answers, "affiliation", value)
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
                    _redirect(each.answers, merged, kept)
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
                    _redirect(each.answers, referent, None)

            self.history.step(change)

    @rule(which=st.integers(0, 99), text=NAMES, on_article=st.booleans())
    def comment(self, which: int, text: str, on_article: bool) -> None:
        span, article = None, self.articles[which % 2]
        if self.present.spans and not on_article:
            span, found = self._pick(self.present.spans, which)
            article = found.article
        comments.add_comment(
            self.project,
            self.author,
            article=article,
            text=text,
            span=None if span is None else SpanId(span),
        )
        (new,) = self._stored_comments().keys() - self.present.comments.keys()

        def change(state: State) -> None:
            state.comments[new] = ModelComment(article, span, text)

        self.history.step(change)

    @precondition(lambda self: self.present.comments)
    @rule(which=st.integers(0, 99), act=st.sampled_from(["edit", "settle", "reopen", "delete"]))
    def change_comment(self, which: int, act: str) -> None:
        comment, before = self._pick(self.present.comments, which)
        place = {"article": before.article, "comment": CommentId(comment)}
        if act == "edit":
            comments.edit_comment(self.project, self.author, **place, text="changed")
            self.history.step(lambda state: setattr(state.comments[comment], "text", "changed"))
        elif act == "delete":
            comments.delete_comment(self.project, self.author, **place)
            self.history.step(lambda state: state.comments.pop(comment) and None)
        else:
            done = act == "settle"
            comments.settle_comment(self.project, self.author, **place, done=done)
            self.history.step(lambda state: setattr(state.comments[comment], "done", done))

    @rule(at=st.integers(0, 1), state=st.sampled_from(list(LayerState)))
    def set_state(self, at: int, state: LayerState) -> None:
        article = self.articles[at]
        layers.set_state(self.project, self.author, article=article, state=state)
        self.history.step(lambda model: setattr(model.layers[article], "state", state.value))

    @rule(at=st.integers(0, 1), value=st.booleans())
    def nothing_here(self, at: int, value: bool) -> None:
        article = self.articles[at]
        layers.set_nothing_here(self.project, self.author, article=article, value=value)
        self.history.step(lambda state: setattr(state.touch(article), "nothing_here", value))

    @rule(at=st.integers(0, 1), flag=st.sampled_from(["", "Why? 🤷", None]))
    def set_flag(self, at: int, flag: str | None) -> None:
        article = self.articles[at]
        layers.set_flag(self.project, self.author, article=article, flag=flag)
        self.history.step(lambda state: setattr(state.layers[article], "flag", flag))

    @rule(at=st.integers(0, 1), value=st.sampled_from(["high", None]))
    def answer_for_the_article(self, at: int, value: str | None) -> None:
        article = self.articles[at]
        layers.set_answer(
            self.project, self.author, article=article, field="relevance", value=value
        )
        self.history.step(lambda state: _set(state.touch(article).labels, "relevance", value))

    @rule(at=st.integers(0, 1), title=NAMES)
    def retitle(self, at: int, title: str) -> None:
        article = self.articles[at]
        articles.set_title(self.project, self.author, article=article, title=title)
        self.history.step(lambda state: state.titles.update({article: title}))

    @rule(at=st.integers(0, 1), value=st.sampled_from(["2024-03-05", None]))
    def fill_field(self, at: int, value: str | None) -> None:
        article = self.articles[at]
        articles.set_metadata(self.project, self.author, article=article, field="date", value=value)
        self.history.step(lambda state: _set(state.metadata[article], "date", value))

    @rule(at=st.integers(0, 1), author=NAMES)
    def take_fields(self, at: int, author: str) -> None:
        article = self.articles[at]
        values = {"author": author, "publisher": "AGENCY"}
        articles.take_metadata(self.project, self.author, article=article, values=values)
        self.history.step(lambda state: state.metadata[article].update(values))

    @rule(at=st.integers(0, 1), seconds=st.integers(1, 5))
    def read(self, at: int, seconds: int) -> None:
        article = self.articles[at]
        layers.note_reading(
            self.project,
            self.author,
            article=article,
            coverage=[Fragment(0, seconds)],
            seconds=seconds,
        )
        self.reading[article] += seconds

    @rule()
    def undo(self) -> None:
        changes = history.undo(self.project, self.author)
        assert (changes is not None) == self.history.undo()

    @rule()
    def redo(self) -> None:
        changes = history.redo(self.project, self.author)
        assert (changes is not None) == self.history.redo()

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)
        self._count_ids()

    # What must hold after each

    @invariant()
    def agree(self) -> None:
        state = self.present
        assert self._stored_referents() == state.referents
        assert self._stored_comments() == state.comments
        stored_links: dict[str, ModelLink] = {}
        for article in self.articles:
            layer = layer_queries.of(self.project, article, self.author)
            assert layer is not None
            assert layer.active_seconds == self.reading[article]
            assert state.layers[article] == ModelLayer(
                layer.state, layer.nothing_here, layer.flag, dict(layer.labels)
            )
            found = self._article(article)
            assert (found.title, found.metadata) == (
                state.titles[article],
                state.metadata[article],
            )
            annotation = layer_queries.annotation(self.project, layer)
            for span in annotation.spans:
                assert span.quote == found.body[span.start : span.end]
            for link in annotation.links:
                stored_links[link.id] = ModelLink(
                    article, link.source, link.role, link.target, link.absence
                )
        assert self._stored_spans() == state.spans
        assert stored_links == state.links

    # Helpers

    @property
    def present(self) -> State:
        return self.history.present

    def _count_ids(self) -> None:
        self.project.new_id = lambda: f"{next(self.ids):032x}"

    def _refused(self, act: Callable[[], None]) -> None:
        with pytest.raises(SchemeViolation):
            act()

    def _pick(self, things: dict, which: int) -> tuple:
        chosen = sorted(things)[which % len(things)]
        return chosen, things[chosen]

    def _place(self, at: int) -> tuple[ArticleId, Place]:
        article = self.articles[at % 2]
        places = self._places_of(article)
        return article, places[at // 2 % len(places)]

    def _places_of(self, article: ArticleId) -> list[Place]:
        return self.places[self.articles.index(article)]

    def _at(self, article: ArticleId, label: str, place: Place, besides: str = "") -> str | None:
        for each, span in self.present.spans.items():
            if (span.article, span.label, span.place) == (article, label, place):
                return None if each == besides else each
        return None

    def _fits(self, state: State, link: ModelLink) -> bool:
        role = self.scheme.role(link.role, state.spans[link.source].label)
        if role is None:
            return False
        return link.target is None or state.spans[link.target].label in role.targets

    def _new_spans(self) -> dict[tuple[str, Place], str]:
        return {
            (span.label, span.place): each
            for each, span in self._stored_spans().items()
            if each not in self.present.spans
        }

    def _stored_spans(self) -> dict[str, ModelSpan]:
        found = {}
        for article in self.articles:
            layer = layer_queries.of(self.project, article, self.author)
            assert layer is not None
            for span in layer_queries.annotation(self.project, layer).spans:
                found[str(span.id)] = ModelSpan(
                    article, span.label, span.fragments, span.referent or "", dict(span.attributes)
                )
        return found

    def _model_mark(self, article: ArticleId, label: str, place: Place, name: str | None) -> None:
        self.history.step(lambda state: self._mark_in(state, article, label, place, name))

    def _mark_in(
        self,
        state: State,
        article: ArticleId,
        label: str,
        place: Place,
        name: str | None = None,
    ) -> None:
        layer = state.touch(article)
        span = self._new_spans()[label, place]
        given = self._stored_spans()[span].referent
        words = _words(article, place, self)
        guesses = set() if name else state.guesses(self.scheme, article, label, words)
        assert not guesses or given in guesses
        referent = self._referent(state, given if guesses else None, label, name or words)
        answers = state.new_answers(self.scheme, article, label, referent)
        state.spans[span] = ModelSpan(article, label, place, referent, answers)
        layer.nothing_here = False

    def _referent(self, state: State, known: str | None, label: str, name: str) -> str:
        """The id of a referent that is known, or of the one new one in the store."""
        if known is not None:
            return known
        (new,) = self._stored_referents().keys() - state.referents.keys()
        span_type = self.scheme.span_type(label)
        assert span_type is not None
        answers = {each.name: each.default for each in span_type.referent_attributes}
        answers = {key: value for key, value in answers.items() if value is not None}
        state.referents[new] = ModelReferent(label, typed.line(name), is_own=True, answers=answers)
        return new

    def _model_fill(self, new: ModelLink) -> None:
        self.history.step(lambda state: self._fill_in(state, new))

    def _fill_in(self, state: State, new: ModelLink) -> None:
        state.touch(new.article)
        for each, link in list(state.links.items()):
            if (link.source, link.role) == (new.source, new.role) and link.target is None:
                del state.links[each]
        layer = layer_queries.of(self.project, new.article, self.author)
        assert layer is not None
        (link_id,) = (
            link.id
            for link in layer_queries.annotation(self.project, layer).links
            if link.id not in self.present.links
        )
        state.links[link_id] = new

    def _article(self, article: ArticleId) -> article_queries.Article:
        found = article_queries.one(self.project, article)
        assert found is not None
        return found

    def _stored_referents(self) -> dict[str, ModelReferent]:
        return {
            entry.referent.id: ModelReferent(
                entry.referent.label,
                entry.referent.name,
                entry.referent.owner == self.author,
                dict(entry.referent.attributes),
            )
            for entry in referent_queries.register(self.project)
        }

    def _stored_comments(self) -> dict[str, ModelComment]:
        return {
            each.id: ModelComment(article, each.span, each.text, each.done)
            for article in self.articles
            for each in comment_queries.of_article(self.project, article)
        }


def _words(article: ArticleId, place: Place, machine: StoreMachine) -> str:
    body = BODIES[machine.articles.index(article)]
    return body[place[0].start : place[-1].end]


def _places(body: str) -> list[Place]:
    """Each word, and some pairs of words with a gap."""
    words = []
    start = 0
    for word in body.split():
        start = body.index(word, start)
        words.append(Fragment(start, start + len(word)))
        start += len(word)
    pairs = [(first, last) for first, last in zip(words, words[2:], strict=False)]
    return [(word,) for word in words] + pairs


def _set(answers: dict[str, object], name: str, value: object) -> None:
    if value is None:
        answers.pop(name, None)
    else:
        answers[name] = value


def _redirect(answers: dict[str, object], old: str, new: str | None) -> None:
    for name in [name for name, value in answers.items() if value == old]:
        _set(answers, name, new)


def test_the_store_does_what_the_model_does() -> None:
    run_state_machine_as_test(
        StoreMachine, settings=settings(max_examples=30, stateful_step_count=40, deadline=None)
    )
