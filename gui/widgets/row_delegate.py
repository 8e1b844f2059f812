"""The only place for the air around rows of lists, trees and tables, and for their focus ring."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui.widgets.painting import colour, draw_ring, scaled

_AIR = 4
_RADIUS = 5
_ICON = 16


class RowDelegate(QStyledItemDelegate):
    """Gives each row room, a selection with round corners, and a ring while it has the focus."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """What Qt asks for, and the air."""
        air = round(scaled(self._view, 2 * _AIR))
        return super().sizeHint(option, index) + QSize(air, air)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let icons grow with the words."""
        super().initStyleOption(option, index)
        side = round(scaled(self._view, _ICON))
        option.decorationSize = QSize(side, side)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw ground, words and ring."""
        area = QRectF(option.rect)
        radius = 0.0 if isinstance(self._view, QTableView) else scaled(self._view, _RADIUS)
        inner = QStyleOptionViewItem(option)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, radius, radius)
            painter.restore()
            inner.state &= ~QStyle.StateFlag.State_MouseOver
        inner.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        air = round(scaled(self._view, _AIR))
        inner.rect = option.rect.adjusted(air, 0, -air, 0)
        super().paint(painter, inner, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            draw_ring(painter, area, radius)
            painter.restore()
