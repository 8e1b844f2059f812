"""The only place that counts what a pair of annotators marked alike in an article, per label.

This is the inner loop of most figures: 30,000 pairs of layers are to take part of a second. So it
works on bare tuples, lets sets find what is exactly alike, and looks one by one only at the rest.
The rules are those of `alignment` and `unitizing`; the tests hold them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from db.agreement.alignment import overlapping_pairs
from db.agreement.layers import Extent, Item, Mark
from db.agreement.unitizing import Unit, distance, united

FIRST, SECOND, EXACT, OVERLAPPING, APART = range(5)
"""What a count holds: the spans of either, the pairs at the same place, the other pairs of one
label that overlap, and the squared distance of alpha U."""

_mark = itemgetter(0, 1, 2)
_start = itemgetter(1)
_fragments = itemgetter(3)


class Odd(NamedTuple):
    """The spans of a label that overlap one another or have several fragments, and their union."""

    extents: tuple[Extent, ...]
    units: tuple[Unit, ...]


class Marked(NamedTuple):
    """What one layer marked: `marks` by start, the same as a set, how many of each label.

    Labels with anything odd about them are in `odd` alone; there is seldom any.
    """

    marks: list[Mark]
    found: frozenset[Mark]
    sizes: dict[str, int]
    odd: dict[str, Odd]


def marked(items: Sequence[Item]) -> Marked:
    """The spans of one layer, ready to be counted."""
    if any(map(_fragments, items)):
        return _with_odd_labels(items)
    marks = sorted(map(_mark, items), key=_start)
    sizes: dict[str, int] = {}
    last: dict[str, int] = {}
    for label, start, end in marks:
        if label in last:
            if start < last[label]:
                return _with_odd_labels(items)
            sizes[label] += 1
        else:
            sizes[label] = 1
        last[label] = end
    return Marked(marks, frozenset(marks), sizes, {})


def count_pair(ours: Marked, theirs: Marked) -> dict[str, list[int]]:
    """What two layers have in common, for each label that either of them uses.

    Spans that both have exactly may be left out when distances are taken: they overlap no other
    span of their label.
    """
    counts: dict[str, list[int]] = {}
    for label, number in ours[2].items():
        counts[label] = [number, 0, number, 0, 0]
    for label, number in theirs[2].items():
        if label in counts:
            counts[label][1] = number
        else:
            counts[label] = [0, number, 0, 0, 0]
    found = theirs[1]
    here = [mark for mark in ours[0] if mark not in found]
    found = ours[1]
    there = [mark for mark in theirs[0] if mark not in found]
    if ours[3] or theirs[3]:
        odd = {*ours[3], *theirs[3]}
        here = [mark for mark in here if mark[0] not in odd]
        there = [mark for mark in there if mark[0] not in odd]
        for label in odd:
            counts[label] = _count_odd(_odd(ours, label), _odd(theirs, label))
    _count_rest(here, there, counts)
    return counts


def _count_rest(
    here: Sequence[Mark], there: Sequence[Mark], counts: Mapping[str, list[int]]
) -> None:
    """What is not exactly alike, by start, in labels that do not overlap themselves."""
    by_label: dict[str, list[Mark]] = {}
    for mark in there:
        if mark[0] in by_label:
            by_label[mark[0]].append(mark)
        else:
            by_label[mark[0]] = [mark]
        counts[mark[0]][4] += (mark[2] - mark[1]) ** 2
    hits = edges = 0
    hit_there = set()
    for label, start, end in here:
        count = counts[label]
        count[2] -= 1
        is_hit = False
        for mark in by_label.get(label, ()):
            if mark[1] >= end:
                break
            if start < mark[2]:
                count[3] += 1
                count[4] += (start - mark[1]) ** 2 + (end - mark[2]) ** 2
                if mark not in hit_there:
                    # It does not lie in a gap after all.
                    count[4] -= (mark[2] - mark[1]) ** 2
                    hit_there.add(mark)
                edges += 1
                is_hit = True
        if is_hit:
            hits += 1
        else:
            count[4] += (end - start) ** 2
    if edges != hits or edges != len(hit_there):
        _settle(here, there, counts)


def _settle(here: Iterable[Mark], there: Iterable[Mark], counts: Mapping[str, list[int]]) -> None:
    """Pair off one to one where several spans of a label compete."""
    for label in {mark[0] for mark in here}:
        counts[label][OVERLAPPING] = len(
            overlapping_pairs(
                sorted(((mark[1], mark[2]),) for mark in here if mark[0] == label),
                sorted(((mark[1], mark[2]),) for mark in there if mark[0] == label),
            )
        )


def _with_odd_labels(items: Sequence[Item]) -> Marked:
    """The same where some label overlaps itself, repeats a span, or has fragments."""
    extents: dict[str, list[Extent]] = {}
    for item in items:
        extents.setdefault(item.label, []).append(item.extent)
    marks: list[Mark] = []
    sizes, odd = {}, {}
    for label, spans in extents.items():
        pieces = [piece for span in spans for piece in span]
        units = united(pieces)
        if len(units) == len(pieces) == len(spans):
            marks.extend((label, start, end) for start, end in units)
            sizes[label] = len(units)
        else:
            odd[label] = Odd(tuple(sorted(spans)), units)
    return Marked(sorted(marks, key=_start), frozenset(marks), sizes, odd)


def _odd(layer: Marked, label: str) -> Odd:
    """A label of a layer as if it were odd."""
    known = layer.odd.get(label)
    if known is not None:
        return known
    units = tuple((start, end) for name, start, end in layer.marks if name == label)
    return Odd(tuple((unit,) for unit in units), units)


def _count_odd(ours: Odd, theirs: Odd) -> list[int]:
    here, there = Counter(ours.extents), Counter(theirs.extents)
    common = here & there
    overlapping = overlapping_pairs(
        sorted((here - common).elements()), sorted((there - common).elements())
    )
    return [
        len(ours.extents),
        len(theirs.extents),
        common.total(),
        len(overlapping),
        distance(ours.units, theirs.units),
    ]
