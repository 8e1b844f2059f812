"""Words and sentences of a body for formats that count tokens; positions in code points.

A token is a run of letters and digits, or one other visible character; scripts without spaces give
one token a letter, so that spans end between tokens there, too. Signs that belong to the character
before them stay with it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from db.model import Fragment

_ASCII_TOKEN = re.compile(r"\w+|[^\w\s]")
_BREAK = re.compile(
    r"(?<![.\s][A-Za-z])[.!?…۔؟।]+[\"'”’»)\]]*(?=\s+[^\sa-zà-öø-ÿ])|[。！？][」』”]*|\n[^\S\n]*(?=\n)"
)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# What is written without spaces: Thai, Lao, Burmese, Khmer, kana and Chinese characters.
_UNSPACED = (
    range(0x0E00, 0x0F00),
    range(0x1000, 0x10A0),
    range(0x1780, 0x1800),
    range(0x3040, 0x3100),
    range(0x3400, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x32000),
)


class _Sign(Enum):
    SPACE = 0
    LETTER = 1
    ALONE = 2
    BELONGS_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a body in order; `sentences` are half-open pairs of token numbers."""

    items: tuple[Fragment, ...]
    sentences: tuple[tuple[int, int], ...]

    def covering(self, fragment: Fragment) -> tuple[int, int]:
        """The first token and the one after the last that a stretch touches."""
        first = bisect_right(self.items, fragment.start, key=lambda token: token.end)
        last = bisect_left(self.items, fragment.end, key=lambda token: token.start)
        return first, last

    def is_aligned(self, fragment: Fragment) -> bool:
        """Whether a stretch begins and ends where tokens do."""
        first, last = self.covering(fragment)
        return (
            first < last
            and self.items[first].start == fragment.start
            and self.items[last - 1].end == fragment.end
        )

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.sentences, token, key=lambda sentence: sentence[0]) - 1

    def is_in_one_sentence(self, fragment: Fragment) -> bool:
        """Whether a stretch does not cross the end of a sentence."""
        first, last = self.covering(fragment)
        return self.sentence_of(first) == self.sentence_of(last - 1)


def tokens_of(body: str) -> Tokens:
    """The tokens and sentences of a body; sentences never end inside a token."""
    items = _ascii_tokens(body) if body.isascii() else _tokens(body)
    return Tokens(tuple(items), tuple(_sentences(body, items)))


def _ascii_tokens(body: str) -> list[Fragment]:
    return [Fragment(*found.span()) for found in _ASCII_TOKEN.finditer(body)]


def _tokens(body: str) -> list[Fragment]:
    found: list[Fragment] = []
    start: int | None = None
    before = _Sign.SPACE
    is_joined = False
    for position, character in enumerate(body):
        sign = _sign(character)
        goes_on = start is not None and (
            sign is _Sign.BELONGS_BEFORE
            or is_joined
            or (sign is _Sign.LETTER and before is _Sign.LETTER)
        )
        is_joined = character == "\u200d" and start is not None
        if goes_on and sign is not _Sign.SPACE:
            # A vowel sign inside a word does not end the word.
            before = before if sign is _Sign.BELONGS_BEFORE else sign
            continue
        if start is not None:
            found.append(Fragment(start, position))
        start = None if sign is _Sign.SPACE else position
        before = sign
    if start is not None:
        found.append(Fragment(start, len(body)))
    return found


@lru_cache(maxsize=8_192)
def _sign(character: str) -> _Sign:
    if character.isspace():
        return _Sign.SPACE
    code = ord(character)
    if (
        unicodedata.category(character).startswith("M")
        or character == "\u200d"
        or code in _SKIN_TONES
    ):
        return _Sign.BELONGS_BEFORE
    if not (character.isalnum() or character == "_"):
        return _Sign.ALONE
    return _Sign.ALONE if any(code in block for block in _UNSPACED) else _Sign.LETTER


def _sentences(body: str, items: Sequence[Fragment]) -> list[tuple[int, int]]:
    found = []
    first = 0
    for match in _BREAK.finditer(body):
        last = bisect_left(items, match.end(), key=lambda token: token.start)
        # A break inside a token ends the sentence behind it.
        if last > first:
            found.append((first, last))
            first = last
    if first < len(items):
        found.append((first, len(items)))
    return found
