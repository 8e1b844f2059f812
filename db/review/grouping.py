"""The only place that says which spans of several annotators are about the same place.

Spans of the same label at exactly the same place come together first. What is left is joined to
what is most like it, in this order: the same label and much overlap; another label and nearly the
same extent, which is one span named differently; the same label and any overlap at all. Like is
what has many characters in common, measured against all characters of both, so that of two nested
spans the one that fits is taken and not the one that is long. For each two annotators the pairs
are those of the greatest likeness in all, and no group ever holds two spans of one annotator.

Neither the order of the layers nor that of their spans matters: ties go by place and label, and
then by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.model import AnnotatorId, Fragment, Span
from db.review.overlap import likeness
from db.review.pairing import Pair, best_pairs

_MUCH = 0.25
_NEARLY_THE_SAME = 0.5
_UNITS_OF_LIKENESS = 1_000_000
"""Pairs are weighed in whole numbers, which add up alike in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A span with whose it is. `contents` tell stacked spans apart, the most telling first."""

    annotator: AnnotatorId
    span: Span
    contents: tuple[Hashable, ...] = ()


Group = tuple[Marked, ...]


def grouped(marked: Iterable[Marked]) -> tuple[Group, ...]:
    """The spans in groups of at most one of each annotator, in reading order.

    Every span is in exactly one group.
    """
    in_order = sorted(marked, key=_order)
    heaps = _Heaps(in_order, _same_places(in_order))
    for takes in _ROUNDS:
        heaps.join(takes)
    return tuple(tuple(in_order[rank] for rank in group) for group in sorted(heaps.groups()))


def _order(marked: Marked) -> tuple[int, int, str, tuple[Fragment, ...], str]:
    span = marked.span
    return span.start, -span.end, span.label, span.fragments, span.id


_Heap = list[int]
"""Spans by their ranks in reading order, ascending."""


def _same_places(in_order: Sequence[Marked]) -> Iterator[_Heap]:
    places: dict[tuple[str, tuple[Fragment, ...]], _Heap] = defaultdict(list)
    for rank, each in enumerate(in_order):
        places[each.span.label, each.span.fragments].append(rank)
    for stack in places.values():
        if len({in_order[rank].annotator for rank in stack}) == len(stack):
            yield stack
        else:
            yield from _unstacked(in_order, stack)


def _unstacked(in_order: Sequence[Marked], stack: _Heap) -> Iterator[_Heap]:
    """Spans that some annotator has several of at one place, held together by their contents."""
    heaps = [[rank] for rank in stack]
    for level in range(max(len(in_order[rank].contents) for rank in stack) + 1):
        open_heaps: dict[Hashable, list[_Heap]] = defaultdict(list)
        for heap in heaps:
            contents = in_order[heap[0]].contents
            key = contents[level] if level < len(contents) else None
            _put(in_order, open_heaps[key], heap)
        heaps = [heap for alike in open_heaps.values() for heap in alike]
    yield from map(sorted, heaps)


def _put(in_order: Sequence[Marked], heaps: list[_Heap], heap: _Heap) -> None:
    annotators = {in_order[rank].annotator for rank in heap}
    for other in heaps:
        if annotators.isdisjoint(in_order[rank].annotator for rank in other):
            other.extend(heap)
            return
    heaps.append(list(heap))


_Takes = Callable[[bool, float], bool]
_ROUNDS: tuple[_Takes, ...] = (
    lambda is_same_label, alike: is_same_label and alike >= _MUCH,
    lambda is_same_label, alike: not is_same_label and alike >= _NEARLY_THE_SAME,
    lambda is_same_label, alike: is_same_label and alike > 0,
)
"""Which pairs each round of joining may take."""


class _Heaps:
    """Groups in the making. Each is known by its first heap of spans at exactly one place."""

    def __init__(self, in_order: Sequence[Marked], heaps: Iterable[_Heap]) -> None:
        self._heaps = sorted(heaps)
        self._spans = [in_order[heap[0]].span for heap in self._heaps]
        self._annotators = [{in_order[rank].annotator for rank in heap} for heap in self._heaps]
        self._joined_to = list(range(len(self._heaps)))
        self._overlaps = list(self._find_overlaps())

    def groups(self) -> Iterator[_Heap]:
        """The ranks of the spans of each group, ascending."""
        found: dict[int, _Heap] = defaultdict(list)
        for number, heap in enumerate(self._heaps):
            found[self._root(number)] += heap
        return map(sorted, found.values())

    def join(self, takes: _Takes) -> None:
        """Join what is most alike of what a round may take: the best pairs first, then the rest."""
        weights = {
            (first, second): max(1, round(alike * _UNITS_OF_LIKENESS))
            for first, second, is_same_label, alike in self._overlaps
            if takes(is_same_label, alike) and self._fit(first, second)
        }
        heaviest = sorted(weights, key=lambda pair: (-weights[pair], pair))
        best = self._best_pairs(weights)
        for pair in (*(each for each in heaviest if each in best), *heaviest):
            if self._fit(*pair):
                first, second = sorted(map(self._root, pair))
                self._joined_to[second] = first
                self._annotators[first] |= self._annotators[second]

    def _best_pairs(self, weights: Mapping[Pair, int]) -> set[Pair]:
        by_annotators: dict[tuple[AnnotatorId, AnnotatorId], dict[Pair, int]] = defaultdict(dict)
        for (first, second), weight in weights.items():
            for one in self._annotators[self._root(first)]:
                for other in self._annotators[self._root(second)]:
                    ends = (first, second) if one < other else (second, first)
                    by_annotators[min(one, other), max(one, other)][ends] = weight
        pairs = (pair for each in by_annotators.values() for pair in best_pairs(each))
        return {(min(pair), max(pair)) for pair in pairs}

    def _fit(self, first: int, second: int) -> bool:
        """Whether two heaps can be one group: no annotator is in both, nor are they one already."""
        first, second = self._root(first), self._root(second)
        return self._annotators[first].isdisjoint(self._annotators[second])

    def _root(self, number: int) -> int:
        while self._joined_to[number] != number:
            number = self._joined_to[number]
        return number

    def _find_overlaps(self) -> Iterator[tuple[int, int, bool, float]]:
        """Which heaps share characters and could be joined, and how alike they are."""
        active: list[int] = []
        for number, span in enumerate(self._spans):
            active = [other for other in active if self._spans[other].end > span.start]
            for other in active:
                if self._annotators[other].isdisjoint(self._annotators[number]):
                    before = self._spans[other]
                    alike = likeness(before.fragments, span.fragments)
                    if alike:
                        yield other, number, before.label == span.label, alike
            active.append(number)
