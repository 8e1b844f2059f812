"""The only place that computes Krippendorff's alpha for unitizing (1995, as corrected in 2004).

Each label is a continuum of its own. A unit is one fragment of a span; units of one annotator that
overlap in the same label are united first, since the measure knows no overlaps within an
annotator, while units that only touch stay two. A corpus is one long continuum in which units do
not cross from one article into the next; one article alone gives the published formula exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

Unit = tuple[int, int]
"""A stretch `[start, end)`, never empty."""


@dataclass(slots=True, kw_only=True)
class Sections:
    """What adds up over articles that the same annotators read.

    `apart` is the sum of squared distances over all unordered pairs of annotators; `length` that of
    the texts; `units` and `gaps` count lengths over all annotators.
    """

    annotators: int
    length: int = 0
    apart: int = 0
    units: Counter[int] = field(default_factory=Counter)
    gaps: Counter[int] = field(default_factory=Counter)

    def count(self, units: Mapping[int, int], gaps: Mapping[int, int]) -> None:
        """Count the units and gaps of one more annotator or article, by length."""
        for known, more in ((self.units, units), (self.gaps, gaps)):
            for length, number in more.items():
                known[length] += number

    def add(self, other: Sections) -> None:
        """Go on with the articles of the other."""
        self.length += other.length
        self.apart += other.apart
        self.count(other.units, other.gaps)

    def expected(self) -> float:
        """What `apart` would be by chance; 0 where there is no unit or no other place for one."""
        count = self.units.total()
        all_of, own = self.annotators * self.length, self.own()
        denominator = all_of * (all_of - 1) - own
        if not count or not denominator:
            return 0.0
        placed = placements(self.gaps, self.units)
        among_units = (count - 1) * self.among() / 3
        among_gaps = sum(each * length**2 * placed[length] for length, each in self.units.items())
        return self._scale() * (among_units + among_gaps) / denominator

    def expected_shares(self, parts: Sequence[Sections]) -> list[float]:
        """`expected()` laid out over the parts that make up this, to first order.

        Resampling the shares is quick and shows how the expectation varies with the articles.
        """
        whole = self.expected()
        if not whole:
            return [0.0] * len(parts)
        count, among = self.units.total(), self.among()
        all_of = self.annotators * self.length
        denominator = all_of * (all_of - 1) - self.own()
        placed, fitting = placements(self.gaps, self.units), _fitting(self.gaps, self.units)
        top = whole * denominator / self._scale()
        shares = []
        for part in parts:
            rows = sum(each * length**2 * placed[length] for length, each in part.units.items())
            columns = sum(each * fitting[gap] for gap, each in part.gaps.items())
            change = (part.units.total() * among + (count - 1) * part.among()) / 3
            part_of = self.annotators * part.length
            shares.append(
                part.length / self.length
                + (change + rows + columns) / top
                - (2 * all_of * part_of - part_of - part.own()) / denominator
            )
        total = sum(shares)
        return [whole * share / total for share in shares]

    def _scale(self) -> float:
        return self.annotators * (self.annotators - 1) * self.length

    def own(self) -> int:
        """How many pairs of characters the units hold."""
        return sum(each * length * (length - 1) for length, each in self.units.items())

    def among(self) -> int:
        """Three times the squared distances that units of each length have with one as long."""
        return sum(
            each * (2 * length**3 - 3 * length**2 + length) for length, each in self.units.items()
        )


def alpha_of(parts: Iterable[Sections]) -> float | None:
    """Alpha over labels and groups of annotators; None where no unit or no chance is."""
    parts = [part for part in parts if part.annotators > 1]
    count = sum(part.units.total() for part in parts)
    if count == 1:
        # A single unit is neither confirmed nor contradicted by another.
        return 0.0
    expected = sum(part.expected() for part in parts)
    if not count or not expected:
        return None
    return 1 - sum(part.apart for part in parts) / expected


def united(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units in order, those that overlap joined to one; an empty one is refused."""
    joined: list[Unit] = []
    for start, end in sorted(units):
        if start >= end:
            raise ValueError(f"a unit must hold at least one character, not [{start}, {end})")
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def distance(first: Sequence[Unit], second: Sequence[Unit]) -> int:
    """The sum of squared distances between two annotators' units, each in order without overlaps.

    Units that overlap differ by the squares of how far their ends are apart, a unit that lies in a
    gap of the other annotator by the square of its length.
    """
    apart = 0
    hit: set[Unit] = set()
    begin = 0
    for start, end in first:
        while begin < len(second) and second[begin][1] <= start:
            begin += 1
        is_hit = False
        for unit in second[begin:]:
            if unit[0] >= end:
                break
            apart += (start - unit[0]) ** 2 + (end - unit[1]) ** 2
            hit.add(unit)
            is_hit = True
        if not is_hit:
            apart += (end - start) ** 2
    return apart + sum((unit[1] - unit[0]) ** 2 for unit in second if unit not in hit)


def placements(gaps: Mapping[int, int], units: Iterable[int]) -> dict[int, int]:
    """In how many places of all gaps a unit of each length fits."""
    ordered = sorted(gaps)
    counts = list(accumulate((gaps[gap] for gap in reversed(ordered)), initial=0))
    sums = list(accumulate(((gap + 1) * gaps[gap] for gap in reversed(ordered)), initial=0))
    places = {}
    for length in units:
        longer = len(ordered) - bisect_left(ordered, length)
        places[length] = sums[longer] - length * counts[longer]
    return places


def _fitting(gaps: Iterable[int], units: Mapping[int, int]) -> dict[int, int]:
    """For each gap the places that all units find in it, each times its squared length."""
    ordered = sorted(units)
    squares = list(accumulate((units[each] * each**2 for each in ordered), initial=0))
    cubes = list(accumulate((units[each] * each**3 for each in ordered), initial=0))
    fitting = {}
    for gap in gaps:
        shorter = bisect_right(ordered, gap)
        fitting[gap] = (gap + 1) * squares[shorter] - cubes[shorter]
    return fitting
