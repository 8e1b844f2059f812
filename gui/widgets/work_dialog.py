"""The only place for work that writes much: a small window over the program until it is done.

Two writers can't work on one file at the same time, so nothing else can be changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.errors import UserFault
from gui import ask
from gui.background import Background, Progress, Task
from gui.dialog_room import room_over
from gui.theme import Theme
from gui.widgets.painting import scaled
from gui.widgets.task_line import TaskLine

T = TypeVar("T")

_WIDTH = 460


def work(
    parent: QWidget,
    background: Background,
    theme: Theme,
    job: Callable[[Progress], T],
    *,
    title: str,
    done: Callable[[T], None],
) -> Task:
    """Start a job and show how far it is; a fault is told in a message, a cancelled job in none."""

    def explain(fault: UserFault) -> None:
        dialog.hide()
        ask.message(parent, fault)

    task = background.start(job, done=done, failed=explain, title=title)
    dialog = WorkDialog(parent, theme, task)
    dialog.open()
    return task


class WorkDialog(QDialog):
    """Shows one task; Escape asks it to stop, and the window goes when it has."""

    def __init__(self, parent: QWidget, theme: Theme, task: Task) -> None:
        super().__init__(parent)
        self._task = task
        self.setWindowTitle(task.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(min(round(scaled(self, _WIDTH)), room_over(parent).width()))
        self._line = TaskLine(theme.accent)
        self._line.show_task(task)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.addWidget(self._line)
        task.finished.connect(self._end)

    def reject(self) -> None:
        """Ask the work to stop; the window stays until it has."""
        if self._task.is_running:
            self._task.cancel()
        else:
            super().reject()

    @Slot(object)
    def _end(self, _state: object) -> None:
        self.accept()
        self.deleteLater()
