"""Marking spans: adding, repeating, relabelling, moving, deleting, answering."""

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
from db.operations import spans
from db.operations.spans import NewReferent
from tests.db.store.base import LABELS, NAMES, Store, set_answer
from tests.db.store.model import (
    ModelSpan,
    State,
)


class Marking(Store):
    """The rules of this part."""

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
            set_answer(state.spans[span].answers, name, value)

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
