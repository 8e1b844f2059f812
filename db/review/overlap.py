"""The only place that counts the characters that two extents share, gaps left out."""

from __future__ import annotations

from collections.abc import Iterable

from db.model import Fragment

Extent = tuple[Fragment, ...]


def size(extent: Extent) -> int:
    """The number of code points of an extent."""
    return sum(piece.end - piece.start for piece in extent)


def common(first: Extent, second: Extent) -> Extent:
    """The pieces that lie in both extents, in text order; empty where there are none."""
    found = []
    left, right = 0, 0
    while left < len(first) and right < len(second):
        start = max(first[left].start, second[right].start)
        end = min(first[left].end, second[right].end)
        if start < end:
            found.append(Fragment(start, end))
        if first[left].end < second[right].end:
            left += 1
        else:
            right += 1
    return tuple(found)


def joined(extents: Iterable[Extent]) -> Extent:
    """All that lies in any of the extents, in text order, with what touches made one piece."""
    pieces: list[Fragment] = []
    for piece in sorted(piece for extent in extents for piece in extent):
        if pieces and piece.start <= pieces[-1].end:
            pieces[-1] = Fragment(pieces[-1].start, max(pieces[-1].end, piece.end))
        else:
            pieces.append(piece)
    return tuple(pieces)


def likeness(first: Extent, second: Extent) -> float:
    """The share of the characters of both that they have in common: 0 apart, 1 the same."""
    shared = size(common(first, second))
    return shared / (size(first) + size(second) - shared)
