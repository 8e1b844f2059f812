"""The frame of the page: title and tabs above a scrolling column, and the panel beside it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gui.background import Task
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.parts import words
from gui.widgets.scrolled_column import ScrolledColumn
from gui.widgets.task_line import TaskLine
from gui.widgets.underline_tabs import UnderlineTabs

_SPLITTER = "agreement"
_COLUMN_WIDTH, _SIDE_WIDTH = 1128, 312
_SHOWN_AFTER_MS = 400


class Frame(QWidget):
    """Put the views into `column`; `tabs` says which of them is to be seen."""

    def __init__(self, theme: Theme, settings: Settings, side: QWidget) -> None:
        super().__init__()
        self._lead = ElidedLabel()
        set_role(self._lead, "muted")
        self._nothing = words("", "muted", wraps=True)
        self._nothing.hide()
        self._line = TaskLine(theme.accent)
        self._task: Task | None = None
        # Most work is done before anybody could read what it is.
        self._soon = QTimer(self, interval=_SHOWN_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._show_task)
        self.head = QHBoxLayout()
        self.tabs = UnderlineTabs(tr("What is shown"))
        self.column = QVBoxLayout()
        for title in (tr("Figures"), tr("Annotators")):
            self.tabs.addTab(title)
        self._lay_out(settings, side)

    def set_lead(self, said: str) -> None:
        """The muted words after the title: what is compared."""
        self._lead.setText(said)

    def say_nothing_yet(self, said: str) -> None:
        """Why there are no figures yet; "" where there are some."""
        self._nothing.setText(said)
        self._nothing.setVisible(bool(said))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._line.set_colour(theme.accent)

    @Slot(object)
    def follow(self, task: Task) -> None:
        """Show how far a task is, if it takes long enough to be noticed."""
        self._task = task
        task.finished.connect(self._forget)
        if not self._soon.isActive():
            self._soon.start()

    def stop_following(self) -> None:
        """Nothing is being worked out any more."""
        self._soon.stop()
        self._task = None

    @Slot()
    def _show_task(self) -> None:
        if self._task is not None and self._task.is_running:
            self._line.show_task(self._task)

    @Slot(object)
    def _forget(self, _state: object) -> None:
        if self._task is not None and not self._task.is_running:
            self._task = None

    def _lay_out(self, settings: Settings, side: QWidget) -> None:
        self.head.setSpacing(10)
        self.head.addWidget(words(tr("Agreement"), "title"))
        self.head.addWidget(self._lead, 1)
        scrolled = ScrolledColumn("page", QMargins(28, 22, 28, 24), spacing=12)
        scrolled.column.addLayout(self.head)
        for part in (self.tabs, self._line, self._nothing):
            scrolled.column.addWidget(part)
        scrolled.column.addLayout(self.column)
        scrolled.column.addStretch(1)
        splitter = QSplitter()
        splitter.addWidget(scrolled)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes(settings.splitter_sizes(_SPLITTER) or [_COLUMN_WIDTH, _SIDE_WIDTH])
        splitter.splitterMoved.connect(
            lambda: settings.keep_splitter_sizes(_SPLITTER, splitter.sizes())
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
