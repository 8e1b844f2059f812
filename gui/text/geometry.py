"""The only place that knows where on the page the characters of a fragment stand.

What was worked out is kept per text block and is relative to that block, so that scrolling and what
happens in other blocks do not touch it; a new layout (width, font, article) forgets everything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument

from db.model import Fragment
from gui.text.block_lines import BlockLines, Piece, x_of
from gui.text.positions import PositionMap


class VisibleBlock(NamedTuple):
    """A block that shows, where its layout begins, and which code points and lines of it show."""

    number: int
    origin: QPointF
    start: int
    end: int
    first_line: int
    last_line: int


class PageGeometry:
    """Rectangles, in document coordinates, of fragments, in code points."""

    def __init__(self, document: QTextDocument, positions: PositionMap) -> None:
        self._document = document
        self._positions = positions
        self._blocks: dict[int, BlockLines] = {}
        self._starts: list[int] = []
        block = document.begin()
        while block.isValid():
            self._starts.append(block.position())
            block = block.next()

    def forget(self) -> None:
        """Drop everything that was worked out; to be called for each new layout."""
        self._blocks.clear()

    def blocks_of(self, fragment: Fragment) -> range:
        """The numbers of the blocks that the fragment reaches into."""
        first = bisect_right(self._starts, self._positions.to_qt(fragment.start)) - 1
        return range(
            first, max(first + 1, bisect_left(self._starts, self._positions.to_qt(fragment.end)))
        )

    def visible_blocks(self, top: float, bottom: float) -> Iterator[VisibleBlock]:
        """The blocks with lines between two heights of the document, give or take a line."""
        layout = self._document.documentLayout()
        position = self.position_at(QPointF(0, top))
        block = self.shown_block(self._document.findBlock(position).previous(), -1)
        if not block.isValid():
            block = self._document.begin()
        while (block := self.shown_block(block, 1)).isValid():
            rect = layout.blockBoundingRect(block)
            lines = self.lines(block)
            if rect.top() - lines.pitch > bottom:
                return
            if lines.baselines and rect.bottom() + lines.pitch >= top:
                yield self._shown_part(block, lines, top, bottom)
            block = block.next()

    def position_at(self, point: QPointF) -> int:
        """The UTF-16 position nearest to a point of the document.

        Over the first line, Qt (6.11) finds the end of a document that hides blank lines.
        """
        first = self.shown_block(self._document.begin(), 1)
        baselines = self.lines(first).baselines if first.isValid() else []
        least = self.origin(first).y() + baselines[0] - 1 if baselines else 0.0
        within = QPointF(point.x(), max(point.y(), least))
        layout = self._document.documentLayout()
        return max(0, layout.hitTest(within, Qt.HitTestAccuracy.FuzzyHit))

    def pieces(self, number: int, fragment: Fragment) -> tuple[Piece, ...]:
        """What of the fragment stands in a block, in the coordinates of that block's layout."""
        block = self._document.findBlockByNumber(number)
        to_qt = self._positions.to_qt
        return self.lines(block).pieces(block, to_qt(fragment.start), to_qt(fragment.end))

    def rects(self, fragment: Fragment, ascent: float, descent: float) -> list[QRectF]:
        """The rectangles of a fragment, line by line; none where it lies in hidden blank lines."""
        found: list[QRectF] = []
        for number in self.blocks_of(fragment):
            block = self._document.findBlockByNumber(number)
            if block.isVisible():
                origin = self.origin(block)
                found += [
                    QRectF(
                        origin.x() + piece.left,
                        origin.y() + piece.baseline - ascent,
                        piece.right - piece.left,
                        ascent + descent,
                    )
                    for piece in self.pieces(number, fragment)
                ]
        return found

    def caret_place(self, code_point: int) -> QPointF | None:
        """Where a caret stands on the baseline of its line; None where no line shows it."""
        position = self._positions.to_qt(code_point)
        block = self._document.findBlock(position)
        if not block.isVisible():
            return None
        lines = self.lines(block)
        if not lines.baselines:
            return None
        local = position - block.position()
        number = lines.line_of(local)
        x = x_of(block.layout().lineAt(number), local)
        return self.origin(block) + QPointF(x, lines.baselines[number])

    def origin(self, block: QTextBlock) -> QPointF:
        """Where the layout of a block begins, in the document's coordinates."""
        self._document.documentLayout().blockBoundingRect(block)
        return block.layout().position()

    def lines(self, block: QTextBlock) -> BlockLines:
        """The lines of a block, laid out now if they were not."""
        number = block.blockNumber()
        # Qt clears lines by itself, for another font or width, and lays out no more than it needs:
        # this has it lay out the block, and what was kept of lines that are gone would be fatal.
        self._document.documentLayout().blockBoundingRect(block)
        lines = self._blocks.get(number)
        if lines is None or not lines.fit(block):
            lines = self._blocks[number] = BlockLines(block, self._positions)
        return lines

    def shown_block(self, block: QTextBlock, step: int) -> QTextBlock:
        """The next block down (`step` 1) or up (-1) that shows, or itself; perhaps invalid."""
        while block.isValid() and not block.isVisible():
            block = block.next() if step > 0 else block.previous()
        return block

    def _shown_part(
        self, block: QTextBlock, lines: BlockLines, top: float, bottom: float
    ) -> VisibleBlock:
        origin = block.layout().position()
        first = lines.line_below(top - origin.y() - lines.pitch)
        last = lines.line_below(bottom - origin.y() + lines.pitch)
        to_code_point = self._positions.to_code_point
        start = to_code_point(block.position() + lines.starts[first])
        end = to_code_point(block.position() + lines.ends[last])
        return VisibleBlock(block.blockNumber(), origin, start, end, first, last)
