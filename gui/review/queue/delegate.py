"""The only place that draws a row of the queue."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.queries.review_queue import QueueEntry
from gui.review.queue.model import ENTRY_ROLE
from gui.review.queue.words import agreement_words, state_words
from gui.text.title_lines import title_lines
from gui.theme import Theme, blended
from gui.widgets.painting import bold, draw_ring, scaled, secondary_font

_TITLE_LINES = 2
_AIR = 9
_SIDE = 13
_BAR = 3
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
        self._draw_ground(painter, option)
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

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, area = self._theme, QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(area, theme.card)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, blended(theme.text, theme.panel, 0.04))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.line)
        if is_selected:
            bar = QRectF(area.left(), area.top(), self._px(_BAR), area.height() - 1)
            painter.fillRect(bar, theme.accent)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area.adjusted(0, 0, 0, -1), 0)

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
        painter.setPen(Qt.PenStyle.NoPen)
        radius = area.height() / 2
        painter.setBrush(self._theme.line)
        painter.drawRoundedRect(area, radius, radius)
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
