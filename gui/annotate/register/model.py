"""The rows of the register as a Qt model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model import ReferentId
from gui.annotate.register.rows import Entry, Heading, Row

_Index = QModelIndex | QPersistentModelIndex


class RegisterModel(QAbstractListModel):
    """Headings can't be selected; `UserRole` gives the row itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where they are the same ones with other words, nothing moves."""
        new = tuple(rows)
        if new == self._rows:
            return
        if list(map(_key, new)) == list(map(_key, self._rows)):
            self._rows = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row_of(self, referent: ReferentId | None) -> int | None:
        """Where a referent stands."""
        return next(
            (
                at
                for at, row in enumerate(self._rows)
                if isinstance(row, Entry) and row.referent.id == referent
            ),
            None,
        )

    def entry(self, index: _Index) -> Entry | None:
        """The referent of a row, None for a heading."""
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        return row if isinstance(row, Entry) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are; none has children."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is only read."""
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        words = row.title if isinstance(row, Heading) else row.referent.name
        detail = str(row.count) if isinstance(row, Heading) else row.detail
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, {detail}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{words}\n{detail}" if detail else words
        return row if role == Qt.ItemDataRole.UserRole else None


def _key(row: Row) -> str:
    return row.label if isinstance(row, Heading) else row.referent.id
