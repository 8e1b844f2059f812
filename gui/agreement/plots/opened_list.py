"""What the lists of the Agreement page have in common: rows that a click or Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.widgets.quiet_list import QuietList
from gui.widgets.row_models import ROW, Index, ListModel

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Keyed(Protocol):
    """A row; `key` is what opening it tells, None where there is nothing to open."""

    @property
    def key(self) -> Hashable:
        """What it is opened by."""
        ...


Row = TypeVar("Row", bound=Keyed)


class OpenedList(QuietList, Generic[Row]):
    """Arrows move between rows; Enter or a click opens one, which `opened` tells with its key.

    It is as high as its rows, and scrolls from `rows_shown` on. `spoken` puts a row into words.
    """

    opened = Signal(object)

    def __init__(
        self, accessible_name: str, spoken: Callable[[Row], str], *, rows_shown: int
    ) -> None:
        super().__init__(accessible_name)
        self._model = ListModel(self, spoken)
        self._rows_shown = rows_shown
        self.marked: Hashable = None
        self.setModel(self._model)
        self.setMouseTracking(True)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one stays where it is."""
        current = self.currentIndex().row()
        self._model.show_rows(rows)
        if rows:
            self.setCurrentIndex(self._model.index(min(max(current, 0), len(rows) - 1)))
        self.fit()

    def mark(self, key: Hashable) -> None:
        """Mark the row of this key as the one that was opened; None for none."""
        self.marked = key
        self.viewport().update()

    def row_height(self) -> int:
        """How high a row is at the present zoom."""
        raise NotImplementedError

    def fit(self) -> None:
        """Be as high as the rows need."""
        rows = min(len(self.rows), self._rows_shown)
        self.setFixedHeight(max(1, rows * self.row_height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the current row."""
        if event.key() in _OPENING:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a row."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def _open(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW) if index.isValid() else None
        if row is not None and row.key is not None:
            self.opened.emit(row.key)


class RowDrawer(QStyledItemDelegate):
    """Gives each row of a list the height that the list says; what it draws is its own."""

    def __init__(self, view: OpenedList[Row]) -> None:
        super().__init__(view)
        self._row_height = view.row_height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One height for all."""
        return QSize(120, self._row_height())
