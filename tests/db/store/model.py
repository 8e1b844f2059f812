"""What the store should do, in plain Python: a whole state that is copied before each step."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from db.model import Absence, ArticleId, Fragment
from db.scheme.model import Scheme
from db.text.keys import match_key

Answers = dict[str, object]
Place = tuple[Fragment, ...]


@dataclass
class ModelSpan:
    article: ArticleId
    label: str
    place: Place
    referent: str
    answers: Answers


@dataclass
class ModelLink:
    article: ArticleId
    source: str
    role: str
    target: str | None
    absence: Absence | None


@dataclass
class ModelReferent:
    label: str
    name: str
    is_own: bool
    answers: Answers


@dataclass
class ModelComment:
    article: ArticleId
    span: str | None
    text: str
    done: bool = False


@dataclass
class ModelLayer:
    state: str = "todo"
    nothing_here: bool = False
    flag: str | None = None
    labels: Answers = field(default_factory=dict)


@dataclass
class State:
    """All that undo can take back."""

    titles: dict[ArticleId, str]
    metadata: dict[ArticleId, Answers]
    layers: dict[ArticleId, ModelLayer]
    referents: dict[str, ModelReferent]
    spans: dict[str, ModelSpan] = field(default_factory=dict)
    links: dict[str, ModelLink] = field(default_factory=dict)
    comments: dict[str, ModelComment] = field(default_factory=dict)

    def touch(self, article: ArticleId) -> ModelLayer:
        """An edit opens the article."""
        self.layers[article].state = "open"
        return self.layers[article]

    def mentions(self, referent: str) -> list[str]:
        return [each for each, span in self.spans.items() if span.referent == referent]

    def drop_if_unused(self, referent: str) -> None:
        found = self.referents[referent]
        is_named = any(referent in each.answers.values() for each in self.referents.values())
        if found.is_own and not self.mentions(referent) and not is_named:
            del self.referents[referent]

    def guesses(self, scheme: Scheme, article: ArticleId, label: str, words: str) -> set[str]:
        """The referents that words may get; none for a new one. Ids sort by age."""
        same_label = [span for _, span in sorted(self.spans.items()) if span.label == label]
        for span in reversed(same_label):
            if span.article == article and match_key(self.quote(span)) == match_key(words):
                return {span.referent}
        if scheme.is_statement(label):
            return set()
        for each, referent in sorted(self.referents.items()):
            if (referent.label, match_key(referent.name)) == (label, match_key(words)):
                return {each}
        # Which of several is the latest depends on when undo brought one back.
        return {span.referent for span in same_label if _same(self.quote(span), words)}

    def new_answers(
        self, scheme: Scheme, article: ArticleId, label: str, referent: str, besides: str = ""
    ) -> Answers:
        for each, span in sorted(self.spans.items(), reverse=True):
            same = (span.article, span.label, span.referent) == (article, label, referent)
            if same and each != besides:
                return dict(span.answers)
        span_type = scheme.span_type(label)
        assert span_type is not None
        return {each.name: each.default for each in span_type.attributes if each.default}

    def quote(self, span: ModelSpan) -> str:
        return self.bodies[span.article][span.place[0].start : span.place[-1].end]

    bodies: dict[ArticleId, str] = field(default_factory=dict)


def _same(one: str, two: str) -> bool:
    return one == two or (one.isascii() and two.isascii() and one.lower() == two.lower())


class History:
    """The states before and after each step, as undo and redo walk them."""

    def __init__(self, state: State) -> None:
        self.present = state
        self._past: list[State] = []
        self._future: list[State] = []

    def step(self, change: Callable[[State], None]) -> None:
        """Change the state; a change that changes nothing is no step."""
        after = copy.deepcopy(self.present)
        change(after)
        if after != self.present:
            self._past.append(self.present)
            self._future.clear()
            self.present = after

    def undo(self) -> bool:
        """Whether there was anything to take back."""
        if not self._past:
            return False
        self._future.append(self.present)
        self.present = self._past.pop()
        return True

    def redo(self) -> bool:
        """Whether there was anything to do again."""
        if not self._future:
            return False
        self._past.append(self.present)
        self.present = self._future.pop()
        return True
