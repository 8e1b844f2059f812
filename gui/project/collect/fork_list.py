"""The list of layers that were edited in two copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from db.model import AnnotatorId
from db.queries.forks import Fork
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 6


class Column(IntEnum):
    """What the list shows of each copy."""

    ARTICLE = 0
    WHO = 1
    EDITED = 2
    STATE = 3


_TITLES = ("Article", "By", "Other copy edited", "")


class ForkList(QuietTable):
    """One row a copy; `chosen` carries the Fork that is to be looked at, or None."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Articles that were edited in two copies"))
        self._forks = _Model(self)
        self.setModel(self._forks)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.ARTICLE, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(_ROWS_SHOWN)
        self.say_when_empty(tr("Nothing is left to decide."))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.current))

    @property
    def current(self) -> Fork | None:
        """The copy that is chosen."""
        rows = self.selected_rows()
        return self._forks.fork(rows[0]) if rows else None

    def show_forks(self, forks: Sequence[Fork], names: Mapping[AnnotatorId, str]) -> None:
        """Show these; the chosen one stays so, else the one in its place is chosen."""
        before, rows = self.current, self.selected_rows()
        self._forks.show_forks(forks, names)
        ids = [each.id for each in forks]
        place = min(rows[0] if rows else 0, len(ids) - 1)
        if before is not None and before.id in ids:
            place = ids.index(before.id)
        if ids:
            self.selectRow(place)
        self.chosen.emit(self.current)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._forks: tuple[Fork, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}

    def show_forks(self, forks: Sequence[Fork], names: Mapping[AnnotatorId, str]) -> None:
        self.beginResetModel()
        self._forks, self._names = tuple(forks), names
        self.endResetModel()

    def fork(self, row: int) -> Fork:
        return self._forks[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._forks)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        fork = self._forks[index.row()]
        match Column(index.column()):
            case Column.ARTICLE:
                return fork.title
            case Column.WHO:
                return self._names.get(fork.annotator, "")
            case Column.EDITED:
                return moment(fork.edited)
            case Column.STATE:
                return tr("to decide") if fork.is_open else tr("decided")
