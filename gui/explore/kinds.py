"""The only place that sorts cases into the piles of the page: by how far they are, and by kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.model import AnnotatorId
from db.review.alike import Case, Likeness
from db.review.model import Status
from db.text.keys import match_key

_NOTHING = ""
GOLD = AnnotatorId("gold")
"""Stands for gold among the annotators who are counted."""


class Pile(StrEnum):
    """How far cases are; each is in one pile besides `ALL`."""

    ALL = "all"
    DIFFER = "differ"
    AGREED = "agreed"
    BARE = "bare"
    """Marked by nobody."""
    SETTLED = "settled"


class Order(StrEnum):
    """In which order cases are listed."""

    TEXT = "text"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Alike cases, and how many of them are settled; `quote` is how the first of them reads."""

    likeness: Likeness
    quote: str
    count: int
    settled: int


def pile_of(case: Case) -> Pile:
    """In which pile a case lies."""
    if case.is_settled:
        return Pile.SETTLED
    if case.unit is None:
        return Pile.BARE
    return Pile.AGREED if case.unit.status is Status.UNANIMOUS else Pile.DIFFER


def in_pile(cases: Iterable[Case], pile: Pile) -> tuple[Case, ...]:
    """The cases of a pile, in their order."""
    return tuple(case for case in cases if pile is Pile.ALL or pile_of(case) is pile)


def kinds_of(cases: Iterable[Case]) -> tuple[Kind, ...]:
    """The kinds of some cases, the most frequent first."""
    counts: Counter[Likeness] = Counter()
    settled: Counter[Likeness] = Counter()
    quotes: dict[Likeness, str] = {}
    for case in cases:
        likeness = case.likeness
        counts[likeness] += 1
        settled[likeness] += case.is_settled
        quotes.setdefault(likeness, case.quote)
    return tuple(
        Kind(
            likeness=likeness,
            quote=quotes[likeness],
            count=count,
            settled=settled[likeness],
        )
        for likeness, count in counts.most_common()
    )


def ordered(cases: Sequence[Case], order: Order) -> tuple[Case, ...]:
    """The cases as they are to be listed: as in the text, or by the words on one side."""
    return tuple(cases) if order is Order.TEXT else tuple(sorted(cases, key=_KEYS[order]))


def label_counts(cases: Iterable[Case]) -> Mapping[AnnotatorId, Mapping[str, int]]:
    """How often each annotator, and gold, marked the words with each label; "" where with none."""
    counts: dict[AnnotatorId, Counter[str]] = defaultdict(Counter)
    for case in cases:
        if case.unit is None:
            for reader in case.readers:
                counts[reader][_NOTHING] += 1
        else:
            for variant, said in zip(case.unit.variants, case.said, strict=True):
                for annotator in variant.annotators:
                    counts[annotator][said.label] += 1
        if case.gold is not None:
            counts[GOLD][case.gold.label] += 1
    return counts


def _after(case: Case) -> tuple[str, str]:
    return match_key(case.after), match_key(case.quote)


def _before(case: Case) -> tuple[list[str], str]:
    # Backwards word by word, as the eye reads from the middle outwards.
    return match_key(case.before).split()[::-1], match_key(case.quote)


_KEYS: Mapping[Order, Callable[[Case], tuple[object, ...]]] = {
    Order.AFTER: _after,
    Order.BEFORE: _before,
}
