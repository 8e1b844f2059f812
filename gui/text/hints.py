"""The only place for the letters that stand over spans while one of them is to be picked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from db.model import SpanId
from gui.text.drawn import DrawnSpan

# The home row first, then the upper row: the nearest spans get the keys that are nearest to the
# fingers.
ALPHABET = "fjdkslaghrueiwoqptyvncmxbz"


def assign_hints(nearest_first: Sequence[SpanId], alphabet: str = ALPHABET) -> dict[SpanId, str]:
    """Letters for spans: one for the first, more for later ones, none begins another."""
    count = len(nearest_first)
    width = 1
    while len(alphabet) ** width < count:
        width += 1
    short = list(map("".join, product(alphabet, repeat=width - 1))) if width > 1 else []
    # Each short word that is given up as a prefix makes room for a whole alphabet of longer ones.
    prefixes = 0
    while len(short) - prefixes + (prefixes * len(alphabet) if short else len(alphabet)) < count:
        prefixes += 1
    kept, given_up = (
        short[: len(short) - prefixes],
        short[len(short) - prefixes :] if short else [""],
    )
    words = kept + [start + letter for start in given_up for letter in alphabet]
    return dict(zip(nearest_first, words, strict=False))


def nearest_first(spans: Iterable[DrawnSpan], position: int) -> tuple[SpanId, ...]:
    """The spans by their distance in code points from a position; ties in text order."""
    return tuple(
        span.id
        for span in sorted(spans, key=lambda span: (_distance(span, position), span.start, span.id))
    )


def matching(hints: Mapping[SpanId, str], typed: str) -> dict[SpanId, str]:
    """The hints that go on from what was typed so far."""
    return {span: letters for span, letters in hints.items() if letters.startswith(typed)}


def _distance(span: DrawnSpan, position: int) -> int:
    return max(span.start - position, position - span.end, 0)
