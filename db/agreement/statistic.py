"""The only place that says what a measure is made of: sums over articles and what becomes of them.

All measures but gamma are functions of sums over articles. So a figure of other articles, or of a
resample of them, needs no second look at the spans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol

from db.agreement import bootstrap
from db.agreement.bootstrap import Finish, Sums
from db.agreement.chance import beyond_chance
from db.agreement.figure import Caution, Counted, Interval, Reason
from db.agreement.measured import Pool

FIRST, SECOND, BOTH = "first", "second", "both"
"""What F1 sums up: what either annotator has, and what both have."""

ALL, AGREED, VALUE = "all", "agreed", "value"
"""What kappa and alpha sum up: judgements, agreement, and what was said, by whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The value of a measure and what it rests on."""

    value: float | Reason
    n: int
    caution: Caution | None = None


class Statistic(Protocol):
    """A measure within a scope."""

    @property
    def counted(self) -> Counted:
        """What the n counts."""

    def outcome(self, pool: Pool) -> Outcome:
        """The value over some articles."""

    def interval(self, pool: Pool, *, resamples: int) -> Interval | None:
        """How sure the value is, or None where that can't be said."""


def _no_caution(sums: Sums) -> Caution | None:  # noqa: ARG001 - the default of a field
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """A statistic whose sums are few enough to be resampled as they are."""

    counted: Counted
    collect: Callable[[Pool], Sums]
    finish: Finish
    count: Callable[[Sums], float]
    caution: Callable[[Sums], Caution | None] = _no_caution

    def outcome(self, pool: Pool) -> Outcome:
        """The value over some articles."""
        sums = self.collect(pool)
        return Outcome(
            value=self.finish(sums), n=round(self.count(sums)), caution=self.caution(sums)
        )

    def interval(self, pool: Pool, *, resamples: int) -> Interval | None:
        """How sure the value is."""
        sums = [self.collect(block) for block in pool.blocks]
        judged = [each for each in sums if self.count(each)]
        return bootstrap.interval(judged, self.finish, resamples=resamples)


def f1_statistic(collect: Callable[[Pool], Sums], counted: Counted, nothing: Reason) -> Summed:
    """2 · both / (first + second), over all pairs of annotators together (Hripcsak 2005)."""
    return Summed(
        counted=counted,
        collect=collect,
        finish=lambda sums: share_of(2 * sums[BOTH], sums[FIRST] + sums[SECOND], nothing),
        count=lambda sums: sums[FIRST] + sums[SECOND],
    )


def share_of(part: float, whole: float, nothing: Reason) -> float | Reason:
    """A ratio, or the reason why there is none."""
    return part / whole if whole else nothing


def mean_kappa(sums: Sums) -> float | Reason:
    """The mean of the kappas that are defined, one a group: a pair of annotators, say (Light 1971).

    Each weighs as much as was judged.
    """
    margins: defaultdict[Hashable, dict[tuple[str, Hashable], float]] = defaultdict(dict)
    for key, number in sums.items():
        if isinstance(key, tuple) and len(key) == 3:
            group, side, value = key
            margins[group][side, value] = number
    top = bottom = 0.0
    for group, sides in margins.items():
        total = sums[group, ALL]
        if not total:
            continue
        by_chance = sum(
            number * sides.get((SECOND, value), 0.0)
            for (side, value), number in sides.items()
            if side == FIRST
        )
        kappa = beyond_chance(sums.get((group, AGREED), 0.0) / total, by_chance / total**2)
        if kappa is not None:
            top += total * kappa
            bottom += total
    return share_of(top, bottom, Reason.ONE_CATEGORY)


def nominal_alpha(sums: Sums) -> float | Reason:
    """Alpha from how often each value occurs and how often pairs of values agree."""
    total = sums.get(ALL, 0.0)
    alike = sum(
        number * (number - 1)
        for key, number in sums.items()
        if isinstance(key, tuple) and key[0] == VALUE
    )
    by_chance = alike / (total * (total - 1)) if total > 1 else 1.0
    value = beyond_chance(sums.get(AGREED, 0.0) / total if total else 1.0, by_chance)
    return Reason.ONE_CATEGORY if value is None else value
