"""The only place that pairs two sides one to one so that the weights of the pairs are greatest.

The textbook way: as long as there is a chain of pairs to be made and unmade that gains something,
take the one that gains most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Pair = tuple[int, int]

_EXACT_UP_TO = 900
"""So many pairs that compete with one another are weighed exactly; more are taken by weight."""


def best_pairs(weights: Mapping[Pair, int]) -> list[Pair]:
    """The pairs (left, right) of the greatest total weight, each end in one of them at most.

    `weights` are positive and name all pairs that may be. The same weights give the same pairs in
    whatever order they come.
    """
    chosen: list[Pair] = []
    for competing in _competing(weights):
        if len(competing) == 1:
            chosen += competing
        elif len(competing) > _EXACT_UP_TO:
            chosen += _heaviest_first(competing)
        else:
            chosen += _Matching(competing).best()
    return sorted(chosen)


def _competing(weights: Mapping[Pair, int]) -> Iterator[dict[Pair, int]]:
    """The pairs, apart where they have no end in common, not even through other pairs."""
    of_left, of_right = defaultdict(list), defaultdict(list)
    for pair in sorted(weights):
        of_left[pair[0]].append(pair)
        of_right[pair[1]].append(pair)
    seen: set[Pair] = set()
    for first in sorted(weights):
        if first in seen:
            continue
        seen.add(first)
        found = [first]
        for pair in found:
            for other in (*of_left[pair[0]], *of_right[pair[1]]):
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        yield {pair: weights[pair] for pair in sorted(found)}


def _heaviest_first(weights: Mapping[Pair, int]) -> Iterator[Pair]:
    lefts, rights = set(), set()
    for left, right in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            yield left, right


class _Matching:
    """A set of pairs that grows from nothing to the best one."""

    def __init__(self, weights: Mapping[Pair, int]) -> None:
        self._weights = weights
        self._rights_of: dict[int, list[int]] = defaultdict(list)
        for left, right in weights:
            self._rights_of[left].append(right)
        self._left_of: dict[int, int] = {}

    def best(self) -> list[Pair]:
        while self._grow():
            pass
        return [(left, right) for right, left in self._left_of.items()]

    def _grow(self) -> bool:
        """Take the chain that gains most, from a free left to a free right end; False for none."""
        taken = set(self._left_of.values())
        gains = {left: 0 for left in self._rights_of if left not in taken}
        came_from: dict[int, int] = {}
        waiting = list(gains)
        best_gain, best_end = 0, None
        # `waiting` grows while it is walked: a left end comes again when a better way to it is
        # found. That ends, since no circle of pairs gains anything.
        for left in waiting:
            for right in self._rights_of[left]:
                gain = gains[left] + self._weights[left, right]
                holder = self._left_of.get(right)
                if holder is None:
                    if gain > best_gain:
                        best_gain, best_end = gain, (left, right)
                elif holder != left:
                    gain -= self._weights[holder, right]
                    # A chain may lose at first and win in the end.
                    known = gains.get(holder)
                    if known is None or gain > known:
                        gains[holder] = gain
                        came_from[holder] = left
                        waiting.append(holder)
        if best_end is None:
            return False
        self._take(*best_end, came_from)
        return True

    def _take(self, left: int, right: int, came_from: Mapping[int, int]) -> None:
        held = {left: right for right, left in self._left_of.items()}
        while True:
            self._left_of[right] = left
            if left not in came_from:
                return
            left, right = came_from[left], held[left]
