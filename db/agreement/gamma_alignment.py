"""The only place that finds the best alignment of several annotators' units (Mathet et al. 2015).

A unitary alignment holds at most one unit of each annotator; its disorder is the mean of all pairs
of its places, where a pair with an empty place costs `Weights.empty`. The best alignment covers
each unit once at the least total, and of several such ones it is one with more units together. Two
annotators are an assignment problem; for more, units that can't profit from each other are parted
first, and each part is searched, exactly while it is small and as far as a fixed effort goes beyond
that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from operator import add
from typing import NamedTuple

from db.agreement.assignment import best_pairs

MOST_STEPS = 1_000
"""How many choices the search in one part makes before it takes the best that it has."""

_MOST_NEAR, _LEAST_NEAR = 15, 1
"""How many units of all other annotators a unit is compared with, and of each at least."""

_NOTHING = 1e-9
"""Costs that differ by less are alike."""

_FINE = 1 << 40
"""Costs as whole numbers, so that the assignment adds them up exactly."""


class GammaUnit(NamedTuple):
    """A stretch `[start, end)` with a label."""

    start: float
    end: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How the dissimilarity weighs position and label, and what an empty place costs."""

    position: float = 1.0
    label: float = 1.0
    empty: float = 1.0


EVEN = Weights()
"""What figures are measured with."""

Layers = Sequence[Sequence[GammaUnit]]
"""The units of each annotator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BestAlignment:
    """Unitary alignments (a unit or None for each annotator) and the sum of their disorders."""

    unitary: tuple[tuple[GammaUnit | None, ...], ...]
    total: float
    is_exact: bool


Place = tuple[int, int]
"""An annotator's number and the number of a unit of theirs."""

Choice = tuple[float, tuple[Place, ...]]
"""A unitary alignment without its empty places, and its disorder."""


def best_alignment(layers: Layers, weights: Weights) -> BestAlignment:
    """The alignment of the least disorder between two annotators or more."""
    single = weights.empty
    chosen: list[Choice] = []
    is_exact = True
    if len(layers) == 2:
        chosen = _two(layers, weights)
    else:
        choices, is_exact = _worthwhile(layers, weights)
        for part in _parts(choices):
            found, is_best = _Search(part, single).run()
            chosen.extend(found)
            is_exact = is_exact and is_best
    covered = {place for _, places in chosen for place in places}
    alone = [
        (single, ((number, index),))
        for number, layer in enumerate(layers)
        for index in range(len(layer))
        if (number, index) not in covered
    ]
    return BestAlignment(
        unitary=tuple(_filled(places, layers) for _, places in (*chosen, *alone)),
        total=sum(disorder for disorder, _ in (*chosen, *alone)),
        is_exact=is_exact,
    )


def dissimilarity(first: GammaUnit, second: GammaUnit, weights: Weights) -> float:
    """How unlike two units are, in position (sporadic) and label."""
    apart = positional(first, second) * weights.position
    unlike = weights.label if first[2] != second[2] else 0.0
    return (apart + unlike) * weights.empty


def positional(first: GammaUnit, second: GammaUnit) -> float:
    """The positional dissimilarity, in units of what an empty place costs."""
    ends = abs(first[0] - second[0]) + abs(first[1] - second[1])
    return (ends / (first[1] - first[0] + second[1] - second[0])) ** 2


def _two(layers: Layers, weights: Weights) -> list[Choice]:
    """Two units together are worth it where they cost less than two empty places."""
    saved: dict[tuple[int, int], int] = {}
    costs: dict[tuple[int, int], float] = {}
    for pair, cost in _near(layers[0], layers[1], weights, limit=2 * weights.empty):
        saved[pair] = int((2 * weights.empty - cost + _NOTHING) * _FINE)
        costs[pair] = cost
    return [(costs[left, right], ((0, left), (1, right))) for left, right in best_pairs(saved)]


def _near(
    firsts: Sequence[GammaUnit], seconds: Sequence[GammaUnit], weights: Weights, *, limit: float
) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs whose dissimilarity is no more than a limit."""
    for left, first in enumerate(firsts):
        for right, second in enumerate(seconds):
            cost = dissimilarity(first, second, weights)
            if cost <= limit:
                yield (left, right), cost


def _worthwhile(layers: Layers, weights: Weights) -> tuple[list[Choice], bool]:
    """All unitary alignments of two units or more that may be part of the best alignment.

    None of their units would do better alone: beside k others, it is at most as unlike them in sum
    as k empty places and all pairs of one more unitary alignment cost. The second answer is whether
    these are really all; see `_neighbours`.
    """
    annotators = len(layers)
    pairs = comb(annotators, 2)
    near, are_all = _neighbours(layers, weights)
    found: list[Choice] = []

    def grow(places: tuple[Place, ...], sums: tuple[float, ...], candidates: list[Place]) -> None:
        size = len(places)
        if size > 1 and max(sums) <= (pairs + size - 1) * weights.empty + _NOTHING:
            empty = (pairs - comb(size, 2)) * weights.empty
            found.append(((sum(sums) / 2 + empty) / pairs, places))
        for place in candidates:
            others = near[place]
            costs = [others[known] for known in places]
            grown = (*map(add, sums, costs), sum(costs))
            if max(grown) <= (pairs + annotators - 1) * weights.empty + _NOTHING:
                later = [each for each in candidates if each[0] > place[0] and each in others]
                grow((*places, place), grown, later)

    for place, others in near.items():
        grow((place,), (0.0,), [each for each in others if each[0] > place[0]])
    return found, are_all


def _neighbours(layers: Layers, weights: Weights) -> tuple[dict[Place, dict[Place, float]], bool]:
    """For each unit the units that it may be aligned with, and what that costs.

    Where more than a few units of one annotator come into question for a unit, only the nearest
    do, fewer the more annotators there are; then the second answer is False.
    """
    annotators = len(layers)
    limit = (comb(annotators, 2) + annotators - 1) * weights.empty
    most = max(_LEAST_NEAR, _MOST_NEAR // annotators)
    near: dict[Place, dict[Place, float]] = {
        (number, index): {} for number, layer in enumerate(layers) for index in range(len(layer))
    }
    are_all = True
    for one, other in combinations(range(annotators), 2):
        pairs = dict(_near(layers[one], layers[other], weights, limit=limit))
        kept: set[tuple[int, int]] = set()
        for side in (0, 1):
            groups: dict[int, list[tuple[float, tuple[int, int]]]] = {}
            for pair, cost in pairs.items():
                groups.setdefault(pair[side], []).append((cost, pair))
            for group in groups.values():
                kept.update(pair for _, pair in sorted(group)[:most])
        are_all = are_all and len(kept) == len(pairs)
        for left, right in sorted(kept):
            near[one, left][other, right] = near[other, right][one, left] = pairs[left, right]
    return near, are_all


def _parts(choices: Sequence[Choice]) -> Iterator[list[Choice]]:
    """The choices in groups that share no unit."""
    leader: dict[Place, Place] = {}

    def find(place: Place) -> Place:
        while leader.setdefault(place, place) != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for _, places in choices:
        for place in places[1:]:
            leader[find(place)] = find(places[0])
    groups: dict[Place, list[Choice]] = {}
    for choice in choices:
        groups.setdefault(find(choice[1][0]), []).append(choice)
    yield from groups.values()


class _Search:
    """Branch and bound over one part; deterministic, with a fixed effort."""

    def __init__(self, choices: Sequence[Choice], single: float) -> None:
        # Alone, units cost a trifle more, so that of equal alignments the one with fewer wins.
        self._single = single + _NOTHING
        self._of: dict[Place, list[Choice]] = {}
        for choice in sorted(choices, key=_cheapest_first):
            for place in choice[1]:
                self._of.setdefault(place, []).append(choice)
        # Places with few choices first: so a wrong turn shows early.
        self._order = sorted(self._of, key=lambda place: (len(self._of[place]), place))
        self._least = {
            place: min(self._single, _share(found[0])) for place, found in self._of.items()
        }
        self._best: list[Choice] = self._greedy()
        self._best_total = self._total(self._best)
        self._steps = 0

    def run(self) -> tuple[list[Choice], bool]:
        """The best choices, singles left out, and whether they are surely the best."""
        self._descend([], frozenset(), 0.0, sum(self._least.values()))
        return self._best, self._steps < MOST_STEPS

    def _descend(
        self, chosen: list[Choice], covered: frozenset[Place], total: float, bound: float
    ) -> None:
        if self._steps >= MOST_STEPS or total + bound >= self._best_total - _NOTHING / 2:
            return
        self._steps += 1
        place = next((each for each in self._order if each not in covered), None)
        if place is None:
            self._best, self._best_total = chosen, total
            return
        for choice in self._of[place]:
            if covered.isdisjoint(choice[1]):
                self._descend(
                    [*chosen, choice],
                    covered.union(choice[1]),
                    total + choice[0],
                    bound - sum(self._least[each] for each in choice[1]),
                )
        self._descend(chosen, covered | {place}, total + self._single, bound - self._least[place])

    def _greedy(self) -> list[Choice]:
        covered: set[Place] = set()
        chosen = []
        choices = {each for found in self._of.values() for each in found}
        for choice in sorted(choices, key=_cheapest_first):
            if covered.isdisjoint(choice[1]):
                covered.update(choice[1])
                chosen.append(choice)
        return chosen

    def _total(self, chosen: Sequence[Choice]) -> float:
        covered = sum(len(places) for _, places in chosen)
        return sum(cost for cost, _ in chosen) + (len(self._of) - covered) * self._single


def _share(choice: Choice) -> float:
    return choice[0] / len(choice[1])


def _cheapest_first(choice: Choice) -> tuple[float, tuple[Place, ...]]:
    return (_share(choice), choice[1])


def _filled(places: Iterable[Place], layers: Layers) -> tuple[GammaUnit | None, ...]:
    units = {number: layers[number][index] for number, index in places}
    return tuple(units.get(number) for number in range(len(layers)))
