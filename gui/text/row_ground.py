"""The only place for the ground of a row in a list of articles: chosen, pointed at, or plain."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from gui.theme import Theme, blended
from gui.widgets.painting import draw_ring, scaled

_BAR = 3
_HOVERED = 0.04


def draw_row_ground(
    painter: QPainter, option: QStyleOptionViewItem, view: QAbstractItemView, theme: Theme
) -> QColor:
    """Draw ground, hairline, bar and ring; returns the colour that words stand on."""
    area = QRectF(option.rect)
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ground = theme.panel
    if is_selected:
        ground = theme.card
    elif option.state & QStyle.StateFlag.State_MouseOver:
        ground = blended(theme.text, theme.panel, _HOVERED)
    if ground is not theme.panel:
        painter.fillRect(area, ground)
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.line)
    if is_selected:
        bar = QRectF(area.left(), area.top(), scaled(view, _BAR), area.height() - 1)
        painter.fillRect(bar, theme.accent)
    if option.state & QStyle.StateFlag.State_HasFocus:
        draw_ring(painter, area.adjusted(0, 0, 0, -1), 0)
    return ground
