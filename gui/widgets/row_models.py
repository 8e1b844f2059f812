"""The only place for models of rows that are replaced as a whole: of a list, and of a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

ROW = Qt.ItemDataRole.UserRole
"""The role under which a list has the row itself, for whoever draws it."""

_SAID = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class ListModel(QAbstractListModel, Generic[Row]):
    """Rows one below the other; `spoken` puts one into words for screen readers and tool tips."""

    def __init__(self, parent: QObject, spoken: Callable[[Row], str]) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, whatever was chosen before."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are; none has children."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or its words."""
        if role == ROW:
            return self.rows[index.row()]
        if role in _SAID:
            return self._spoken(self.rows[index.row()])
        return None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows under titles; `words` says what a cell reads, by its row and the number of its column.

    The columns in `numbers` stand at the end of their cells. `tips` says more than a cell has room
    for; without it that is what the cell reads.
    """

    def __init__(
        self,
        parent: QObject,
        titles: Sequence[str],
        words: Callable[[Row, int], str],
        *,
        tips: Callable[[Row, int], str] | None = None,
        numbers: Collection[int] = (),
    ) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._words = words
        self._tips = tips or words
        self._numbers = frozenset(numbers)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, whatever was chosen before."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Call the columns something else; there are as many as before."""
        self._titles = tuple(titles)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are; none has children."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One column a title."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles, over numbers at the end like these."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, what there is to say of it, and its side."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips(self.rows[index.row()], index.column())
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag | None:
        return _TRAILING if column in self._numbers else None
