"""The only place for the button of one answer: its key, its words, and how many say so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.widgets.painting import (
    cap_height,
    cap_width,
    colour,
    draw_cap,
    draw_ring,
    scaled,
    secondary_font,
)

_AIR = 8
_RADIUS = 7
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class AnswerButton(QAbstractButton):
    """Words in one line and a muted line beneath; `ink` is the line of its label at the left."""

    def __init__(
        self, key: str, words: str, detail: str, ink: QColor | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._detail = detail
        self._ink = ink
        self.setText(words)
        self.setAccessibleName(f"{words}, {detail}" if detail else words)
        self.setToolTip(f"{words}\n{detail}" if detail else words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def key(self) -> str:
        """What takes the answer."""
        return self._key

    def sizeHint(self) -> QSize:
        """Two lines, or one where there is no detail."""
        height = self.fontMetrics().height() + scaled(self, 2 * _AIR)
        if self._detail:
            height += QFontMetricsF(secondary_font(self)).height() + scaled(self, 2)
        return QSize(round(scaled(self, 200)), round(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, line, key and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = scaled(self, _RADIUS)
        is_live = self.isDown() or self.underMouse()
        ground = QPalette.ColorRole.Midlight if is_live else QPalette.ColorRole.AlternateBase
        painter.setPen(QPen(colour(QPalette.ColorRole.Mid), 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(area, radius, radius)
        air = scaled(self, _AIR)
        left = self._draw_key(painter, area.left() + air)
        room = area.adjusted(left - area.left(), air - 1, -air, -air)
        if self._ink is not None:
            painter.fillRect(
                QRectF(room.left(), room.top(), scaled(self, 3), room.height()), self._ink
            )
            room.setLeft(room.left() + scaled(self, 9))
        self._draw_lines(painter, room)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), radius)
        painter.end()

    def _draw_key(self, painter: QPainter, left: float) -> float:
        width, height = cap_width(self, self._key), cap_height(self)
        draw_cap(
            painter, self, QRectF(left, (self.height() - height) / 2, width, height), self._key
        )
        return left + width + scaled(self, 9)

    def _draw_lines(self, painter: QPainter, room: QRectF) -> None:
        first = QRectF(room.left(), room.top(), room.width(), self.fontMetrics().height())
        if not self._detail:
            first = room
        painter.setFont(self.font())
        painter.setPen(colour(QPalette.ColorRole.Text))
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(first, _START, words)
        if self._detail:
            small = secondary_font(self)
            painter.setFont(small)
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            shown = QFontMetricsF(small).elidedText(
                self._detail, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room.adjusted(0, first.height() + 1, 0, 0), _START, shown)
