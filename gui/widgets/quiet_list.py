"""The only place that makes lists quiet: rows of one height without a frame, scrolled by pixels."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from gui.widgets.painting import colour
from gui.widgets.row_models import ROW

_SIDE, _TOP = 6, 8


class QuietList(QListView):
    """A list of rows, or words in their place while there are none."""

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self._when_empty = ""
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def say_when_empty(self, words: str) -> None:
        """What stands in place of rows while there are none."""
        self._when_empty = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the words in their place."""
        super().paintEvent(event)
        if self._when_empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            side = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            room = self.viewport().rect().adjusted(_SIDE, _TOP, -_SIDE, 0)
            painter.drawText(room, side, self._when_empty)
            painter.end()


class TakingList(QuietList):
    """`taken` carries the row on which a person pressed Enter or double-clicked."""

    taken = Signal(object)

    def __init__(self, accessible_name: str) -> None:
        super().__init__(accessible_name)
        self.doubleClicked.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current row."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentIndex().isValid():
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(index.data(ROW))
