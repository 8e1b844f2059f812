"""The only place that decides which stretches of a text, in code points, count as read. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from db.model import Fragment

CHARACTERS_A_SECOND = 60
"""Twice as fast as people read: who only leafs through has not read, who reads quickly has."""

_CELL = 100


class Coverage:
    """What of one text was read, in cells of a hundred characters.

    While some text is on the screen, it shares the time by its length: a screen of 1,200 characters
    is read after 20 seconds, and what stays while it is scrolled keeps what it has.
    """

    def __init__(self, length: int, read: Iterable[Fragment] = ()) -> None:
        self._length = length
        self._credit = [0.0] * -(-length // _CELL)
        self._read = [False] * len(self._credit)
        self._stored = tuple(read)
        for stretch in self._stored:
            for cell in self._cells(stretch.start, stretch.end):
                self._read[cell] = True

    def show(self, start: int, end: int, seconds: float) -> bool:
        """Note that `[start, end)` was looked at for a time; whether more counts as read now."""
        cells = self._cells(start, end)
        if not cells or seconds <= 0:
            return False
        gained = seconds * CHARACTERS_A_SECOND / (len(cells) * _CELL)
        is_more = False
        for cell in cells:
            self._credit[cell] += gained
            if self._credit[cell] >= 1 and not self._read[cell]:
                self._read[cell] = is_more = True
        return is_more

    @property
    def fraction(self) -> float:
        """How much was read, from 0 to 1; an empty text is read."""
        if not self._length:
            return 1.0
        return sum(stretch.end - stretch.start for stretch in self.stretches) / self._length

    @property
    def stretches(self) -> tuple[Fragment, ...]:
        """What was read, in order and without gaps of nothing between two stretches."""
        found: list[Fragment] = []
        for cell, is_read in enumerate(self._read):
            if not is_read:
                continue
            start, end = cell * _CELL, min(self._length, (cell + 1) * _CELL)
            if found and found[-1].end == start:
                found[-1] = Fragment(found[-1].start, end)
            else:
                found.append(Fragment(start, end))
        return tuple(found)

    def _cells(self, start: int, end: int) -> range:
        """The cells that lie in a stretch with their middle, so that half a cell is enough."""
        first = (start + _CELL // 2) // _CELL
        last = (min(end, self._length) + _CELL // 2) // _CELL
        if end >= self._length > start:
            last = len(self._read)
        return range(max(0, first), min(last, len(self._read)))
