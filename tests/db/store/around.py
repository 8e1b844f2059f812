"""What is said around the spans: comments, states, answers, titles, fields, reading."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from db.model import (
    CommentId,
    Fragment,
    LayerState,
    SpanId,
)
from db.operations import articles, comments, layers
from tests.db.store.base import NAMES, Store, set_answer
from tests.db.store.model import (
    ModelComment,
    State,
)


class Around(Store):
    """The rules of this part."""

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
        self.history.step(lambda state: set_answer(state.touch(article).labels, "relevance", value))

    @rule(at=st.integers(0, 1), title=NAMES)
    def retitle(self, at: int, title: str) -> None:
        article = self.articles[at]
        articles.set_title(self.project, self.author, article=article, title=title)
        self.history.step(lambda state: state.titles.update({article: title}))

    @rule(at=st.integers(0, 1), value=st.sampled_from(["2024-03-05", None]))
    def fill_field(self, at: int, value: str | None) -> None:
        article = self.articles[at]
        articles.set_metadata(self.project, self.author, article=article, field="date", value=value)
        self.history.step(lambda state: set_answer(state.metadata[article], "date", value))

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
