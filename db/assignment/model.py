"""The words of a plan: what the lead wishes, and who would get what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.model import AnnotatorId, ArticleId, Purpose

Pair = tuple[AnnotatorId, AnnotatorId]
"""Two annotators, in the order of the request."""


class Order(StrEnum):
    """In which order everybody works through their articles."""

    FIXED = "fixed"
    """As the articles stand in the project."""
    RANDOM = "random"
    """Shuffled by the seed, the same for everybody."""
    BY_DATE = "date"
    """The oldest first; those without a date last."""


class Balance(StrEnum):
    """What is to be equal among annotators."""

    WORDS = "words"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that may be handed out.

    `group` tells articles about the same thing. `elsewhere` is how many people outside the request
    have it already, `purpose` what everybody got it for in this round already, if they did.
    """

    article: ArticleId
    words: int
    date: str | None = None
    group: str | None = None
    elsewhere: int = 0
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """An annotator, how much they may get, and what they have.

    `quota` is the most articles that they have in this round in the end; `share` their part of the
    round's work, from 0 to 1: who has none shares what the others leave. `already` are the articles
    that they were handed in any round, `begun` those that they work on without having been handed.
    `articles`, `words`, `queue` and its `first` and `last` position are those of this round.

    `repeated` are the articles that they get twice, in any round, and `repeats` is how many of them
    in this one. Whoever works in the project itself, `without_package`, can't be served so.
    """

    annotator: AnnotatorId
    quota: int | None = None
    share: float | None = None
    already: frozenset[ArticleId] = frozenset()
    begun: frozenset[ArticleId] = frozenset()
    articles: int = 0
    words: int = 0
    queue: tuple[ArticleId, ...] = ()
    first: int = 1
    last: int = 0
    repeated: frozenset[ArticleId] = frozenset()
    repeats: int = 0
    without_package: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the lead wishes; candidates stand in the order of the project.

    Each article goes to `per_article` people, those that it has already included. Of the others,
    `calibration` articles (how many, or which) go to everybody and stand first in every queue, and
    `common` ones go to everybody in between; what there is of both in this round already counts.

    Everybody gets `repeats` of their articles for the second time, without being told, drawn from
    those in the request. Between the two readings lie `repeats_after` others at least: those of an
    earlier round come that far down the queue of this one. They count in no quota and no share.
    """

    articles: tuple[Candidate, ...]
    annotators: tuple[Capacity, ...]
    per_article: int = 1
    common: int = 0
    calibration: tuple[ArticleId, ...] | int = 0
    repeats: int = 0
    repeats_after: int = 10
    order: Order = Order.FIXED
    seed: int = 1
    balance: Balance = Balance.WORDS
    round: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """One article for one annotator, as it will be written."""

    article: ArticleId
    annotator: AnnotatorId
    position: int
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What an annotator would have in this round, and how much of it is new.

    `repeats` is how many they would get twice; the second time counts in nothing else.
    """

    annotator: AnnotatorId
    articles: int
    words: int
    new_articles: int
    new_words: int
    repeats: int = 0


class Reason(StrEnum):
    """Why a wish can't be met; `wanted` and `got` of the shortfall are given in brackets."""

    NO_ANNOTATORS = "no_annotators"
    """Nobody was chosen."""
    FEWER_ANNOTATORS = "fewer_annotators"
    """There are fewer people than each article should go to (people an article)."""
    QUOTAS = "quotas"
    """The quotas and shares leave no room (articles that need somebody)."""
    QUOTA_FOR_COMMON = "quota_for_common"
    """Somebody's quota has no room for what everybody gets (articles)."""
    FEWER_ARTICLES = "fewer_articles"
    """There are too few articles for what everybody should get (articles)."""
    UNKNOWN_CALIBRATION = "unknown_calibration"
    """Calibration articles that were named are not among the candidates (articles)."""
    SHARE_TOO_LARGE = "share_too_large"
    """Somebody would have to get articles twice (per cent)."""
    SHARES_LEAVE_NOTHING = "shares_leave_nothing"
    """The shares of the others make up the whole, so that somebody gets nothing besides."""
    FEWER_REPEATS = "fewer_repeats"
    """Too few of somebody's articles have enough others behind them to come again (articles)."""
    REPEATS_NEED_PACKAGE = "repeats_need_package"
    """Somebody works in the project itself, where they would see what comes again (articles)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A wish that can't be met as it is; `annotator` says whose, where it is one person's."""

    reason: Reason
    wanted: int = 0
    got: int = 0
    annotator: AnnotatorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPlan:
    """Who would get what.

    `rows` stand by annotator and queue. `overlaps` says for every pair how many articles both
    would have, in all rounds. `calibration` and `common` are those that everybody would have in
    this round, `articles` is how many go to somebody new, `unassigned` how many candidates nobody
    would have. What somebody gets for the second time is a row of its own.
    """

    round: int
    rows: tuple[Handout, ...] = ()
    loads: tuple[Load, ...] = ()
    overlaps: Mapping[Pair, int] = field(default_factory=dict)
    calibration: tuple[ArticleId, ...] = ()
    common: tuple[ArticleId, ...] = ()
    articles: int = 0
    unassigned: int = 0
    shortfalls: tuple[Shortfall, ...] = ()
