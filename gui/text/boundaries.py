"""The only place that asks Qt where words, sentences and visible characters begin and end.

All positions are code points. Only a window around the place in question is looked at: a whole
article would take milliseconds for each key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QTextBoundaryFinder

from gui.text.positions import PositionMap

_WORD_WINDOW = 300
_SENTENCE_WINDOW = 3000
_APOSTROPHES = "'\u2019"
# A full stop after these ends no sentence; Unicode's rules know no words.
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|Adm|St|Jr|Sr|vs|No|Hon|Rev|[A-Z])\.\s*$"
)

Word = tuple[int, int]


def words_around(body: str, position: int) -> list[Word]:
    """The words `[start, end)` near a position in text order, without punctuation and space.

    A possessive 's is a word of its own, since it is no part of a name.
    """
    low, high = _window(body, position, _WORD_WINDOW)
    edges = _edges(body[low:high], QTextBoundaryFinder.BoundaryType.Word)
    found: list[Word] = []
    for start, end in pairwise(low + edge for edge in edges):
        piece = body[start:end]
        # The first character decides nearly always.
        if not (piece[0].isalnum() or any(map(str.isalnum, piece))):
            continue
        clitic = end - 2
        if clitic > start and body[clitic] in _APOSTROPHES and body[clitic + 1] in "sS":
            found += [(start, clitic), (clitic, end)]
        else:
            found.append((start, end))
    return found


def enclosing_segment(body: str, position: int) -> Word:
    """The segment of Unicode's word rules around a position; empty at an edge between two."""
    low, high = _window(body, position, _WORD_WINDOW)
    edges = [low + edge for edge in _edges(body[low:high], QTextBoundaryFinder.BoundaryType.Word)]
    before = max((edge for edge in edges if edge <= position), default=position)
    after = min((edge for edge in edges if edge >= position), default=position)
    return before, after


def character_start(body: str, position: int) -> int:
    """The position itself, or the beginning of the visible character that it lies in."""
    return max((edge for edge in _characters(body, position) if edge <= position), default=position)


def character_end(body: str, position: int) -> int:
    """The position itself, or the end of the visible character that it lies in."""
    return min((edge for edge in _characters(body, position) if edge >= position), default=position)


def next_character(body: str, position: int) -> int:
    """The next edge between two visible characters; the position itself at the end."""
    return min((edge for edge in _characters(body, position) if edge > position), default=position)


def previous_character(body: str, position: int) -> int:
    """The edge before it between two visible characters; the position itself at the beginning."""
    return max((edge for edge in _characters(body, position) if edge < position), default=position)


def next_sentence(body: str, position: int) -> int:
    """Where the next sentence begins; the end of the text after the last one."""
    for start in _sentence_starts(body, position):
        if start > position:
            return start
    line_end = body.find("\n", position)
    rest = body[line_end:] if line_end >= 0 else ""
    blank = len(rest) - len(rest.lstrip())
    return line_end + blank if blank < len(rest) else len(body.rstrip())


def previous_sentence(body: str, position: int) -> int:
    """Where the sentence at `position` begins, or the one before if it begins there."""
    earlier = [start for start in _sentence_starts(body, position) if start < position]
    if earlier:
        return earlier[-1]
    line_start = body.rfind("\n", 0, position) + 1
    last = len(body[:line_start].rstrip())
    starts = [start for start in _sentence_starts(body, last) if start < position] if last else []
    return starts[-1] if starts else len(body) - len(body.lstrip())


def _sentence_starts(body: str, position: int) -> list[int]:
    """The beginnings of the sentences of the paragraph (the line of the body) at a position."""
    low = max(body.rfind("\n", 0, position) + 1, position - _SENTENCE_WINDOW)
    line_end = body.find("\n", position)
    high = min(line_end if line_end >= 0 else len(body), position + _SENTENCE_WINDOW)
    text = body[low:high]
    starts: list[int] = []
    for edge in _edges(text, QTextBoundaryFinder.BoundaryType.Sentence)[:-1]:
        if edge and _ABBREVIATION.search(text, max(0, edge - 20), edge):
            continue
        begin = edge + len(text[edge:]) - len(text[edge:].lstrip())
        if begin < len(text) and low + begin not in starts[-1:]:
            starts.append(low + begin)
    return starts


def _characters(body: str, position: int) -> Sequence[int]:
    low, high = _window(body, position, 64)
    text = body[low:high]
    if text.isascii() and "\r" not in text:
        return range(low, high + 1)
    return [low + edge for edge in _edges(text, QTextBoundaryFinder.BoundaryType.Grapheme)]


def _window(body: str, position: int, reach: int) -> Word:
    return max(0, position - reach), min(len(body), position + reach)


def _edges(text: str, kind: QTextBoundaryFinder.BoundaryType) -> list[int]:
    positions = PositionMap(text)
    finder = QTextBoundaryFinder(kind, positions.display_text)
    edges = [0, *iter(finder.toNextBoundary, -1)]
    if positions.length == positions.qt_length:
        return edges
    return [positions.to_code_point(edge) for edge in edges]
