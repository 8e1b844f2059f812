"""The list itself: it tells where a person went, and lets keys go back to the text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from gui.review.queue.model import QueueModel
from gui.translation import tr
from gui.widgets.quiet_list import QuietList


class QueueView(QuietList):
    """Tells with `row_chosen` where a person went, with `left` that they want the text."""

    row_chosen = Signal(int)
    left = Signal()

    def __init__(self, model: QueueModel) -> None:
        super().__init__(tr("Articles to review"))
        self._is_quiet = False
        self.setModel(model)
        self.setMouseTracking(True)

    def show_row(self, row: int | None) -> None:
        """Make a row current, or none, and show it; nobody is told."""
        self._is_quiet = True
        index = QModelIndex() if row is None else self.model().index(row, 0)
        if row is None:
            self.clearSelection()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        self._is_quiet = False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell where a person went."""
        super().currentChanged(current, previous)
        if not self._is_quiet and current.isValid():
            self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape go to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
