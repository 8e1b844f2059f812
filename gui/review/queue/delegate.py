"""The only place that draws a row of the queue."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from db.queries.review_queue import QueueEntry
from gui.review.queue.model import ENTRY_ROLE
from gui.review.queue.words import agreement_words, state_words
from gui.text.row_ground import draw_row_ground
from gui.text.title_lines import title_lines
from gui.theme import Theme, blended
from gui.widgets.painting import bold, draw_groove, scaled, secondary_font

_TITLE_LINES = 2
_AIR = 9
_SIDE = 13
_LINE = 4
_GAP = 6
_LOW, _MIDDLE = 0.7, 0.85
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QueueDelegate(QStyledItemDelegate):
    """Title in up to two lines, what is to do, the agreement in figures and as a bar."""

    def __init__(self, view: QAbstractItemView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:
        """The same for all rows, so that a long list is laid out without asking each."""
        title = QFontMetricsF(bold(self._view.font())).lineSpacing()
        small = QFontMetricsF(secondary_font(self._view)).lineSpacing()
        height = _TITLE_LINES * title + small + self._px(2 * _AIR + 2 * _GAP + _LINE) + 1
        return QSize(round(self._px(120)), round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, QueueEntry):
            return
        painter.save()
        draw_row_ground(painter, option, self._view, self._theme)
        area = QRectF(option.rect).adjusted(self._px(_SIDE), 0, -self._px(_SIDE), -1)
        font = bold(self._view.font())
        line = QFontMetricsF(font).lineSpacing()
        lines = title_lines(entry.title, area.width(), font)
        small = QFontMetricsF(secondary_font(self._view)).lineSpacing()
        height = len(lines) * line + small + self._px(2 * _GAP + _LINE)
        top = area.top() + (area.height() - height) / 2
        painter.setFont(font)
        painter.setPen(self._theme.text)
        for words in lines:
            painter.drawText(QRectF(area.left(), top, area.width(), line), _LEFT, words)
            top += line
        top += self._px(_GAP) / 2
        self._draw_words(painter, entry, QRectF(area.left(), top, area.width(), small))
        top += small + self._px(_GAP)
        self._draw_bar(painter, entry, QRectF(area.left(), top, area.width(), self._px(_LINE)))
        painter.restore()

    def _draw_words(self, painter: QPainter, entry: QueueEntry, area: QRectF) -> None:
        figure = agreement_words(entry)
        painter.setFont(bold(secondary_font(self._view)))
        painter.setPen(self._theme.muted)
        painter.drawText(area, _RIGHT, figure)
        taken = painter.fontMetrics().horizontalAdvance(figure) + self._px(_GAP)
        painter.setFont(secondary_font(self._view))
        is_changed = entry.summary is not None and entry.summary.changed > 0
        painter.setPen(self._theme.warning if is_changed else self._theme.muted)
        room = area.adjusted(0, 0, -taken, 0)
        words = painter.fontMetrics().elidedText(
            state_words(entry), Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, _LEFT, words)

    def _draw_bar(self, painter: QPainter, entry: QueueEntry, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = area.height() / 2
        draw_groove(painter, area, radius)
        value = entry.summary.agreement if entry.summary else None
        if value:
            painter.setBrush(self._colour(value))
            share = QRectF(area)
            share.setWidth(max(area.height(), area.width() * value))
            painter.drawRoundedRect(share, radius, radius)

    def _colour(self, agreement: float) -> QColor:
        if agreement < _LOW:
            return self._theme.warning
        if agreement < _MIDDLE:
            return blended(self._theme.warning, self._theme.done, 0.5)
        return self._theme.done

    def _px(self, pixels: float) -> float:
        return scaled(self._view, pixels)
