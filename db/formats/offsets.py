"""What the offsets of another tool count: found out by looking where its quotes stand.

Some count code points, some UTF-16 units, some bytes; some count CR LF as two and some as one, and
the same tool differs between its versions. So a file's own word for it is not trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.text.normalise import normalise

_MOST_JUDGED = 2_000
_SPACED_OUT, _MOST_SPACE = 4, 1_000
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


class OffsetUnit(StrEnum):
    """What one step of an offset is."""

    CODE_POINT = "code points"
    UTF16 = "UTF-16 units"
    BYTE = "bytes of UTF-8"


class Scale:
    """Positions in one text, from code points to another unit and back; built once a text."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._length = len(text)
        self._positions: list[int] = []
        self._starts: list[int] = []
        self._extra = [0]
        for match in _wide(text, unit):
            width = 2 if unit is OffsetUnit.UTF16 else len(match.group().encode("utf-8", "replace"))
            self._positions.append(match.start())
            self._starts.append(match.start() + self._extra[-1])
            self._extra.append(self._extra[-1] + width - 1)

    def code_point(self, offset: int) -> int | None:
        """The code point at an offset; None beyond the text or inside a character."""
        passed = bisect_left(self._starts, offset)
        position = offset - self._extra[passed]
        if passed and position <= self._positions[passed - 1]:
            return None
        return position if 0 <= position <= self._length else None

    def offset(self, position: int) -> int:
        """The offset of a code point."""
        return position + self._extra[bisect_left(self._positions, position)]


def _wide(text: str, unit: OffsetUnit) -> Iterator[re.Match[str]]:
    if unit is OffsetUnit.CODE_POINT or text.isascii():
        return iter(())
    return (_ASTRAL if unit is OffsetUnit.UTF16 else _NOT_ASCII).finditer(text)


class RawText:
    """A text as a file has it, and the body that it becomes.

    Raises `db.text.decoding.Unreadable` where no visible character is left.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._normalised = normalise(raw)
        self.body = self._normalised.body
        self.notes = self._normalised.notes

    def moved(self, position: int) -> int:
        """Where a code point of the raw text lies in the body."""
        return self._normalised.moved(position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A start and an end as a file has them, and the words that it says stand there, if it does."""

    start: int
    end: int
    quote: str | None = None


class Counting:
    """One way of counting in one text.

    `is_raw` tells whether line ends and marks of order count as they stand in the file.
    """

    def __init__(self, text: RawText, unit: OffsetUnit, *, is_raw: bool) -> None:
        self.unit = unit
        self.is_raw = is_raw
        self._source = text
        self._text = text.raw if is_raw else text.body
        self._scale = Scale(self._text, unit)

    def position(self, offset: int) -> int | None:
        """The code point of the body at an offset of the file, or None where there is none."""
        found = self._scale.code_point(offset)
        return None if found is None else self._source.moved(found) if self.is_raw else found

    def fit(self, stretch: Stretch) -> bool:
        """Whether the quote stands there; without a quote, whether the ends are those of words."""
        start, end = self._scale.code_point(stretch.start), self._scale.code_point(stretch.end)
        if start is None or end is None or start > end:
            return False
        if stretch.quote is not None:
            return same_words(self._text[start:end], stretch.quote)
        words = self._text[start:end]
        return words == words.strip() and not self._is_inside(start) and not self._is_inside(end)

    def _is_inside(self, position: int) -> bool:
        """Whether a position lies between two letters."""
        return self._text[position - 1 : position + 1].isalnum() and 0 < position < len(self._text)


def counting_of(
    text: RawText, stretches: Sequence[Stretch], *, default: OffsetUnit = OffsetUnit.CODE_POINT
) -> Counting:
    """The way of counting under which most quotes stand where the file says; `default` if equal.

    Where nothing is quoted, the one under which most ends are those of words; bytes are not
    considered then.
    """
    has_quotes = any(stretch.quote is not None for stretch in stretches)
    judged = [stretch for stretch in stretches if (stretch.quote is not None) == has_quotes]
    judged = judged[:: len(judged) // _MOST_JUDGED + 1]
    best: tuple[int, Counting] | None = None
    for counting in _candidates(text, default, with_bytes=has_quotes):
        fitting = sum(map(counting.fit, judged))
        if best is None or fitting > best[0]:
            best = fitting, counting
        if fitting == len(judged):
            break
    return best[1] if best else Counting(text, default, is_raw=True)


def _candidates(text: RawText, default: OffsetUnit, *, with_bytes: bool) -> Iterator[Counting]:
    units = [default]
    if not text.raw.isascii():
        units += [OffsetUnit.CODE_POINT, OffsetUnit.UTF16]
        units += [OffsetUnit.BYTE] if with_bytes else []
    for unit in dict.fromkeys(units):
        yield Counting(text, unit, is_raw=True)
        if text.raw != text.body:
            yield Counting(text, unit, is_raw=False)


def same_words(words: str, quote: str) -> bool:
    """Whether two texts are equal but for white space, which tools write as they like."""
    if words == quote:
        return True
    # Long words beside a short quote are not looked through, however many there are.
    if len(words) > _SPACED_OUT * len(quote) + _MOST_SPACE:
        return False
    return "".join(words.split()) == "".join(quote.split())
