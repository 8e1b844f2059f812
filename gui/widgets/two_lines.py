"""The only place for rows of two lines: a line, a smaller one under it, on a round ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.widgets.painting import colour, draw_ring, scaled, secondary_font
from gui.widgets.row_models import Index

_AIR = 6
_BETWEEN = 2
_RADIUS = 5


class TwoLines(QStyledItemDelegate):
    """Draws ground and ring; what stands in the two lines is for whoever fills them."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all rows."""
        first = QFontMetricsF(self._view.font()).height()
        second = QFontMetricsF(secondary_font(self._view)).height()
        return QSize(120, round(first + second + scaled(self._view, 2 * _AIR + _BETWEEN)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        area = QRectF(option.rect)
        radius = scaled(self._view, _RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area.adjusted(0, 0, 0, -1), radius, radius)
        air = scaled(self._view, _AIR)
        inside = area.adjusted(air, air, -air, -air)
        height = QFontMetricsF(self._view.font()).height()
        first = QRectF(inside.left(), inside.top(), inside.width(), height)
        self.draw_first(painter, first, index)
        painter.setFont(secondary_font(self._view))
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        self.draw_second(painter, inside.adjusted(0, height + _BETWEEN, 0, 0), index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area, radius)
        painter.restore()

    def draw_first(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw the first line, in fonts and inks of its own."""
        raise NotImplementedError

    def draw_second(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw the second line; the painter has its font and ink."""
        raise NotImplementedError
