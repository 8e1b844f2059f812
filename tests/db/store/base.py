"""The store beside its model: what all rules need, and what must hold after each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
)

from db.errors import SchemeViolation
from db.model import (
    ArticleId,
    Fragment,
)
from db.operations import layers
from db.queries import articles as article_queries
from db.queries import comments as comment_queries
from db.queries import layers as layer_queries
from db.queries import referents as referent_queries
from db.queries import schemes
from db.text import typed
from tests.builders import article_ids, author_of, make_project
from tests.db.store.model import (
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


class Store(RuleBasedStateMachine):
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
        words = words_at(self, article, place)
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


def words_at(machine: Store, article: ArticleId, place: Place) -> str:
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


def set_answer(answers: dict[str, object], name: str, value: object) -> None:
    if value is None:
        answers.pop(name, None)
    else:
        answers[name] = value


def redirect(answers: dict[str, object], old: str, new: str | None) -> None:
    for name in [name for name, value in answers.items() if value == old]:
        set_answer(answers, name, new)
