"""The only place that knows lines of text as rows that arcs run between."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

from gui.text.block_lines import x_of
from gui.text.geometry import PageGeometry
from gui.text.positions import PositionMap


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text; `left` and `baseline` are document coordinates."""

    block: int
    line: int
    left: float
    baseline: float


class Rows:
    """The rows of a laid out document, hidden blank lines left out."""

    def __init__(
        self, document: QTextDocument, positions: PositionMap, geometry: PageGeometry
    ) -> None:
        self._document = document
        self._positions = positions
        self._geometry = geometry

    def of_code_point(self, code_point: int) -> Row | None:
        """The row that shows a code point; None in a hidden blank line."""
        position = self._positions.to_qt(code_point)
        block = self._document.findBlock(position)
        if not block.isValid() or not block.isVisible():
            return None
        return self._row(block, self._geometry.lines(block).line_of(position - block.position()))

    def neighbour(self, row: Row, step: int) -> Row | None:
        """The row below (`step` 1) or above (-1)."""
        block = self._document.findBlockByNumber(row.block)
        line = row.line + step
        if not 0 <= line < len(self._geometry.lines(block).baselines):
            block = self._geometry.shown_block(block.next() if step > 0 else block.previous(), step)
            if not block.isValid():
                return None
            line = 0 if step > 0 else len(self._geometry.lines(block).baselines) - 1
        return self._row(block, line)

    def space_near(self, row: Row, x: float) -> float:
        """The middle of the nearest gap between two words of a row; `x` itself beside them."""
        block = self._document.findBlockByNumber(row.block)
        lines = self._geometry.lines(block)
        line = block.layout().lineAt(row.line)
        local = x - row.left
        extent = line.naturalTextRect()
        first = self._positions.to_code_point(block.position() + lines.starts[row.line])
        last = self._positions.to_code_point(block.position() + lines.ends[row.line])
        text = self._positions.display_text
        spaces = [index for index in range(first, last) if text[index].isspace()]
        if not spaces or not extent.left() <= local <= extent.right():
            return x
        under = self._positions.to_code_point(block.position() + line.xToCursor(local))
        at = bisect_left(spaces, under)
        middles = [
            self._middle(block, row.line, index) for index in spaces[max(0, at - 2) : at + 2]
        ]
        return row.left + min(middles, key=lambda middle: abs(middle - local))

    def _middle(self, block: QTextBlock, line_number: int, code_point: int) -> float:
        line = block.layout().lineAt(line_number)
        left = x_of(line, self._positions.to_qt(code_point) - block.position())
        right = x_of(line, self._positions.to_qt(code_point + 1) - block.position())
        return (left + right) / 2

    def _row(self, block: QTextBlock, line: int) -> Row:
        origin = self._geometry.origin(block)
        return Row(
            block.blockNumber(),
            line,
            origin.x(),
            origin.y() + self._geometry.lines(block).baselines[line],
        )
