"""Where words stand in a text, whatever their case, width, accents and line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.model import Fragment
from db.text.folding import Folded, fold
from db.text.keys import match_key


class SearchableText:
    """A text folded once, to be searched again with every letter that is typed.

    Accents count only where the searched words have some: "Elysee" finds "Élysée", but not the
    other way round.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: Folded | None = None

    def find(self, words: str) -> tuple[Fragment, ...]:
        """All places of some words, in code points and without overlap; none for no words."""
        return tuple(self._find(words))

    def _find(self, words: str) -> Iterator[Fragment]:
        parts = fold(words).split()
        if not parts:
            return
        if self._folded is None:
            self._folded = Folded(self._text)
        has_accents = match_key(words) != " ".join(parts)
        end = 0
        for match in re.finditer(r"\s+".join(map(re.escape, parts)), self._folded.text):
            place = Fragment(*self._folded.original(*match.span()))
            # Two finds can come from one character that folds to several, as ﬁ does.
            if place.start < end or (has_accents and not self._is_same(place, words)):
                continue
            end = place.end
            yield place

    def _is_same(self, place: Fragment, words: str) -> bool:
        return match_key(self._text[place.start : place.end]) == match_key(words)
