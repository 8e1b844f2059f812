"""The only place for the measures of characters and tokens: F1, kappa and alpha.

Without a label in the scope, what is compared is the whole set of labels that a character bears,
so that nested spans count; with one, whether it bears that label. Character F1 always counts
labels one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from itertools import combinations

from db.agreement.bootstrap import Sums
from db.agreement.figure import Caution, CautionKind, Counted, Grain, Reason, Scope
from db.agreement.measured import Pool, Readers
from db.agreement.statistic import (
    AGREED,
    ALL,
    BOTH,
    FIRST,
    SECOND,
    VALUE,
    Summed,
    f1_statistic,
    mean_kappa,
    nominal_alpha,
    share_of,
)

_MOSTLY = 0.9
"""Kappa and alpha come with a warning where more than this share bears no label."""

_JUDGED, _UNMARKED = "judged", "unmarked"


def position_f1(scope: Scope, grain: Grain) -> Summed:
    """F1 of the characters that bear a label, over labels and pairs of annotators together."""

    def collect(pool: Pool) -> Sums:
        first = second = both = 0
        wanted = _wanted(pool, scope)
        for _, masks, number in _judged(pool, scope):
            for one, other in combinations([mask & wanted for mask in masks], 2):
                first += one.bit_count() * number
                second += other.bit_count() * number
                both += (one & other).bit_count() * number
        return {FIRST: first, SECOND: second, BOTH: both}

    return f1_statistic(collect, Counted(grain.value), Reason.NOTHING_MARKED)


def position_kappa(scope: Scope, grain: Grain) -> Summed:
    """Cohen's kappa, averaged over the pairs of annotators by how much both read (Light 1971)."""

    def collect(pool: Pool) -> Sums:
        sums: defaultdict[Hashable, float] = defaultdict(float)
        wanted = _wanted(pool, scope)
        for group, masks, number in _judged(pool, scope):
            judged = [mask & wanted for mask in masks]
            for (left, right), pair in zip(
                combinations(judged, 2), combinations(group, 2), strict=True
            ):
                sums[pair, ALL] += number
                sums[pair, FIRST, left] += number
                sums[pair, SECOND, right] += number
                if left == right:
                    sums[pair, AGREED] += number
            _count_unmarked(sums, judged, number)
        return sums

    return Summed(
        counted=Counted(grain.value),
        collect=collect,
        finish=mean_kappa,
        count=lambda sums: sums.get(_JUDGED, 0),
        caution=_caution,
    )


def position_alpha(scope: Scope, grain: Grain) -> Summed:
    """Krippendorff's alpha with nominal values over all annotators at once."""

    def collect(pool: Pool) -> Sums:
        sums: defaultdict[Hashable, float] = defaultdict(float)
        wanted = _wanted(pool, scope)
        for _, masks, number in _judged(pool, scope):
            judged = [mask & wanted for mask in masks]
            for mask in set(judged):
                count = judged.count(mask)
                sums[VALUE, mask] += count * number
                sums[AGREED] += count * (count - 1) * number / (len(judged) - 1)
            sums[ALL] += len(judged) * number
            _count_unmarked(sums, judged, number)
        return sums

    return Summed(
        counted=Counted(grain.value),
        collect=collect,
        finish=nominal_alpha,
        count=lambda sums: sums.get(_JUDGED, 0),
        caution=_caution,
    )


def _judged(pool: Pool, scope: Scope) -> Iterator[tuple[Readers, list[int], int]]:
    """Annotators of the scope, the labels that they give, and to how many characters."""
    unpack = pool.sweep.masks
    for readers, patterns in pool.patterns.items():
        group = scope.annotators_of(readers)
        if group:
            places = [readers.index(each) for each in group]
            masks_of = partial(unpack, layers=len(readers))
            for pattern, number in patterns.items():
                masks = masks_of(pattern)
                yield group, [masks[place] for place in places], number


def _wanted(pool: Pool, scope: Scope) -> int:
    labels = pool.sweep.labels
    if scope.label is None:
        return (1 << len(labels)) - 1
    return 1 << labels.index(scope.label) if scope.label in labels else 0


def _count_unmarked(sums: defaultdict[Hashable, float], judged: list[int], number: int) -> None:
    sums[_JUDGED] += number
    sums[_UNMARKED] += number * judged.count(0) / len(judged)


def _caution(sums: Mapping[Hashable, float]) -> Caution | None:
    share = share_of(sums.get(_UNMARKED, 0.0), sums.get(_JUDGED, 0.0), Reason.NOTHING_MARKED)
    if isinstance(share, Reason) or share <= _MOSTLY:
        return None
    return Caution(kind=CautionKind.MOSTLY_UNMARKED, share=share)
