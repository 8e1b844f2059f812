"""Keeps the window in step with what runs in the background and with what was said."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from gui.background import Background
from gui.main_window.leaving import may_leave
from gui.main_window.status_line import StatusLine
from gui.theme import Theme
from gui.widgets.notices import Notices
from gui.widgets.task_book import TaskBook
from gui.widgets.task_tray import TaskTray


class Watch(QObject):
    """The tasks, the messages and the tray of one window; `left` comes when the tray is closed."""

    left = Signal()

    def __init__(
        self, window: QMainWindow, background: Background, line: StatusLine, theme: Theme
    ) -> None:
        super().__init__(window)
        self._window = window
        self._line = line
        self.notices = Notices(window)
        self.tasks = TaskBook(background, window)
        self.tray = TaskTray(window, self.tasks, self.notices, theme)
        self.tray.left.connect(self.left)
        line.tray_wanted.connect(self.tray.toggle)
        self.tasks.changed.connect(self._show)
        self.tasks.progressed.connect(self._show)
        self.notices.said.connect(self._show)

    def may_leave(self) -> bool:
        """Whether the window can go: nothing runs, or the person gives it up."""
        return may_leave(self._window, self.tasks)

    @Slot()
    def _show(self) -> None:
        self._line.show_tasks(self.tasks, has_more=len(self.notices) > 0)
