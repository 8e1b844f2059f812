"""The only place that says which words make the difference between extents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.model import Fragment
from db.review.model import Unit
from db.review.overlap import Extent, common, joined
from db.text import words

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, or the piece of one that some variants have, and the numbers of those, from 1."""

    place: Fragment
    text: str
    variants: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtentChange:
    """How many words one extent has more and less than another, and where they stand."""

    longer: int
    shorter: int
    added: Extent
    missing: Extent


def words_of(unit: Unit, body: str) -> tuple[Word, ...]:
    """The words that any variant has, in text order.

    A word is cut where a variant begins or ends inside it; so it goes in scripts without spaces.
    """
    extents = [variant.fragments for variant in unit.variants]
    edges = sorted(
        {edge for each in extents for piece in each for edge in (piece.start, piece.end)}
    )
    found = []
    for piece in joined(extents):
        for place in _cut(piece, body, edges):
            having = frozenset(
                number for number, each in enumerate(extents, 1) if common(each, (place,))
            )
            found.append(Word(place=place, text=body[place.start : place.end], variants=having))
    return tuple(found)


def extent_change(extent: Extent, reference: Extent, body: str) -> ExtentChange:
    """What an extent has more and less than the one it is held against, in words."""
    added, missing = _without(extent, reference), _without(reference, extent)
    return ExtentChange(
        longer=_count(added, body), shorter=_count(missing, body), added=added, missing=missing
    )


def _cut(piece: Fragment, body: str, edges: Sequence[int]) -> Iterator[Fragment]:
    for word in _WORD.finditer(body, piece.start, piece.end):
        inside = [edge for edge in edges if word.start() < edge < word.end()]
        starts = [word.start(), *inside]
        for start, end in zip(starts, [*inside, word.end()], strict=True):
            yield Fragment(start, end)


def _without(extent: Extent, other: Extent) -> Extent:
    edges = sorted({edge for piece in other for edge in (piece.start, piece.end)})
    found = []
    for piece in extent:
        inside = [edge for edge in edges if piece.start < edge < piece.end]
        for start, end in zip([piece.start, *inside], [*inside, piece.end], strict=True):
            if not common((Fragment(start, end),), other):
                found.append(Fragment(start, end))
    return joined([tuple(found)])


def _count(extent: Extent, body: str) -> int:
    return sum(words.count(body[piece.start : piece.end]) for piece in extent)
