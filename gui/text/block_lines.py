"""The only place that measures where characters stand on the lines of one text block.

No Qt layout object is kept: a document that changes would leave them dangling.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextLine

from gui.text.positions import PositionMap

# Letters, digits and controls that make a line run from right to left or in both directions.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Piece(NamedTuple):
    """A stretch of a fragment on one line of text, in the coordinates of its block's layout.

    `is_beginning` marks the piece with the first character of the fragment.
    """

    line: int
    left: float
    right: float
    baseline: float
    is_beginning: bool


class BlockLines:
    """The lines of a block that was laid out, and the pieces that were asked for.

    `starts` and `ends` are UTF-16 positions in the block; `ends` leave out the space at which a
    line was broken.
    """

    __slots__ = ("_is_plain", "_is_right_to_left", "_known", "baselines", "ends", "pitch", "starts")

    def __init__(self, block: QTextBlock, positions: PositionMap) -> None:
        layout = block.layout()
        lines = [layout.lineAt(index) for index in range(layout.lineCount())]
        self.starts = [line.textStart() for line in lines]
        offset = block.position()
        self.ends = [
            _without_space(
                positions, offset + line.textStart(), offset + line.textStart() + line.textLength()
            )
            - offset
            for line in lines
        ]
        self.baselines = [line.y() + line.ascent() for line in lines]
        self.pitch = (
            self.baselines[1] - self.baselines[0]
            if len(lines) > 1
            else 2 * layout.boundingRect().height()
        )
        self._is_right_to_left = block.textDirection() == Qt.LayoutDirection.RightToLeft
        self._is_plain = not self._is_right_to_left and _RIGHT_TO_LEFT.search(block.text()) is None
        self._known: dict[tuple[int, int], tuple[Piece, ...]] = {}

    def fit(self, block: QTextBlock) -> bool:
        """Whether the block still has as many lines as were measured."""
        return block.layout().lineCount() == len(self.starts)

    def line_below(self, y: float) -> int:
        """The first line whose baseline is not above a height; the last one below all."""
        return min(bisect_left(self.baselines, y), len(self.baselines) - 1)

    def line_of(self, position: int) -> int:
        """The line that shows a UTF-16 position of the block."""
        return max(0, bisect_right(self.starts, position) - 1)

    def pieces(self, block: QTextBlock, start: int, end: int) -> tuple[Piece, ...]:
        """What of a stretch of the document (UTF-16) is in this block, from left to right."""
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = tuple(self._measured(block, start, end))
        return known

    def _measured(self, block: QTextBlock, start: int, end: int) -> Iterator[Piece]:
        layout = block.layout()
        first, last = max(0, start - block.position()), end - block.position()
        for index in range(self.line_of(first), len(self.starts)):
            if self.starts[index] >= last:
                return
            begin, stop = max(first, self.starts[index]), min(last, self.ends[index])
            if begin < stop:
                is_first = begin + block.position() == start
                yield from self._on_line(
                    layout.lineAt(index), index, (begin, stop), is_first=is_first
                )

    def _on_line(
        self, line: QTextLine, index: int, extent: tuple[int, int], *, is_first: bool
    ) -> Iterator[Piece]:
        baseline = self.baselines[index]
        if self._is_plain:
            yield Piece(index, x_of(line, extent[0]), x_of(line, extent[1]), baseline, is_first)
            return
        runs = _visual_runs(line, *extent)
        first = len(runs) - 1 if self._is_right_to_left else 0
        for number, (left, right) in enumerate(runs):
            yield Piece(index, left, right, baseline, is_first and number == first)


def x_of(line: QTextLine, position: int) -> float:
    """Where a cursor at a UTF-16 position of the block stands on a line."""
    # PySide gives the position that Qt settled on as well, which its stub forgets.
    place: object = line.cursorToX(position)
    return float(place[0]) if isinstance(place, tuple) else line.x()


def _without_space(positions: PositionMap, start: int, end: int) -> int:
    first, last = positions.to_code_point(start), positions.to_code_point(end)
    while last > first and positions.display_text[last - 1].isspace():
        last -= 1
    return positions.to_qt(last)


def _visual_runs(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """The left and right edges of what a range takes up on a line that mixes directions.

    `cursorToX` won't do: at a change of direction a cursor position has two places and Qt tells
    only one of them.
    """
    runs = sorted(
        (run.boundingRect() for run in line.glyphRuns(start, end - start)), key=QRectF.left
    )
    merged: list[tuple[float, float]] = []
    for rect in runs:
        if merged and rect.left() <= merged[-1][1] + 0.5:
            merged[-1] = (merged[-1][0], max(merged[-1][1], rect.right()))
        else:
            merged.append((rect.left(), rect.right()))
    return merged
