"""Where words stand in a text, whatever their case, width, accents and line breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from db.model import Fragment

# Marks of this class and above are accents and vowel points. Those below belong to the letter:
# the nukta of Hindi, the voicing of Japanese kana.
_FIRST_ACCENT_CLASS = 10
_IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class SearchableText:
    """A text folded once, to be searched again with every letter that is typed.

    Accents count only where the searched words have some: "Elysee" finds "Élysée", but not the
    other way round.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[bool, tuple[str, list[int] | None]] = {}

    def find(self, words: str) -> tuple[Fragment, ...]:
        """All places of some words, in code points and without overlap; none for no words."""
        return tuple(self._find(words))

    def _find(self, words: str) -> Iterator[Fragment]:
        exact = _fold(words, keeps_accents=True) != _fold(words, keeps_accents=False)
        parts = _fold(words, keeps_accents=exact).split()
        if not parts:
            return
        folded, places = self._fold(keeps_accents=exact)
        for match in re.finditer(r"\s+".join(map(re.escape, parts)), folded):
            start, end = match.span()
            if exact and end < len(folded) and unicodedata.combining(folded[end]):
                continue
            if places is not None:
                start, end = places[start], places[end]
            # One character can fold to several, as ﬁ does, and only the second of them match.
            if start < end:
                yield Fragment(start, end)

    def _fold(self, *, keeps_accents: bool) -> tuple[str, list[int] | None]:
        """The folded text and the place of each of its characters; None where they are the same."""
        if keeps_accents not in self._folded:
            self._folded[keeps_accents] = self._made(keeps_accents=keeps_accents)
        return self._folded[keeps_accents]

    def _made(self, *, keeps_accents: bool) -> tuple[str, list[int] | None]:
        if self._text.isascii():
            return self._text.lower(), None
        folded: list[str] = []
        places: list[int] = []
        for place, character in enumerate(self._text):
            piece = _folded_character(character, keeps_accents)
            folded.append(piece)
            places.extend([place] * len(piece))
        places.append(len(self._text))
        return "".join(folded), places


def _fold(words: str, *, keeps_accents: bool) -> str:
    return "".join(_folded_character(character, keeps_accents) for character in words)


@lru_cache(maxsize=8192)
def _folded_character(character: str, keeps_accents: bool) -> str:  # noqa: FBT001 - cached by place
    if character in _IGNORED:
        return ""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    if not keeps_accents:
        parts = "".join(each for each in parts if unicodedata.combining(each) < _FIRST_ACCENT_CLASS)
    # Hangul goes back into syllables, so that half a syllable does not match.
    return unicodedata.normalize("NFC", parts) if not keeps_accents else parts
