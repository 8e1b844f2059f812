"""The only place for sketches: 128 numbers that stand for a text, equal where texts share much.

One-permutation MinHash (Li, Owen and Zhang 2012): the shingles fall into 128 bins, and the least of
each bin stays. An empty bin borrows from another, always tried in the same order ("optimal
densification", Shrivastava 2017). The share of equal numbers estimates the Jaccard similarity.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from operator import eq

from db.grouping.shingles import Shingles

BINS = 128
ROWS = 3
BANDS = BINS // ROWS
"""Two texts are candidates where they agree in all rows of a band: 94 of 100 pairs that share 0.4,
nearly all that share 0.5, and 1 of 25 that share 0.1."""

_LOW = BINS - 1
_SHIFT = 7
_NUMBER = 0xFFFFFFFF
_BYTES = 4
_WIDTH = BINS * _BYTES
_DICE = random.Random(20120501)
_BORROWED = tuple(tuple(_DICE.sample(range(BINS), BINS)) for _ in range(BINS))


class Sketches:
    """The sketches of many texts, numbered from 0, half a kilobyte each."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._sizes = array("I")

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, shingles: Shingles) -> int:
        """Keep the sketch of a text, which must have a shingle; returns its number."""
        # The last to come is the least, and stays.
        least = {each & _LOW: each for each in sorted(shingles, reverse=True)}
        if len(least) < BINS:
            least.update(
                {
                    empty: next(least[other] for other in _BORROWED[empty] if other in least)
                    for empty in range(BINS)
                    if empty not in least
                }
            )
        self._numbers.extend([least[each] >> _SHIFT & _NUMBER for each in range(BINS)])
        self._sizes.append(len(shingles))
        return len(self._sizes) - 1

    def size(self, text: int) -> int:
        """How many shingles a text has."""
        return self._sizes[text]

    def shared(self, one: int, other: int) -> float:
        """An estimate of the Jaccard similarity of two texts; off by 0.04 or so."""
        left = self._numbers[one * BINS : (one + 1) * BINS]
        right = self._numbers[other * BINS : (other + 1) * BINS]
        equal: int = sum(map(eq, left, right))
        return equal / BINS

    def buckets(self, band: int) -> Iterator[list[int]]:
        """The texts, two and more, that agree in a band (from 0)."""
        data = memoryview(self._numbers).cast("B")
        first = band * ROWS * _BYTES
        last = first + ROWS * _BYTES
        alone: dict[bytes, int] = {}
        together: dict[bytes, list[int]] = {}
        for text in range(len(self)):
            start = text * _WIDTH
            key = bytes(data[start + first : start + last])
            earlier = alone.setdefault(key, text)
            if earlier != text:
                together.setdefault(key, [earlier]).append(text)
        yield from together.values()
