"""How two spans share words; the only place that tells nested from crossing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from db.model import Fragment, Span


class Overlap(StrEnum):
    """How two spans share words."""

    SAME = "same"
    NESTED = "nested"
    CROSSING = "crossing"


def overlap_of(first: tuple[Fragment, ...], second: tuple[Fragment, ...]) -> Overlap | None:
    """How two spans share words, by their fragments alone: what fits a gap does not overlap."""
    if first == second:
        return Overlap.SAME
    shared = _shared(first, second)
    if shared == 0:
        return None
    return Overlap.NESTED if shared in (_length(first), _length(second)) else Overlap.CROSSING


def overlapping_pairs(spans: Sequence[Span]) -> Iterator[tuple[Span, Span, Overlap]]:
    """All pairs that share words, the earlier of the two first; `spans` are in reading order."""
    open_spans: list[Span] = []
    for span in spans:
        open_spans = [each for each in open_spans if each.end > span.start]
        for other in open_spans:
            if how := overlap_of(other.fragments, span.fragments):
                yield other, span, how
        open_spans.append(span)


def _shared(first: tuple[Fragment, ...], second: tuple[Fragment, ...]) -> int:
    return sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in first
        for other in second
    )


def _length(fragments: tuple[Fragment, ...]) -> int:
    return sum(each.end - each.start for each in fragments)
