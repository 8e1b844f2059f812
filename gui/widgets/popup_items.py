"""The only place for what a popup list shows: its rows, their model and how a row is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.widgets.painting import (
    cap_height,
    cap_width,
    colour,
    draw_cap,
    mirrored,
    scaled,
    secondary_font,
)
from gui.widgets.row_models import ROW, Index, ListModel


@dataclass(frozen=True, slots=True, kw_only=True)
class PopupItem:
    """One row. `key` is what choosing it tells, `caps` are drawn as keys at its end."""

    key: str
    title: str
    detail: str = ""
    caps: tuple[str, ...] = ()
    icon: QIcon | None = None


def popup_model(parent: QWidget) -> ListModel[PopupItem]:
    """The rows of a popup list, which are heard with their details and keys."""
    return ListModel(parent, _spoken)


class PopupDelegate(QStyledItemDelegate):
    """Draws icon, title, muted detail and keys in one line, cutting the detail first."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line with air around it."""
        height = QFontMetricsF(option.font).height() + scaled(self._view, 10)
        return QSize(round(scaled(self._view, 200)), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        item = index.data(ROW)
        if not isinstance(item, PopupItem):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option)
        edge = scaled(self._view, 9)
        room = QRectF(option.rect).adjusted(edge, 0, -edge, 0)
        row = room
        room = self._draw_caps(painter, room, item.caps)
        room = self._draw_icon(painter, room, row, item.icon)
        self._draw_words(painter, room, row, item)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(QPalette.ColorRole.Highlight))
        radius = scaled(self._view, 5)
        painter.drawRoundedRect(QRectF(option.rect), radius, radius)

    def _draw_caps(self, painter: QPainter, room: QRectF, caps: tuple[str, ...]) -> QRectF:
        height = cap_height(self._view)
        right = room.right()
        for cap in reversed(caps):
            width = cap_width(self._view, cap)
            right -= width
            cap_area = QRectF(right, room.center().y() - height / 2, width, height)
            draw_cap(painter, self._view, mirrored(self._view, cap_area, room), cap)
            right -= scaled(self._view, 3)
        return QRectF(room.left(), room.top(), right - room.left(), room.height())

    def _draw_icon(
        self, painter: QPainter, room: QRectF, row: QRectF, icon: QIcon | None
    ) -> QRectF:
        if icon is None:
            return room
        side = round(scaled(self._view, 16))
        top = round(room.center().y() - side / 2)
        place = mirrored(self._view, QRectF(room.left(), top, side, side), row)
        icon.paint(painter, place.toRect())
        return room.adjusted(side + scaled(self._view, 7), 0, 0, 0)

    def _draw_words(self, painter: QPainter, room: QRectF, row: QRectF, item: PopupItem) -> None:
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        font = self._view.font()
        metrics = QFontMetricsF(font)
        title = metrics.elidedText(item.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.drawText(mirrored(self._view, room, row), side, title)
        left = metrics.horizontalAdvance(title) + scaled(self._view, 9)
        rest = room.adjusted(left, 0, 0, 0)
        if not item.detail or rest.width() < scaled(self._view, 30):
            return
        small = secondary_font(self._view)
        detail = QFontMetricsF(small).elidedText(
            item.detail, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        painter.drawText(mirrored(self._view, rest, row), side, detail)


def _spoken(item: PopupItem) -> str:
    return ", ".join(part for part in (item.title, item.detail, "+".join(item.caps)) if part)
