"""How texts are compared in a search: without case, diacritics, vocalisation and widths.

The same function folds what is indexed, what is read and what is asked for. Vowel signs that make
another word (Thai, Devanagari) stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_LEFT_OUT = re.compile(
    "[\u0300-\u036f"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Arabic marks
    # What nobody sees: soft hyphens, joiners, direction marks, variation selectors.
    "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_LONGEST_PIECE = 64


def fold(text: str) -> str:
    """The folded text; its length may differ."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    # Composed again, or else Korean syllables would stay in pieces.
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", decomposed)).casefold()


class Folded:
    """A folded text that knows where its characters come from; positions in code points."""

    def __init__(self, original: str) -> None:
        pieces: list[str] = []
        origins: list[int] = []
        end = 0
        for run in _NON_ASCII.finditer(original):
            pieces.append(original[end : run.start()].lower())
            origins.extend(range(end, run.start()))
            for start, folded in _pieces(run.group()):
                pieces.append(folded)
                origins.extend([run.start() + start] * len(folded))
            end = run.end()
        pieces.append(original[end:].lower())
        origins.extend(range(end, len(original) + 1))
        self.text = "".join(pieces)
        self._origins = origins

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the folded stretch `[start, end)` comes from."""
        last = self._origins[end - 1]
        return self._origins[start], max(self._origins[end], last + 1)


def _pieces(run: str) -> Iterator[tuple[int, str]]:
    """What each character becomes, or each few where neighbours fold together, with their start."""
    folded = fold(run)
    single = [_fold_character(character) for character in run]
    if "".join(single) == folded:
        yield from enumerate(single)
        return
    start = 0
    for end in range(1, len(run) + 1):
        is_whole = end == len(run) or not _belong_together(run[start:end], run[end])
        if is_whole or end - start >= _LONGEST_PIECE:
            yield start, fold(run[start:end])
            start = end


def _belong_together(before: str, character: str) -> bool:
    return fold(before + character) != fold(before) + _fold_character(character)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return fold(character)
