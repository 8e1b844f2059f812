"""The only place that turns a selection into what a span may cover: words, no outer space.

Everything is pure and counts code points.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Literal

from db.model import Fragment
from gui.text.boundaries import (
    Word,
    character_end,
    character_start,
    enclosing_segment,
    next_character,
    previous_character,
    words_around,
)

_APOSTROPHES = "'\u2019"
_HYPHENS = "-\u2010\u2011"
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")

Direction = Literal[-1, 1]


class Edge(StrEnum):
    """Which end of a fragment moves."""

    START = "start"
    END = "end"


def snap_to_words(body: str, start: int, end: int) -> Fragment | None:
    """The whole words that `[start, end)` touches, without outer space; None for nothing else.

    An edge just inside an apostrophe stays ("Macron" of "Macron's", "Élysée" of "l'Élysée"). In
    scripts without spaces, where every character is a word to Qt, this leaves the characters that
    were selected.
    """
    trimmed = trim(body, start, end)
    if trimmed is None:
        return None
    start, end = trimmed.start, trimmed.end
    first = (
        start
        if body[start - 1 : start] in tuple(_APOSTROPHES)
        else enclosing_segment(body, start)[0]
    )
    last = end if body[end : end + 1] in tuple(_APOSTROPHES) else enclosing_segment(body, end)[1]
    return trim(body, first, last)


def trim(body: str, start: int, end: int) -> Fragment | None:
    """`[start, end)` without outer space and half characters; None where nothing is left."""
    start, end = max(0, start), min(len(body), end)
    if start >= end or not body[start:end].strip():
        return None
    start, end = character_start(body, start), character_end(body, end)
    while start < end:
        text = body[start:end]
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        # A combining mark on a space is one character with it: it goes with the space.
        whole_start = character_end(body, start)
        last = previous_character(body, end)
        whole_end = last if body[last : last + 1].isspace() else end
        if (whole_start, whole_end) == (start, end):
            return Fragment(start, end)
        start, end = whole_start, whole_end
    return None


def word_at(body: str, position: int) -> Fragment | None:
    """The word at a caret, or the one that ends there; None in space and punctuation.

    Hyphens join ("cease-fire", "al-Assad") except after a name ("US" of "US-backed"); dots join
    abbreviations.
    """
    low = max(0, position - 20)
    for match in _ABBREVIATION.finditer(body, low, position + 20):
        if match.start() <= position <= match.end():
            return Fragment(match.start(), match.end())
    words = words_around(body, position)
    at = _word_touching(body, words, position)
    if at is None:
        return None
    start, end = _joined(body, words, at)
    return trim(body, _without_elision(body, start, end), end)


def move_edge_by_word(body: str, fragment: Fragment, edge: Edge, direction: Direction) -> Fragment:
    """The fragment with one end moved to the next edge of a word; unchanged where there is none."""
    if edge is Edge.START:
        starts = [start for start, _ in words_around(body, fragment.start)]
        if direction < 0:
            moved = max(
                (start for start in starts if start < fragment.start), default=fragment.start
            )
        else:
            moved = min(
                (start for start in starts if fragment.start < start < fragment.end),
                default=fragment.start,
            )
        return trim(body, moved, fragment.end) or fragment
    ends = [end for _, end in words_around(body, fragment.end)]
    if direction > 0:
        moved = min((end for end in ends if end > fragment.end), default=fragment.end)
    else:
        moved = max(
            (end for end in ends if fragment.start < end < fragment.end), default=fragment.end
        )
    return trim(body, fragment.start, moved) or fragment


def move_edge_by_character(
    body: str, fragment: Fragment, edge: Edge, direction: Direction
) -> Fragment:
    """The fragment with an end moved by a visible character, past space; the same at limits."""
    step = next_character if direction > 0 else previous_character
    position = fragment.start if edge is Edge.START else fragment.end
    outward = (edge is Edge.END) == (direction > 0)
    while (moved := step(body, position)) != position:
        position = moved
        start, end = (position, fragment.end) if edge is Edge.START else (fragment.start, position)
        found = trim(body, start, end) if start < end else None
        if found is None or (
            found != fragment and (not outward or (found.start, found.end) == (start, end))
        ):
            return found or fragment
    return fragment


def _word_touching(body: str, words: list[Word], position: int) -> int | None:
    touching = [at for at, (start, end) in enumerate(words) if start <= position <= end]
    if not touching:
        return None
    at = touching[-1]
    is_clitic = body[words[at][0]] in _APOSTROPHES
    return at - 1 if is_clitic and at and words[at - 1][1] == words[at][0] else at


def _joined(body: str, words: list[Word], at: int) -> Word:
    start, end = words[at]
    for before_start, before_end in reversed(words[:at]):
        if not _hyphen_joins(body, before_start, before_end, start):
            break
        start = before_start
    for after_start, after_end in words[at + 1 :]:
        if not _hyphen_joins(body, start, end, after_start):
            break
        end = after_end
    return start, end


def _hyphen_joins(body: str, start: int, end: int, after: int) -> bool:
    if after != end + 1 or body[end] not in _HYPHENS:
        return False
    return not (body[start].isupper() and body[after].islower())


def _without_elision(body: str, start: int, end: int) -> int:
    word = body[start:end]
    cut = max(word.find(apostrophe) for apostrophe in _APOSTROPHES)
    rest = word[cut + 1 :]
    is_elision = 0 < cut <= 6 and word[:cut].islower() and (rest[:1].isupper() or len(rest) > 2)
    return start + cut + 1 if is_elision else start
