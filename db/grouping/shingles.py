"""The only place that says what of two texts is compared: each run of five words, as a number.

In scripts without spaces a character counts as a word. Case, accents, widths, punctuation and white
space do not count. The numbers are the same on every machine and in every run.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import cache

from db.text.folding import fold
from db.text.search_words import UNSPACED

Shingles = frozenset[int]

_WORDS = 5
_KNOWN_WORDS = 100_000
# Vowel signs of Indian scripts, which `\w` takes for the end of a word; without the full stops.
_INDIAN = "\u0900-\u0963\u0966-\u0dff"
_SPACED_OUT = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != "_"}
)


class Shingler:
    """Makes shingles, and knows the numbers of words that it has met; for one thread."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def shingles(self, body: str) -> Shingles:
        """The shingles of a text; none where it has no word, one where it has fewer than five."""
        numbers = self._numbers(_words(body))
        if len(numbers) < _WORDS:
            return frozenset([hash(tuple(numbers))]) if numbers else frozenset()
        runs = zip(*(numbers[at:] for at in range(_WORDS)), strict=False)
        # Of tuples of whole numbers, `hash` is one fixed formula; of texts it differs in each run.
        return frozenset(map(hash, runs))

    def _numbers(self, words: list[str]) -> list[int]:
        if len(self._known) > _KNOWN_WORDS:
            self._known.clear()
        known = self._known
        for word in set(words).difference(known):
            known[word] = zlib.crc32(word.encode())
        return list(map(known.__getitem__, words))


def exact_key(body: str) -> bytes:
    """Equal for texts that differ in nothing but case and white space."""
    return hashlib.sha256(" ".join(body.casefold().split()).encode()).digest()


def _words(body: str) -> list[str]:
    folded = fold(body)
    if folded.isascii():
        return folded.translate(_SPACED_OUT).split()
    return _pattern().findall(folded)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|(?:[^\W{UNSPACED}]|[{_INDIAN}])+")
