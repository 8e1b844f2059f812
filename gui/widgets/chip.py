"""The only place for the chip: a short name on a tint that can be opened and taken away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme import blended
from gui.translation import tr
from gui.widgets.painting import colour, draw_ring, scaled, secondary_font

_RADIUS = 5
_PADDING = 8
_CROSS = 5.5
_CROSS_GAP = 6


class Chip(QAbstractButton):
    """A chip; `clicked` opens what it stands for, `removed` comes from its cross or Delete.

    Words that do not fit are cut with an ellipsis and shown in full as a tool tip.
    """

    removed = Signal()

    def __init__(
        self, text: str, parent: QWidget | None = None, *, is_removable: bool = True
    ) -> None:
        super().__init__(parent)
        self._tint = QColor(Qt.GlobalColor.transparent)
        self._outline: QColor | None = None
        self._is_dashed = False
        self._is_removable = is_removable
        self._is_over_cross = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(text, is_removable=is_removable)

    def set_words(self, text: str, *, is_removable: bool) -> None:
        """Stand for something else from now on."""
        self._is_removable = is_removable
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tr("Press Delete to take it away") if is_removable else "")
        self.updateGeometry()

    def set_look(
        self, *, tint: QColor, outline: QColor | None = None, is_dashed: bool = False
    ) -> None:
        """Choose the ground and the outline; the words' colour is the outline's unless told."""
        self._tint = tint
        self._outline = outline
        self._is_dashed = is_dashed
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all words and the cross."""
        metrics = QFontMetricsF(secondary_font(self))
        width = metrics.horizontalAdvance(self.text()) + 2 * scaled(self, _PADDING)
        return QSize(round(width + self._cross_room() + 0.5), self._height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters and the cross."""
        least = scaled(self, 2 * _PADDING + 24) + self._cross_room()
        return QSize(min(self.sizeHint().width(), round(least)), self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the chip away, Enter opens it as the space bar does."""
        if self._is_removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the cross takes the chip away."""
        if self._is_removable and self._cross_area().contains(event.position()) and self.isDown():
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the cross up under the mouse."""
        self._note_cross(is_over=self._cross_area().contains(event.position()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the cross out again."""
        self._note_cross(is_over=False)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, outline, words and cross."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = colour(QPalette.ColorRole.Text)
        pen = QPen(self._outline or text, 1)
        if self._is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._ground(text))
        radius = scaled(self, _RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        self._draw_words(painter, text)
        if self._is_removable:
            self._draw_cross(painter)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), radius)
        painter.end()

    def _ground(self, text: QColor) -> QColor:
        if not self.underMouse() or not self.isEnabled():
            return self._tint
        hovered = blended(text, QColor(self._tint.rgb()), 0.1)
        hovered.setAlphaF(max(self._tint.alphaF(), 0.06))
        return hovered

    def _draw_words(self, painter: QPainter, text: QColor) -> None:
        font = secondary_font(self)
        padding = scaled(self, _PADDING)
        room = QRectF(self.rect()).adjusted(padding, 0, -padding - self._cross_room(), 0)
        words = QFontMetricsF(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() + 1
        )
        painter.setFont(font)
        painter.setPen(self._outline if self._is_dashed and self._outline is not None else text)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._mirrored(room), side, words)

    def _draw_cross(self, painter: QPainter) -> None:
        role = QPalette.ColorRole.BrightText if self._is_over_cross else QPalette.ColorRole.Dark
        painter.setPen(QPen(colour(role), scaled(self, 1.2)))
        half = scaled(self, _CROSS) / 2
        middle = self._cross_area().center()
        for slope in (1, -1):
            painter.drawLine(
                middle + QPointF(-half, -half * slope), middle + QPointF(half, half * slope)
            )

    def _note_cross(self, *, is_over: bool) -> None:
        if is_over != self._is_over_cross:
            self._is_over_cross = is_over
            self.update()

    def _cross_room(self) -> float:
        return scaled(self, _CROSS + _CROSS_GAP) if self._is_removable else 0.0

    def _cross_area(self) -> QRectF:
        width = scaled(self, _PADDING + _CROSS + _CROSS_GAP / 2)
        area = QRectF(self.width() - width, 0, width - scaled(self, _PADDING / 4), self.height())
        return self._mirrored(area)

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())

    def _height(self) -> int:
        return round(QFontMetricsF(secondary_font(self)).height() + scaled(self, 6))
