"""The only place for the measures of spans: exact and relaxed F1, and alpha for unitizing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from db.agreement import bootstrap
from db.agreement.bootstrap import Sums
from db.agreement.figure import Counted, Interval, Reason, Scope
from db.agreement.measured import Pool, Readers
from db.agreement.statistic import BOTH, FIRST, SECOND, Outcome, Summed, f1_statistic
from db.agreement.tally import APART, EXACT, OVERLAPPING
from db.agreement.tally import FIRST as OF_FIRST
from db.agreement.tally import SECOND as OF_SECOND
from db.agreement.unitizing import Sections, alpha_of


def span_f1(scope: Scope, *, is_exact: bool) -> Summed:
    """F1 of spans of the same label at the same place, or of those that at least overlap.

    Relaxed, too, spans are aligned one to one. Pairs of annotators weigh as much as they marked.
    """

    def collect(pool: Pool) -> Sums:
        first = second = both = 0
        for (_, pair, label), count in pool.counts.items():
            if scope.label in {None, label} and scope.holds(pair):
                first += count[OF_FIRST]
                second += count[OF_SECOND]
                both += count[EXACT] + (0 if is_exact else count[OVERLAPPING])
        return {FIRST: first, SECOND: second, BOTH: both}

    return f1_statistic(collect, Counted.SPANS, Reason.NOTHING_MARKED)


@dataclass(frozen=True, slots=True)
class UnitizingAlpha:
    """Alpha for unitizing over labels, and over the groups of annotators who read the same."""

    scope: Scope
    counted: Counted = Counted.SPANS

    def outcome(self, pool: Pool) -> Outcome:
        """The value over some articles."""
        parts = [part for _, part in self._parts(pool)]
        value = alpha_of(parts)
        units = sum(sum(part.units.values()) for part in parts)
        reason = Reason.NO_CHANCE if units else Reason.NOTHING_MARKED
        return Outcome(value=reason if value is None else value, n=units)

    def interval(self, pool: Pool, *, resamples: int) -> Interval | None:
        """How sure the value is, by the distances of each block and its share of the expected."""
        blocks = pool.blocks
        laid_out = [dict(self._parts(block)) for block in blocks]
        apart = [float(sum(part.apart for part in parts.values())) for parts in laid_out]
        expected = [0.0] * len(blocks)
        for key in dict.fromkeys(key for parts in laid_out for key in parts):
            parts = [block.get(key) or Sections(annotators=2) for block in laid_out]
            whole = Sections(annotators=max(part.annotators for part in parts))
            for part in parts:
                whole.add(part)
            for number, share in enumerate(whole.expected_shares(parts)):
                expected[number] += share
        sums: list[Sums] = [
            {"apart": one, "expected": other}
            for one, other, parts in zip(apart, expected, laid_out, strict=True)
            if parts
        ]
        return bootstrap.interval(sums, _finish, resamples=resamples)

    def _parts(self, pool: Pool) -> Iterator[tuple[tuple[Readers, str], Sections]]:
        """What each group of annotators has in each label; for one pair there is one group."""
        groups: dict[Readers, list[Readers]] = {}
        for readers in pool.by_readers:
            group = self.scope.annotators_of(readers)
            if group:
                groups.setdefault(group, []).append(readers)
        labels = pool.sweep.labels if self.scope.label is None else (self.scope.label,)
        for group, sources in groups.items():
            for label in labels:
                sections = Sections(annotators=len(group))
                for readers in sources:
                    sections.length += pool.lengths[readers]
                    for pair in combinations(group, 2):
                        count = pool.counts.get((readers, pair, label))
                        sections.apart += count[APART] if count else 0
                    for reader in group:
                        sections.count(*pool.sections.get((readers, reader, label), ({}, {})))
                yield (group, label), sections


def _finish(sums: Sums) -> float | Reason:
    expected = sums["expected"]
    return 1 - sums["apart"] / expected if expected > 0 else Reason.NO_CHANCE
