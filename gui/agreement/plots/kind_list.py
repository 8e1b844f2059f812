"""The list of what is disagreed on: how often, what, and an example in muted words."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.agreement.plots.opened_list import OpenedList, RowDrawer
from gui.isolation import in_a_row
from gui.widgets.painting import (
    TRAILING,
    bold,
    colour,
    draw_elided,
    draw_ring,
    scaled,
    secondary_font,
)
from gui.widgets.row_models import ROW, Index

_ROW_AIR = 12
_GAP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `aside` stands at its end, `key` is what opening it tells."""

    words: str
    count: str = ""
    example: str = ""
    aside: str = ""
    key: Hashable = None


class KindList(OpenedList[Row]):
    """Kinds one below the other, two lines each, with how often they come before them."""

    def __init__(self, accessible_name: str, *, rows_shown: int = 6) -> None:
        super().__init__(accessible_name, _spoken, rows_shown=rows_shown)
        self.setItemDelegate(_Drawer(self))
        self.fit()

    def row_height(self) -> int:
        """Two lines and some air."""
        lines = QFontMetricsF(self.font()).height() + QFontMetricsF(secondary_font(self)).height()
        return round(lines + scaled(self, _ROW_AIR))

    def count_width(self) -> float:
        """How wide the column of numbers is."""
        metrics = QFontMetricsF(bold(self.font()))
        return max((metrics.horizontalAdvance(each.count) for each in self.rows), default=0.0) + 2


def _spoken(row: Row) -> str:
    said = " ".join(part for part in (row.count, row.words) if part)
    return in_a_row((said, row.aside)) + (f"\n{row.example}" if row.example else "")


class _Drawer(RowDrawer):
    def __init__(self, view: KindList) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        view, row, area = self._view, index.data(ROW), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = row.key is not None and row.key == view.marked
        if is_marked or option.state & QStyle.StateFlag.State_MouseOver:
            ground = colour(
                QPalette.ColorRole.Highlight if is_marked else QPalette.ColorRole.Window
            )
            painter.fillRect(area, ground)
        painter.setPen(QPen(colour(QPalette.ColorRole.Mid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        gap, half = scaled(view, _GAP), scaled(view, _ROW_AIR) / 2
        height = QFontMetricsF(view.font()).height()
        count = QRectF(area.left() + gap / 2, area.top() + half, view.count_width(), height)
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.setFont(bold(view.font()))
        painter.drawText(count, TRAILING, row.count)
        left = count.right() + (gap if row.count else 0)
        room = area.right() - left - gap / 2
        room -= self._draw_aside(painter, row, QRectF(left, count.top(), room, height))
        line = QRectF(left, count.top(), room, height)
        painter.setFont(view.font())
        draw_elided(painter, line, row.words)
        small = secondary_font(view)
        below = QRectF(left, line.bottom(), line.width(), QFontMetricsF(small).height())
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        draw_elided(painter, below, row.example)
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            draw_ring(painter, area, scaled(view, 4))
        painter.restore()

    def _draw_aside(self, painter: QPainter, row: Row, line: QRectF) -> float:
        """Draw what stands at the end, at most half the line; how much room it takes."""
        if not row.aside:
            return 0.0
        small = secondary_font(self._view)
        wanted = QFontMetricsF(small).horizontalAdvance(row.aside) + 1
        width = min(wanted, line.width() / 2)
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        end = QRectF(line.right() - width, line.top(), width, line.height())
        draw_elided(painter, end, row.aside, side=TRAILING)
        painter.setPen(colour(QPalette.ColorRole.Text))
        return width + scaled(self._view, _GAP)
