"""What all sections share: a heading, a scrolling column, and re-reading only when seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.model import Changes
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.painting import scaled
from gui.widgets.parts import words
from gui.widgets.wrapping_row import WrappingRow

_COLUMN_WIDTH = 860
_WIDE_COLUMN_WIDTH = 1400
_TWO_COLUMNS = 560


class Section(QWidget):
    """One section: fill `column`, name the `tables` that it shows, and re-read in `reload`.

    A hidden section only remembers that it is stale.
    """

    tables: tuple[str, ...] = ()

    def __init__(
        self, session: ProjectSession, theme: Theme, title: str, *, is_wide: bool = False
    ) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self._is_stale = True
        self._width = _WIDE_COLUMN_WIDTH if is_wide else _COLUMN_WIDTH
        self._lead = ElidedLabel()
        set_role(self._lead, "muted")
        self.column = QVBoxLayout()
        self._splitter: QSplitter | None = None
        self._inner = QFrame()
        self._scroll = QScrollArea()
        self._outer = QVBoxLayout(self)
        self._head = self._make_head(title)
        self._lay_out()
        session.changed.connect(self._follow)

    def set_lead(self, text: str) -> None:
        """The muted words after the title: what there is, in figures."""
        self._lead.setText(text)

    def add_act(self, part: QPushButton) -> None:
        """Put a button at the end of the heading, or below it where there is no room."""
        self._head.add_act(part)

    def add_side(self, side: QWidget) -> QSplitter:
        """Put a panel beside the column, as high as the section; its width is the caller's.

        Where there is no room beside, it stands below.
        """
        splitter = self._splitter = QSplitter()
        splitter.addWidget(self._scroll)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        self._outer.addWidget(splitter)
        return splitter

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) part; False where there are none to go through.

        The key for it is the window's, which means tabs elsewhere: a second one here would be
        ambiguous.
        """
        _ = by
        return False

    def reload(self) -> None:
        """Read again what is shown; called only while the section can be seen."""

    def reload_if_stale(self) -> None:
        """Read again if something changed since it was last read."""
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def mark_stale(self) -> None:
        """Read again now, or when the section is next seen."""
        self._is_stale = True
        if self.isVisible():
            self.reload_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the section was hidden."""
        super().showEvent(event)
        self.reload_if_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column's width in step with the zoom."""
        super().resizeEvent(event)
        if self._splitter is not None:
            is_narrow = self.width() < scaled(self, _TWO_COLUMNS)
            way = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
            self._splitter.setOrientation(way)
        self._inner.setMaximumWidth(round(scaled(self, self._width)))

    def _follow(self, changes: Changes) -> None:
        # Whatever a commit wrote, it wrote into the journal as well.
        is_in_journal = "operation" in self.tables and bool(changes.tables)
        if is_in_journal or changes.touches(None, *self.tables):
            self.mark_stale()

    def _make_head(self, title: str) -> WrappingRow:
        start = QWidget()
        line = QHBoxLayout(start)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(words(title, "title"))
        line.addWidget(self._lead, 1)
        return WrappingRow(start, (), gap=10, patient=True)

    def _lay_out(self) -> None:
        self.column.setSpacing(14)
        inside = QVBoxLayout(self._inner)
        inside.setContentsMargins(28, 22, 28, 24)
        inside.setSpacing(16)
        inside.addWidget(self._head)
        inside.addLayout(self.column, 1)
        # The ground reaches to the window's edge; the column stays readable.
        ground = QFrame()
        set_role(ground, "pane", "page")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._inner, 1_000)
        across.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(ground)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._scroll)
