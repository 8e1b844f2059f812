"""What all sections of the Project page share: a heading, a scrolling column, and re-reading only when seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.model import Changes
from gui.project_session import ProjectSession
from gui.theme import Theme

_COLUMN_CHARACTERS = 130


class Section(QWidget):
    """One section; fill `column` (and `head` beside the title), say which tables it shows, and re-read in `reload`.

    A hidden section only remembers that it is stale.
    """

    tables: tuple[str, ...] = ()

    def __init__(self, session: ProjectSession, theme: Theme, title: str) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self._is_stale = True
        self._lead = QLabel()
        self._lead.setProperty("muted", True)  # noqa: FBT003 - Qt's way
        self.head = QHBoxLayout()
        self.column = QVBoxLayout()
        self._lay_out(title)
        session.changed.connect(self._follow)

    def set_lead(self, text: str) -> None:
        """The muted words after the title: what there is, in figures."""
        self._lead.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme

    def reload(self) -> None:
        """Read again what is shown; called only while the section can be seen."""

    def reload_if_stale(self) -> None:
        """Read again if something changed since it was last read."""
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the section was hidden."""
        super().showEvent(event)
        self.reload_if_stale()

    def _follow(self, changes: Changes) -> None:
        if changes.touches(None, *self.tables):
            self._is_stale = True
            if self.isVisible():
                self.reload_if_stale()

    def _lay_out(self, title: str) -> None:
        heading = QLabel(title)
        heading.setProperty("title", True)  # noqa: FBT003 - Qt's way
        self.head.setSpacing(10)
        self.head.addWidget(heading)
        self.head.addWidget(self._lead, 1)
        self.column.setSpacing(14)
        inner = QFrame()
        inner.setProperty("pane", "page")
        inner.setMaximumWidth(_COLUMN_CHARACTERS * self.fontMetrics().averageCharWidth())
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(30, 24, 30, 24)
        inside.setSpacing(16)
        inside.addLayout(self.head)
        inside.addLayout(self.column, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
