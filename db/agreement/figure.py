"""The only place that says what an agreement figure is, and what it means that it has no value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from db.agreement.layers import Pair
from db.model import AnnotatorId, ArticleId, SpanId


class Measure(StrEnum):
    """What can be measured."""

    SPANS_EXACT = "spans_exact"
    SPANS_RELAXED = "spans_relaxed"
    CHARACTERS_F1 = "characters_f1"
    KAPPA = "kappa"
    ALPHA = "alpha"
    ALPHA_U = "alpha_u"
    GAMMA = "gamma"
    GAMMA_CAT = "gamma_cat"
    ATTRIBUTES_SAME = "attributes_same"
    ATTRIBUTES_KAPPA = "attributes_kappa"
    ATTRIBUTES_ALPHA = "attributes_alpha"
    REFERENTS_SAME = "referents_same"
    REFERENTS_ALPHA = "referents_alpha"
    REFERENTS_F1 = "referents_f1"
    LINKS_GIVEN_SPANS = "links_given_spans"
    LINKS_F1 = "links_f1"
    STATEMENTS_EXACT = "statements_exact"
    STATEMENTS_RELAXED = "statements_relaxed"


class By(StrEnum):
    """What figures can be broken down by."""

    LABEL = "label"
    PAIR = "pair"
    ARTICLE = "article"
    ROUND = "round"
    DAY = "day"
    WEEK = "week"
    NAME = "name"


class Grain(StrEnum):
    """What kappa, alpha and character F1 count."""

    CHARACTERS = "characters"
    TOKENS = "tokens"


class Counted(StrEnum):
    """What the n of a figure is a number of."""

    SPANS = "spans"
    CHARACTERS = "characters"
    TOKENS = "tokens"
    ALIGNED_SPANS = "aligned spans"
    MENTION_PAIRS = "pairs of mentions"
    ANSWERS = "answers on aligned spans"
    LINKS = "links"
    STATEMENTS = "statements"


class Reason(StrEnum):
    """Why a figure is undefined, in plain words."""

    NO_ARTICLE = "no article here was read by two annotators"
    NOTHING_MARKED = "nobody marked anything here"
    NO_ANSWER = "nobody answered this on a span that two annotators marked"
    NO_REFERENT = "nobody gave a referent to a span that two annotators marked"
    NO_MENTION_PAIR = "no referent is mentioned twice here"
    NO_LINK = "nobody filled a slot here"
    NO_COMPARABLE_LINK = "nobody linked spans that two annotators marked"
    NO_STATEMENT = "nobody marked a statement here"
    ONE_CATEGORY = "only one value occurs here, so agreement can't be told from chance"
    NO_CHANCE = "chance alone would give the same here, so agreement can't be told from it"
    NO_WORDS = "the words of these articles are not known"


class CautionKind(StrEnum):
    """What to keep in mind when a figure is read."""

    MOSTLY_UNMARKED = "mostly_unmarked"
    SAMPLED = "sampled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A plain warning beside a figure; `share` is that of the unmarked, or of what was sampled."""

    kind: CautionKind
    share: float

    def __str__(self) -> str:
        if self.kind is CautionKind.MOSTLY_UNMARKED:
            return (
                f"{self.share:.0%} of what was counted is unmarked, so that this figure says most "
                "about where nobody marked anything. Read it with the span figures."
            )
        return f"Measured on {self.share:.0%} of the articles, drawn at random."


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % interval: percentiles over that many resamples of the articles.

    For gamma it holds the error of the sampled expected disorder, too.
    """

    low: float
    high: float
    resamples: int


class DifferenceKind(StrEnum):
    """How two annotators differ at one place."""

    EXTENT = "extent"
    LABEL = "label"
    ONLY_ONE = "only_one"
    REFERENT = "referent"
    ATTRIBUTE = "attribute"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where two annotators differ; `items` are their span ids, in their order.

    A None among `items` belongs to the annotator who marked nothing there; for a link, which
    `items` then give the source of, `values` hold what each links to and None where one does not.
    `name` is the attribute or the role.
    """

    article: ArticleId
    annotators: Pair
    kind: DifferenceKind
    label: str
    items: tuple[SpanId | None, SpanId | None]
    name: str | None = None
    values: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a figure is about; None where it is about all.

    `name` is an attribute or a role. `round`, `day` and `week` (as 2026-W48) are those of the
    latest reading of an article.
    """

    label: str | None = None
    annotators: Pair | None = None
    article: ArticleId | None = None
    round: int | None = None
    day: str | None = None
    week: str | None = None
    name: str | None = None

    def holds(self, pair: Pair) -> bool:
        """Whether the scope speaks of these two annotators."""
        return self.annotators is None or frozenset(self.annotators) == frozenset(pair)

    def annotators_of(self, readers: tuple[AnnotatorId, ...]) -> tuple[AnnotatorId, ...]:
        """Those of an article's annotators that the scope speaks of; empty unless two or more."""
        if self.annotators is None:
            return readers if len(readers) > 1 else ()
        found = tuple(each for each in readers if each in self.annotators)
        return found if len(found) > 1 else ()


def _nothing() -> Iterator[Difference]:
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One agreement figure. It has a value or the reason why it is undefined, never 0 for nothing.

    `n` counts what the figure rests on, `counted` says what that is.
    """

    measure: Measure
    scope: Scope
    value: float | None
    reason: Reason | None = None
    interval: Interval | None = None
    n: int
    counted: Counted
    articles: int
    caution: Caution | None = None
    behind: Callable[[], Iterator[Difference]] = field(default=_nothing, repr=False, compare=False)

    def differences(self) -> Iterator[Difference]:
        """What keeps the figure from being 1, article by article; found anew at each call."""
        return self.behind()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecisionRecall:
    """One annotator measured against another; None where that one marked nothing."""

    precision: float | None
    recall: float | None
