"""The only place for a field that searches while a person types."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.icons import icon
from gui.translation import tr
from gui.widgets.painting import colour, scaled

_DELAY_MS = 120


class SearchField(QLineEdit):
    """A line with a cross that empties it.

    `searched` carries the words, a moment after the last key so that a slow search runs once;
    `accepted` comes with Enter, `left_downwards` with Down. Escape empties the field, and an empty
    one lets Escape through.
    """

    searched = Signal(str)
    accepted = Signal()
    left_downwards = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None, *, hint: str = "") -> None:
        """`hint` is the key that leads here, shown at the end while the field is empty."""
        super().__init__(parent)
        self._hint = hint
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._cross = QAction(tr("Clear"), self)
        self._cross.setVisible(False)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._tint_cross()
        self._delay = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._delay.timeout.connect(self._tell)
        self.textChanged.connect(self._note_change)

    def set_hint(self, hint: str) -> None:
        """Show another key that leads here."""
        self._hint = hint
        self.update()

    def search_now(self) -> None:
        """Tell the words at once, without waiting for another key."""
        self._delay.stop()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Down and Escape mean more here than in other fields."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search_now()
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the cross in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cross"):
            self._tint_cross()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and the key that leads here while there is nothing to hide it."""
        super().paintEvent(event)
        if not self._hint or self.text() or self.hasFocus() or not self._has_room_for_hint():
            return
        painter = QPainter(self)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        edge = scaled(self, 10)
        # Opposite to where the field begins its own words, which is not as the window lies.
        kinds = {unicodedata.bidirectional(each) for each in self.placeholderText()}
        is_leftwards = bool(kinds & {"R", "AL"})
        end = Qt.AlignmentFlag.AlignLeft if is_leftwards else Qt.AlignmentFlag.AlignRight
        side = end | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()).adjusted(edge, 0, -edge, 0), side, self._hint)
        painter.end()

    def _has_room_for_hint(self) -> bool:
        words = self.fontMetrics().horizontalAdvance(self.placeholderText() + self._hint)
        return words + scaled(self, 34) <= self.width()

    def _tint_cross(self) -> None:
        muted = colour(QPalette.ColorRole.PlaceholderText)
        self._cross.setIcon(icon("close", muted))

    @Slot(str)
    def _note_change(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        if text:
            self._delay.start()
        else:
            self.search_now()

    @Slot()
    def _tell(self) -> None:
        words = self.text().strip()
        if words != self._told:
            self._told = words
            self.searched.emit(words)
