"""The only place that makes tables quiet: whole rows, no grid, air that grows with the zoom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from gui.widgets.painting import colour, scaled
from gui.widgets.row_delegate import RowDelegate

_AIR = 12


class QuietTable(QTableView):
    """A table of rows; `taken` carries the one that a person pressed Enter on or double-clicked."""

    taken = Signal(int)
    resized = Signal()

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self._row_limit = 0
        self._when_empty = ""
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab goes on to the next widget; the arrows walk through the rows.
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(24)
        self.doubleClicked.connect(lambda index: self.taken.emit(index.row()))
        self._fit_rows()

    def show_at_most(self, rows: int) -> None:
        """Be as high as the rows there are, and scroll from this number on."""
        self._row_limit = rows
        self._fit_height()

    def say_when_empty(self, words: str) -> None:
        """What stands in place of rows while there are none."""
        self._when_empty = words
        self.viewport().update()

    def selected_rows(self) -> tuple[int, ...]:
        """The chosen rows from top to bottom."""
        return tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current row."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell, so that columns can be fitted to the room."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and a hairline under each, or the words in place of rows."""
        super().paintEvent(event)
        height = self.verticalHeader().defaultSectionSize()
        painter = QPainter(self.viewport())
        count = self.model().rowCount() if self.model() is not None else 0
        if not count:
            side = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            painter.drawText(
                self.viewport().rect().adjusted(6, _AIR, -6, 0), side, self._when_empty
            )
        painter.setPen(colour(QPalette.ColorRole.Mid))
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        for row in range(first, (count if last < 0 else last + 1)):
            y = self.rowViewportPosition(row) + height - 1
            painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()

    def reset(self) -> None:
        """Keep the height in step with the rows."""
        super().reset()
        self._fit_height()

    def _fit_rows(self) -> None:
        height = self.fontMetrics().height() + round(scaled(self, _AIR))
        self.verticalHeader().setDefaultSectionSize(height)
        self._fit_height()

    def _fit_height(self) -> None:
        if not self._row_limit:
            return
        rows = self.model().rowCount() if self.model() is not None else 0
        head = (
            self.horizontalHeader().sizeHint().height()
            if self.horizontalHeader().isVisibleTo(self)
            else 0
        )
        wanted = (
            head
            + max(1, min(rows, self._row_limit)) * self.verticalHeader().defaultSectionSize()
            + 1
        )
        if self.minimumHeight() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)
