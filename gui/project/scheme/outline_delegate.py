"""Paints one row of the outline: a colour, the title, a mark where something is wrong, the key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.icons import pixmap
from gui.widgets.painting import (
    bold,
    cap_height,
    cap_width,
    colour,
    draw_cap,
    draw_ring,
    mirrored,
    scaled,
    secondary_font,
)

COLOUR_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2
HAS_PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 3
IS_GROUP_ROLE = Qt.ItemDataRole.UserRole + 4

_HEIGHT = 28
_GROUP_HEIGHT = 34
_PADDING = 8
_MARGIN = 6
_INDENT = 16
_DOT = 9
_MARK = 14
_RADIUS = 6

_Index = QModelIndex | QPersistentModelIndex


class OutlineDelegate(QStyledItemDelegate):
    """Draws rows in the look of the window's other lists."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are of one height, but for the names of groups."""
        height = _GROUP_HEIGHT if index.data(IS_GROUP_ROLE) else _HEIGHT
        return QSize(60, round(scaled(self._view, height)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        painter.save()
        area = QRectF(option.rect)
        if index.data(IS_GROUP_ROLE):
            self._paint_group(painter, area, str(index.data() or ""))
        else:
            self._paint_row(painter, option, index)
        painter.restore()

    def _paint_group(self, painter: QPainter, area: QRectF, title: str) -> None:
        painter.setFont(secondary_font(self._view))
        painter.setPen(colour(QPalette.ColorRole.Dark))
        padding = scaled(self._view, _MARGIN + _PADDING)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(
            self._placed(area.adjusted(padding, 0, 0, -scaled(self._view, 5))), side, title
        )

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        padding = scaled(self._view, _PADDING)
        full = QRectF(option.rect)
        margin = scaled(self._view, _MARGIN)
        full.setLeft(margin)
        full.setRight(full.right() - margin)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, full, is_selected=is_selected)
        indent = scaled(self._view, _INDENT) if index.parent().isValid() else 0.0
        area = QRectF(option.rect).adjusted(margin + padding + indent, 0, -margin - padding, 0)
        dot = index.data(COLOUR_ROLE)
        if isinstance(dot, QColor):
            self._paint_dot(painter, area, dot)
            area.setLeft(area.left() + scaled(self._view, _DOT + 7))
        key = str(index.data(KEY_ROLE) or "")
        if key:
            area.setRight(self._paint_key(painter, area, key))
        if index.data(HAS_PROBLEM_ROLE):
            area.setRight(self._paint_mark(painter, area))
        font = bold(self._view.font()) if isinstance(dot, QColor) else self._view.font()
        painter.setFont(font)
        painter.setPen(colour(QPalette.ColorRole.Text))
        words = QFontMetricsF(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, area.width()
        )
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._placed(area), side, words)

    def _placed(self, area: QRectF) -> QRectF:
        row = QRectF(0, area.top(), self._view.viewport().width(), area.height())
        return mirrored(self._view, area, row)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, *, is_selected: bool
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = area.adjusted(1, 1, -1, -1)
        radius = scaled(self._view, _RADIUS)
        is_pointed_at = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_selected or is_pointed_at:
            ground = QPalette.ColorRole.Highlight if is_selected else QPalette.ColorRole.Midlight
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(inner, radius, radius)
            if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
                draw_ring(painter, inner, radius)

    def _paint_dot(self, painter: QPainter, area: QRectF, dot: QColor) -> None:
        side = scaled(self._view, _DOT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        dot_area = QRectF(area.left(), area.center().y() - side / 2, side, side)
        painter.drawEllipse(self._placed(dot_area))

    def _paint_key(self, painter: QPainter, area: QRectF, key: str) -> float:
        width, height = cap_width(self._view, key), cap_height(self._view)
        left = area.right() - width
        cap = QRectF(left, area.center().y() - height / 2, width, height)
        draw_cap(painter, self._view, self._placed(cap), key)
        return left - scaled(self._view, 6)

    def _paint_mark(self, painter: QPainter, area: QRectF) -> float:
        side = round(scaled(self._view, _MARK))
        ratio = painter.device().devicePixelRatio()
        mark = pixmap("warning", colour(QPalette.ColorRole.BrightText), side, ratio)
        left = area.right() - side
        place = self._placed(QRectF(left, area.center().y() - side / 2, side, side))
        painter.drawPixmap(place.toRect().topLeft(), mark)
        return left - scaled(self._view, 4)
