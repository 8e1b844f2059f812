"""The recent projects of the welcome page, counted in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.background import Background
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.translation import tr
from gui.welcome import recent
from gui.welcome.recent import RecentProject
from gui.welcome.recent_row import RecentRow
from gui.widgets.parts import clear, words


class RecentPane(QScrollArea):
    """A row for each; `opened` carries the path of the chosen one."""

    opened = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._background: Background | None = None
        self.rows: list[RecentRow] = []
        inside = QFrame()
        set_role(inside, "pane", "page")
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._column)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Recent projects"))

    @property
    def has_any(self) -> bool:
        """Whether there is a project to go on with."""
        return any(row.face.isEnabled() for row in self.rows)

    def take_focus(self) -> None:
        """Put the focus on the latest one that is there."""
        for row in self.rows:
            if row.face.isEnabled():
                row.face.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def refresh(self) -> None:
        """List the projects, and look into them in the background."""
        clear(self._column)
        self.rows = []
        for path in self._settings.recent_projects:
            row = RecentRow(recent.glance(path, self._settings.opened(path)))
            row.opened.connect(self.opened)
            row.forgotten.connect(self._forget)
            self.rows.append(row)
            self._column.addWidget(row)
        if not self.rows:
            self._column.addWidget(words(tr("What you open is listed here."), "muted"))
        if self._background is not None:
            for row in self.rows:
                self._count(row, self._background)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at each show: work may have been done meanwhile."""
        super().showEvent(event)
        if self._background is None:
            self._background = Background(self)
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is counted that nobody sees."""
        super().hideEvent(event)
        if self._background is not None:
            self._background.close()
            self._background.deleteLater()
            self._background = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk through the rows."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        at = next((n for n, row in enumerate(self.rows) if _holds(row, focused)), None)
        if at is not None and 0 <= at + step < len(self.rows):
            self.rows[at + step].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.rows[at + step])

    def _count(self, row: RecentRow, background: Background) -> None:
        path = row.path

        def show(project: RecentProject) -> None:
            if row in self.rows:
                row.show_project(project)

        opened = self._settings.opened(path)
        background.start(lambda _progress: recent.look(path, opened), done=show, pure=True)

    def _forget(self, path: Path) -> None:
        at = next(n for n, row in enumerate(self.rows) if row.path == path)
        self._settings.forget_project(path)
        self.refresh()
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.window().setFocus()


def _holds(row: RecentRow, widget: QWidget | None) -> bool:
    return widget is not None and row.isAncestorOf(widget)
