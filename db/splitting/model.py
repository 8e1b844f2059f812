"""The words of a split: what is wished for, what is known of each article, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.model import ArticleId

Pair = tuple[ArticleId, ArticleId]
"""Two articles, the earlier first."""

NAMES = ("train", "dev", "test")


class By(StrEnum):
    """What decides where an article goes."""

    GROUP = "group"
    """Chance, by the seed; whatever belongs together stays together."""
    DATE = "date"
    """Its date: the first split holds the oldest articles."""
    PUBLISHER = "publisher"
    """Its publisher: what one publisher brought out is all in one split."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A split by its name, and its part of all articles; parts are weighed against each other."""

    name: str
    part: float


STANDARD = (
    Share(name="train", part=80),
    Share(name="dev", part=10),
    Share(name="test", part=10),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPlan:
    """How to divide.

    `cuts` are for a split by date: the first date of each split but the first (ISO 8601); without
    them the shares decide, and the cuts move when articles are added. `publishers` names, by split,
    the publishers whose articles go there; the others are divided by the shares of the splits that
    have none. `keeps_copies_together` is for splits by date and publisher: copies of one text that
    would be torn apart all go to the first of the splits that any of them belongs to, since a model
    must not be tested on what it learned from; without it they stay, and count as leaks.
    """

    by: By = By.GROUP
    shares: tuple[Share, ...] = STANDARD
    seed: int = 1
    cuts: tuple[str, ...] = ()
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keeps_copies_together: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitArticle:
    """An article as a split sees it.

    `sha256` is that of its body; `group` the name of its group, `events` what annotators said it is
    about, `labels` those that are marked in it.
    """

    article: ArticleId
    sha256: str
    group: str | None = None
    address: str | None = None
    events: frozenset[str] = frozenset()
    date: str | None = None
    publisher: str | None = None
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """In how many articles of each split a label is marked, for every split of the plan."""

    label: str
    articles: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An article that was in another split before."""

    article: ArticleId
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitResult:
    """Where each article goes, and how good that is.

    `counts` has every split of the plan. `groups` is how many articles or sets of articles were
    placed as one. `leakage` are the copies that are in different splits. `kept_together` are the
    articles that are elsewhere than their date or publisher says because of their copies;
    `undecided` those without a date or publisher, which go to the first split or by chance. `cuts`
    are the dates that were used.
    """

    of: Mapping[ArticleId, str]
    counts: Mapping[str, int]
    groups: int
    leakage: tuple[Pair, ...] = ()
    kept_together: tuple[ArticleId, ...] = ()
    undecided: tuple[ArticleId, ...] = ()
    cuts: tuple[str, ...] = ()
    strata: tuple[Stratum, ...] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """The splits that got no article."""
        return tuple(name for name, number in self.counts.items() if not number)

    def moves(self, before: Mapping[ArticleId, str]) -> tuple[Move, ...]:
        """What is elsewhere than before, under the same plan: groups that grew into one."""
        return tuple(
            Move(article=article, before=was, now=self.of[article])
            for article, was in before.items()
            if article in self.of and self.of[article] != was
        )
