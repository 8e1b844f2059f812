"""The only place that shows what is under way, what came of it, and what was said in passing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.background import State, Task
from gui.estimate import time_left
from gui.isolation import in_a_row
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.notices import Notices
from gui.widgets.painting import scaled
from gui.widgets.parts import button, clear, open_folder, words
from gui.widgets.progress_line import ProgressLine
from gui.widgets.task_book import Finished, TaskBook

_WIDTH = 400
_MOST_HEIGHT = 460
_GAP = 8
_NOTICES = 12


class TaskTray(QFrame):
    """A panel over the lower right corner of a window; it opens when asked, never by itself.

    `left` comes when it is put away, so that the focus can go back to where it was.
    """

    left = Signal()

    def __init__(self, window: QWidget, book: TaskBook, notices: Notices, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._book = book
        self._notices = notices
        self._theme = theme
        self._lines: dict[Task, _RunningLine] = {}
        set_role(self, "popup")
        self.setAccessibleName(tr("Under way, and what happened"))
        self._close = button(tr("Close"), self.put_away)
        self._forget = button(tr("Clear"), book.forget, role="link")
        self._area = QScrollArea()
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._lay_out()
        book.changed.connect(self._show_if_open)
        book.progressed.connect(self._show_progress)
        notices.said.connect(self._show_if_open)
        window.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Open the panel with the focus in it, or put it away."""
        if self.isVisible():
            self.put_away()
            return
        self._fill()
        self.show()
        self._place()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def put_away(self) -> None:
        """Hide the panel."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for line in self._lines.values():
            line.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the panel away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner of a window that changes its size."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 10, 4)
        head.addWidget(words(tr("Under way, and what happened"), "strong"), 1)
        head.addWidget(self._forget)
        head.addWidget(self._close)
        self._column.setContentsMargins(14, 4, 14, 12)
        self._column.setSpacing(8)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._inner)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The panel's own ground shows.
        self._inner.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)

    @Slot()
    def _show_if_open(self) -> None:
        if self.isVisible():
            focused = self._inner.focusWidget()
            holds_focus = focused is not None and focused.hasFocus()
            self._fill()
            self._place()
            if holds_focus:
                self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_progress(self, task: Task) -> None:
        if task in self._lines:
            self._lines[task].show_share(self._book)

    def _fill(self) -> None:
        clear(self._column)
        self._lines = {task: _RunningLine(task, self._theme) for task in self._book.running}
        for line in self._lines.values():
            line.show_share(self._book)
            self._column.addWidget(line)
        finished = self._book.finished
        for each in finished:
            self._column.addWidget(_FinishedLine(each))
        if not self._lines and not finished:
            self._column.addWidget(words(tr("Nothing is under way."), "muted"))
        said = list(self._notices)[:_NOTICES]
        if said:
            self._column.addWidget(words(tr("What happened"), "strong"))
        for notice in said:
            told = words(f"{moment(notice.at)}   {notice.text}", "secondary", wraps=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._column.addWidget(told)
        self._column.addStretch(1)
        self._forget.setEnabled(bool(finished))

    def _place(self) -> None:
        room = self._window.rect()
        width = min(round(scaled(self, _WIDTH)), room.width() - 2 * _GAP)
        self._inner.setMaximumWidth(width - 2)
        self._column.activate()
        inside = self._column.totalHeightForWidth(width - 2)
        head = self._close.sizeHint().height() + 20
        most = min(round(scaled(self, _MOST_HEIGHT)), room.height() - 100)
        height = min(most, head + max(inside, self._column.totalSizeHint().height()))
        bottom = room.height() - round(scaled(self, 34)) - _GAP
        left = room.width() - width - _GAP
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = _GAP
        self.setGeometry(left, bottom - height, width, height)


class _RunningLine(QWidget):
    """One task that runs: its title, how far it is, and a way to stop it."""

    def __init__(self, task: Task, theme: Theme) -> None:
        super().__init__()
        self._task = task
        self._said = words("", "muted", "secondary")
        self._line = ProgressLine(task.title, theme.accent)
        stop = button(tr("Cancel"), self._stop)
        stop.setAccessibleName(tr("Cancel: {title}", title=task.title))
        row = QHBoxLayout()
        row.addWidget(words(task.title), 1)
        row.addWidget(stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._line)
        layout.addWidget(self._said)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._line.set_colour(theme.accent)

    def show_share(self, book: TaskBook) -> None:
        """Show how far the task is."""
        share = book.share(self._task)
        self._line.show_share(share.done, share.total)
        percent = tr("{percent} %", percent=share.percent) if share.percent is not None else ""
        parts = (share.text, percent, time_left(share.seconds))
        self._said.setText(in_a_row(parts) or tr("Waiting or starting"))

    def _stop(self) -> None:
        self._task.cancel()
        self._said.setText(tr("Stopping"))


class _FinishedLine(QWidget):
    """One task that has ended: what came of it, and the folder with what it wrote."""

    def __init__(self, finished: Finished) -> None:
        super().__init__()
        sign, state = _STATES[finished.state]()
        said = finished.outcome or state
        text = words(f"{sign} {finished.title}: {said}", wraps=True)
        if finished.state is State.FAILED:
            set_role(text, "problem")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(text, 1)
        row.addWidget(words(moment(finished.at), "muted", "secondary"))
        if finished.folder is not None:
            folder = str(finished.folder)
            row.addWidget(button(tr("Open the folder"), lambda: open_folder(folder)))


_STATES: dict[State, Callable[[], tuple[str, str]]] = {
    State.DONE: lambda: ("✓", tr("done")),
    State.FAILED: lambda: ("✕", tr("did not work")),
    State.CANCELLED: lambda: ("–", tr("stopped, nothing was kept")),
    State.RUNNING: lambda: ("", ""),
}
