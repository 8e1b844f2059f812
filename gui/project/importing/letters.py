"""How the beginning of a file reads in each encoding that it may be in; no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.imports.collecting import SourceFile
from db.imports.looking import letters_of
from db.text.decoding import Decoded, Unreadable
from gui.translation import tr_said

USUAL = (
    "utf-8", "cp1252", "iso8859-15", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1255",
    "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "mac_roman",
    "utf-16-le", "utf-16-be",
)  # fmt: skip
_PREVIEW_CHARACTERS = 4000
_SAMPLE_CHARACTERS = 90
_BEFORE_LETTER = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An encoding that fits, the text in it, and the words in which it shows best."""

    encoding: str
    text: str
    sample: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The encodings that a file can be in: the first is the one that it seems to be in.

    `problem` says why there is no such, and `is_sure` that the bytes say it themselves.
    """

    candidates: tuple[Candidate, ...] = ()
    problem: str = ""
    is_sure: bool = False


def letters(file: SourceFile) -> Letters:
    """Try them all; reads the file, so it is for the background."""
    guess: Decoded | None
    try:
        guess = letters_of(file)
    except Unreadable as error:
        guess, problem = None, tr_said(str(error))
    else:
        problem = ""
    read: list[Decoded] = [] if guess is None else [guess]
    known = () if guess is None else (guess.encoding, *guess.alternatives)
    for encoding in dict.fromkeys((*known, *USUAL)):
        if guess is None or encoding != guess.encoding:
            other = _in(file, encoding)
            read += [] if other is None else [other]
    at = _where_they_differ([each.text for each in read])
    return Letters(
        candidates=tuple(
            Candidate(
                encoding=each.encoding,
                text=each.text[:_PREVIEW_CHARACTERS],
                sample=_sample(each.text, at),
                note="; ".join(map(tr_said, each.notes)) if each is guess else "",
            )
            for each in read
        ),
        problem=problem,
        is_sure=guess is not None and guess.confidence >= 1.0,
    )


def _in(file: SourceFile, encoding: str) -> Decoded | None:
    try:
        read = letters_of(file, encoding=encoding)
    except Unreadable:
        return None
    # What says itself what it is in is believed, whatever somebody says.
    return read if read.encoding == encoding else None


def _where_they_differ(texts: Sequence[str]) -> int:
    """The first letter that is not the same in all that are as long as the first."""
    first = texts[0] if texts else ""
    places = [
        next(at for at, (one, two) in enumerate(zip(first, other, strict=True)) if one != two)
        for other in texts
        if len(other) == len(first) and other != first
    ]
    return min(places, default=next((at for at, each in enumerate(first) if not each.isascii()), 0))


def _sample(text: str, at: int) -> str:
    """The words around a place."""
    start = max(0, at - _BEFORE_LETTER)
    words = " ".join(text[start : start + _SAMPLE_CHARACTERS].split())
    return f"…{words}" if start else words
