"""What a body is made of: the one place where characters are dropped or replaced, once, at import.

Every offset counts the code points of what comes out of here, so nothing may be changed afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from db.text.decoding import Unreadable, decode, usual

REPLACEMENT = "\ufffd"
_BYTE_ORDER_MARK = "\ufeff"
_SURROGATES = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """A body, what was done to get it in words for a person, and where its characters were before.

    `dropped` are the ascending positions, in code points of the text that came in, that are gone.
    """

    body: str
    notes: tuple[str, ...] = ()
    dropped: tuple[int, ...] = ()
    encoding: str = ""

    def moved(self, position: int) -> int:
        """Where a position of the text that came in lies in the body."""
        return position - bisect_left(self.dropped, position)


def from_bytes(data: bytes, *, declared: str | None = None) -> Normalised:
    """The body that the bytes of a text file hold.

    Raises Unreadable, whose text completes "The file can't be read: …".
    """
    decoded = decode(data, declared=declared)
    notes = list(decoded.notes)
    if decoded.alternatives:
        others = " or ".join(decoded.alternatives)
        notes.append(f"it was read as {decoded.encoding}, but may be {others}")
    found = normalise(decoded.text)
    return Normalised(
        body=found.body,
        notes=(*notes, *found.notes),
        dropped=found.dropped,
        encoding=decoded.encoding,
    )


def usual_body(data: bytes) -> str | None:
    """The body of a text file that is UTF-8 and stays as it is; None where `from_bytes` must look.

    Most files are such, and are read several times as quick.
    """
    if b"\r" in data or b"\x00" in data:
        return None
    text = usual(data)
    return None if not text or text.isspace() else text


def normalise(text: str) -> Normalised:
    """The body of a text: no byte order mark, LF for line ends, U+FFFD for what can't be stored.

    Raises Unreadable where no visible character is left. Paragraph and line separators (U+2028,
    U+2029) stay.
    """
    if _is_usual(text):
        return Normalised(body=_not_empty(text))
    text, halves = _mended_surrogates(text)
    dropped = tuple(
        [0] * text.startswith(_BYTE_ORDER_MARK)
        + [found.start() for found in re.finditer("\r(?=\n)", text)]
    )
    zeros = text.count("\x00")
    body = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    body = body.replace("\x00", REPLACEMENT)
    return Normalised(body=_not_empty(body), notes=_notes(zeros, halves), dropped=dropped)


def _is_usual(text: str) -> bool:
    """Whether nothing is to be changed; several times as quick as a search by pattern."""
    if text.startswith(_BYTE_ORDER_MARK) or "\r" in text or "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mended_surrogates(text: str) -> tuple[str, int]:
    """The text with pairs made one and lone halves replaced, and how many those were.

    Pairs come from files that write one character as two; no text with offsets has any, for JSON
    readers join them.
    """
    if _SURROGATES.search(text) is None:
        return text, 0
    joined = _PAIR.sub(
        lambda pair: pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text
    )
    return _SURROGATES.subn(REPLACEMENT, joined)


def _notes(zeros: int, halves: int) -> tuple[str, ...]:
    notes = []
    if zeros:
        notes.append(f"{_times(zeros, 'NUL character')} replaced by U+FFFD")
    if halves:
        notes.append(
            _times(halves, "half of a surrogate pair", "halves of surrogate pairs")
            + " replaced by U+FFFD"
        )
    return tuple(notes)


def _times(number: int, one: str, many: str = "") -> str:
    return f"1 {one} was" if number == 1 else f"{number:,} {many or one + 's'} were"


def _not_empty(body: str) -> str:
    if not body or body.isspace():
        raise Unreadable("it holds nothing but white space" if body else "it is empty")
    return body
