"""The only place that makes a short line of a passage: what was marked, and words around it."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.passages import Passage, Piece

_BEFORE, _AFTER = 22, 40
_LONGEST_PIECE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of an excerpt, `[start, end)` in its Python characters, and who marked it."""

    start: int
    end: int
    is_first: bool
    is_second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Some text in one line, and the stretches of it that either annotator marked."""

    text: str
    stretches: tuple[Stretch, ...]


def excerpt_of(passage: Passage) -> Excerpt:
    """A passage in one line: long pieces lose their middle, what is around it stays short."""
    before, after = _flat(passage.before), _flat(passage.after)
    text = _ending(before)
    stretches = []
    for piece in passage.pieces:
        start = len(text)
        text += _shortened(piece)
        if piece.is_first or piece.is_second:
            stretches.append(
                Stretch(
                    start=start,
                    end=len(text),
                    is_first=piece.is_first,
                    is_second=piece.is_second,
                )
            )
    return Excerpt(text=text + _beginning(after), stretches=tuple(stretches))


def _ending(before: str) -> str:
    """The last words before a place."""
    if len(before) <= _BEFORE:
        return before
    cut = before[-_BEFORE:]
    _, space, whole_words = cut.partition(" ")
    return f"…{whole_words if space else cut}"


def _beginning(after: str) -> str:
    """The first words behind a place."""
    if len(after) <= _AFTER:
        return after
    cut = after[:_AFTER]
    whole_words, space, _ = cut.rpartition(" ")
    return f"{whole_words if space else cut}…"


def _shortened(piece: Piece) -> str:
    text = _flat(piece.text)
    if len(text) <= _LONGEST_PIECE:
        return text
    half = _LONGEST_PIECE // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _flat(text: str) -> str:
    """The text on one line; a space at an end is kept, for words go on beyond it."""
    flat = " ".join(text.split())
    if not flat:
        return " " if text else ""
    return f"{' ' if text[:1].isspace() else ''}{flat}{' ' if text[-1:].isspace() else ''}"
