"""The only place for the card: a rounded frame with a head line and a body."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.painting import colour

_RADIUS = 8
_PADDING = 11


class Card(QFrame):
    """A card; fill `head` (one line) and `body`. `pressed` comes with a click on its free ground.

    Without anything in `head` there is no line under it.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_head: bool = True) -> None:
        super().__init__(parent)
        self._outline: QColor | None = None
        self._has_head = has_head
        self._head_widget = QWidget(self)
        self.head = QHBoxLayout(self._head_widget)
        self.head.setContentsMargins(_PADDING, 7, _PADDING, 7)
        self.head.setSpacing(6)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(_PADDING, 9, _PADDING, _PADDING)
        self.body.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head_widget)
        layout.addLayout(self.body)
        self._head_widget.setVisible(has_head)

    def set_outline(self, colour: QColor | None) -> None:
        """Show the card as selected with a two-pixel outline, or as any other with None."""
        self._outline = colour
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the card was pressed."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, outline and the line under the head."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1 if self._outline is None else 2
        line = colour(QPalette.ColorRole.Mid)
        painter.setPen(QPen(self._outline or line, width))
        painter.setBrush(colour(QPalette.ColorRole.AlternateBase))
        inset = width / 2
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        if self._has_head and self.body.count():
            y = self._head_widget.geometry().bottom()
            painter.fillRect(QRectF(width, y, self.width() - 2 * width, 1), line)
        painter.end()
