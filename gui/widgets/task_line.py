"""The only place for showing background work: what it is, how far, how long, and a way out."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.background import Task
from gui.estimate import time_left
from gui.isolation import in_a_row
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.progress_line import ProgressLine


class TaskLine(QWidget):
    """One task at a time; the line is hidden while none is shown and when it has ended."""

    def __init__(self, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._title = ElidedLabel()
        self._left = QLabel()
        set_role(self._left, "muted")
        set_role(self._left, "secondary")
        self._line = ProgressLine(tr("Progress"), colour)
        self._cancel = QPushButton(tr("Cancel"))
        set_role(self._cancel, "compact")
        self._cancel.clicked.connect(self._stop)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self._title, 1)
        words.addWidget(self._left)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addLayout(words)
        column.addWidget(self._line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(column, 1)
        layout.addWidget(self._cancel)
        self.hide()

    def set_colour(self, colour: QColor) -> None:
        """Take another colour, as a new theme asks for."""
        self._line.set_colour(colour)

    def show_task(self, task: Task) -> None:
        """Follow a task until it ends."""
        if self._task is not None:
            self._task.progressed.disconnect(self._show_progress)
            self._task.finished.disconnect(self._end)
        self._task = task
        self._title.setText(task.title)
        self._line.setAccessibleName(task.title)
        self._line.show_share(0, 0)
        self._left.clear()
        self._cancel.setEnabled(True)
        task.progressed.connect(self._show_progress)
        task.finished.connect(self._end)
        self.show()

    @Slot(object, object, str, object)
    def _show_progress(self, done: int, total: int, text: str, seconds: float | None) -> None:
        if self._task is None:
            return
        self._title.setText(in_a_row((self._task.title, text)))
        self._left.setText(time_left(seconds))
        self._line.show_share(done, total)

    @Slot()
    def _stop(self) -> None:
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._left.setText(tr("Stopping"))
            self._task.cancel()

    @Slot(object)
    def _end(self, _state: object) -> None:
        self._task = None
        self.hide()
