"""The only place that decides how deep below the words each span is underlined.

Depths are counted in slots. What lies inside a span gets a slot nearer the words than the span
itself, over the whole length of the span: a lane that changed from line to line would look like two
spans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from db.model import SpanId
from db.scheme.model import LineStyle
from gui.text.drawn import DrawnSpan

# Which slot a style takes when nothing is in the way: LOW and DOUBLE are told from SINGLE by their
# depth, too.
_FIRST_SLOT = {LineStyle.LOW: 1, LineStyle.DOUBLE: 1}
_STYLE_ORDER = {style: order for order, style in enumerate(LineStyle)}


@dataclass(frozen=True, slots=True)
class Lane:
    """The slot of a span, 0 next to the words, and how many its overlapping neighbours need."""

    slot: int
    slots: int


def assign_lanes(spans: Sequence[DrawnSpan]) -> dict[SpanId, Lane]:
    """A lane for each span, the same ones whatever the order of `spans`."""
    in_order = sorted(spans, key=lambda span: (span.start, -span.end, span.id))
    overlaps, clusters = _overlaps(in_order)
    lanes: dict[SpanId, Lane] = {}
    for cluster in clusters:
        slots = _slots(in_order, cluster, overlaps)
        needed = max(slots.values()) + 1
        for index, slot in slots.items():
            lanes[in_order[index].id] = Lane(slot, needed)
    return lanes


def assign_lanes_again(
    lanes: Mapping[SpanId, Lane], before: Sequence[DrawnSpan], now: Sequence[DrawnSpan]
) -> dict[SpanId, Lane]:
    """What `assign_lanes` gives for `now`, from the lanes of `before`; both in drawing order.

    Only what overlaps a span that came, went or changed is worked out: all of it for each key would
    be felt.
    """
    head = _same(before, now)
    most = min(len(before), len(now)) - head
    tail = min(most, _same(before[::-1], now[::-1]))
    edges = [_cluster_edges(each) for each in (before, now)]
    head = min(each[bisect_right(each, head) - 1] for each in edges)
    tail = min(each[-1] - each[bisect_left(each, each[-1] - tail)] for each in edges)
    kept = {span.id: lanes[span.id] for span in (*now[:head], *now[len(now) - tail :])}
    return kept | assign_lanes(now[head : len(now) - tail])


def _same(before: Sequence[DrawnSpan], now: Sequence[DrawnSpan]) -> int:
    """How many spans at the beginning need the same lanes."""
    pairs = enumerate(zip(before, now, strict=False))
    differing = (
        at
        for at, (one, other) in pairs
        if one is not other
        and (one.id, one.fragments, one.line) != (other.id, other.fragments, other.line)
    )
    return next(differing, min(len(before), len(now)))


def _cluster_edges(in_order: Sequence[DrawnSpan]) -> list[int]:
    """Where nothing overlaps what comes before, with the beginning and the end."""
    reached = accumulate((span.end for span in in_order), max)
    pairs = enumerate(zip(reached, in_order[1:], strict=False), start=1)
    return [0, *(index for index, (end, span) in pairs if end <= span.start), len(in_order)]


def _overlaps(in_order: Sequence[DrawnSpan]) -> tuple[list[list[int]], list[range]]:
    overlaps: list[list[int]] = [[] for _ in in_order]
    clusters: list[range] = []
    active: list[int] = []
    first = 0
    for index, span in enumerate(in_order):
        active = [other for other in active if in_order[other].end > span.start]
        if not active and index > first:
            clusters.append(range(first, index))
            first = index
        for other in active:
            overlaps[other].append(index)
            overlaps[index].append(other)
        active.append(index)
    if in_order:
        clusters.append(range(first, len(in_order)))
    return overlaps, clusters


def _slots(
    in_order: Sequence[DrawnSpan], cluster: range, overlaps: Sequence[Sequence[int]]
) -> dict[int, int]:
    if len(cluster) == 1:
        return {cluster.start: _FIRST_SLOT.get(in_order[cluster.start].line, 0)}
    inner_first = sorted(
        cluster,
        key=lambda index: (
            in_order[index].end - in_order[index].start,
            _STYLE_ORDER[in_order[index].line],
            index,
        ),
    )
    slots: dict[int, int] = {}
    for index in inner_first:
        span = in_order[index]
        placed = [other for other in overlaps[index] if other in slots]
        inside = [
            slots[other]
            for other in placed
            if span.start <= in_order[other].start <= in_order[other].end <= span.end
        ]
        slot = max(_FIRST_SLOT.get(span.line, 0), max(inside, default=-1) + 1)
        taken = {slots[other] for other in placed}
        while slot in taken:
            slot += 1
        slots[index] = slot
    return slots
