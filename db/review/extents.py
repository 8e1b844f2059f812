"""The only place that makes an extent fit for a span: never empty, no white space at an edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.model import Fragment
from db.review.overlap import Extent, common, joined


def trimmed(extent: Iterable[Fragment], body: str) -> Extent:
    """The pieces in text order without white space at their edges; what is left empty goes.

    Pieces that touch or overlap become one.
    """
    found = []
    for piece in joined([tuple(extent)]):
        text = body[piece.start : piece.end]
        start = piece.start + len(text) - len(text.lstrip())
        if text.strip():
            found.append(Fragment(start, start + len(text.strip())))
    return tuple(found)


def union(extents: Iterable[Extent], body: str) -> Extent:
    """All the words of some extents; gaps of white space alone are closed."""
    pieces: list[Fragment] = []
    for piece in trimmed(joined(extents), body):
        if pieces and not body[pieces[-1].end : piece.start].strip():
            pieces[-1] = Fragment(pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
    return tuple(pieces)


def intersection(extents: Sequence[Extent], body: str) -> Extent:
    """The words that all of some extents have in common; empty where there are none."""
    shared = extents[0]
    for extent in extents[1:]:
        shared = common(shared, extent)
    return trimmed(shared, body)


def quote(extent: Extent, body: str) -> str:
    """The words from the first to the last character of an extent, gaps included."""
    return body[extent[0].start : extent[-1].end]
