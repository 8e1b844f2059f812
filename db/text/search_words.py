"""What somebody asks for, the words by which an index finds it, and where it stands in a text.

Scripts that put no spaces between words are indexed by pairs of characters, so that words of two
characters, which most Chinese ones are, are found; a word index would take whole sentences for one
word. Pictures such as emoji stand for themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby

from db.text.folding import fold

_SHORTEST_BEGINNING = 3
"""A shorter last word is looked for as it is: too many words begin like it."""

UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Burmese, Khmer
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"  # Korean, whose words carry endings
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"
)
"""What stands between the brackets of a set: the characters of scripts without spaces."""

_PICTURES = "\u2190-\u23ff\u2500-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# Compiled by `re` when they are first looked for: such large sets take their time.
_IS_UNSPACED = f"[{UNSPACED}]"
_IS_PICTURE = f"[{_PICTURES}]"
_SPECIAL = f"{_IS_UNSPACED}+|{_IS_PICTURE}"
_ASKED = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mn", "Mc", "Co"})


class _Kind(Enum):
    WORD = 1
    UNSPACED = 2
    PICTURE = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for, as folded atoms: words, runs without spaces, and pictures.

    `is_open` says that its last word may go on.
    """

    atoms: tuple[str, ...]
    is_open: bool = False

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where the term stands in a folded text, as `[start, end)` of that text."""
        at = folded.find(self.atoms[0])
        while at >= 0:
            end = self._end(folded, at)
            if end is not None:
                yield at, end
            at = folded.find(self.atoms[0], at + 1 if end is None else end)

    def index_terms(self) -> Iterator[str]:
        """What the index is asked for; all must be there, and what it finds is still compared."""
        for atom in self.atoms:
            kind = _kind(atom[0])
            if kind is _Kind.PICTURE:
                yield f'"{_picture_word(atom)}"'
            elif kind is _Kind.UNSPACED and len(atom) > 1:
                yield from (f'"{atom[at : at + 2]}"' for at in range(len(atom) - 1))
            elif kind is _Kind.UNSPACED or (self.is_open and atom is self.atoms[-1]):
                yield f'"{atom}"*'
            else:
                yield f'"{atom}"'

    def _end(self, folded: str, start: int) -> int | None:
        at = start
        for index, atom in enumerate(self.atoms):
            if index:
                while at < len(folded) and _kind(folded[at]) is _Kind.OTHER:
                    at += 1
            end = at + len(atom)
            if not folded.startswith(atom, at) or not self._stands_alone(folded, at, end, index):
                return None
            at = end
        return at

    def _stands_alone(self, folded: str, start: int, end: int, index: int) -> bool:
        # A word is a whole word; what is written without spaces may stand anywhere.
        if _kind(folded[start]) is not _Kind.WORD:
            return True
        if start > 0 and _kind(folded[start - 1]) is _Kind.WORD:
            return False
        may_go_on = self.is_open and index == len(self.atoms) - 1
        return may_go_on or end == len(folded) or _kind(folded[end]) is not _Kind.WORD


def parse(asked: str) -> tuple[Term, ...]:
    """All terms that a text must hold; quoted words are a phrase, everything else is literal.

    Any text can be asked for; one without letters, digits and pictures has no terms. A last word
    that is not quoted may be the beginning of a longer one.
    """
    terms: list[Term] = []
    is_phrase = True
    for match in _ASKED.finditer(asked):
        is_phrase = match[1] is not None
        atoms = _atoms(fold(match[1] if is_phrase else match[2]))
        if atoms:
            terms.append(Term(atoms))
    if terms and not is_phrase and _may_go_on(terms[-1].atoms[-1]):
        terms[-1] = Term(terms[-1].atoms, is_open=True)
    return tuple(terms)


def prepared(text: str) -> str:
    """The words of a text as the index takes them in."""
    folded = fold(text)
    return folded if folded.isascii() else re.sub(_SPECIAL, _spaced, folded)


def _atoms(folded: str) -> tuple[str, ...]:
    atoms: list[str] = []
    for kind, characters in groupby(folded, _kind):
        if kind is _Kind.PICTURE:
            atoms.extend(characters)
        elif kind is not _Kind.OTHER:
            atoms.append("".join(characters))
    return tuple(atoms)


def _may_go_on(atom: str) -> bool:
    return len(atom) >= _SHORTEST_BEGINNING and _kind(atom[0]) is _Kind.WORD


def _spaced(run: re.Match[str]) -> str:
    characters = run[0]
    if _kind(characters[0]) is _Kind.PICTURE:
        return f" {_picture_word(characters)} "
    pairs = (characters[at : at + 2] for at in range(len(characters)))
    return f" {' '.join(pairs)} "


def _picture_word(character: str) -> str:
    # The index knows fewer characters than we do, and takes new ones for spaces.
    return f"u{ord(character):x}"


@lru_cache(maxsize=4096)
def _kind(character: str) -> _Kind:
    if re.match(_IS_UNSPACED, character):
        return _Kind.UNSPACED
    if re.match(_IS_PICTURE, character):
        return _Kind.PICTURE
    if unicodedata.category(character) in _WORD_CATEGORIES:
        return _Kind.WORD
    return _Kind.OTHER
