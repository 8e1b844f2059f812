"""The table of what everybody would get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QHeaderView

from db.assignment.model import Load
from db.model import AnnotatorId
from gui.project.assignment.wording import number
from gui.project.quiet_table import QuietTable
from gui.translation import tr

_Index = QModelIndex | QPersistentModelIndex
_ROWS = 12


class Column(IntEnum):
    """What the table shows of each person."""

    NAME = 0
    NEW_ARTICLES = 1
    NEW_WORDS = 2
    ARTICLES = 3
    WORDS = 4
    REPEATS = 5


_TITLES = ("Who", "gets", "words", "in this round", "words", "twice")


class LoadTable(QuietTable):
    """One row a person, to be looked at."""

    def __init__(self) -> None:
        super().__init__(tr("What everybody would get"))
        self._loads = _Model(self)
        self.setModel(self._loads)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(_ROWS)

    def show_loads(self, loads: Sequence[Load], names: Mapping[AnnotatorId, str]) -> None:
        """Show these; what comes twice only where anything does."""
        self._loads.show_loads(loads, names)
        self.setColumnHidden(Column.REPEATS, not any(each.repeats for each in loads))


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._loads: tuple[Load, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}

    def show_loads(self, loads: Sequence[Load], names: Mapping[AnnotatorId, str]) -> None:
        self.beginResetModel()
        self._loads, self._names = tuple(loads), names
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._loads)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(self._loads[index.row()], column)
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _words(self, load: Load, column: Column) -> str:
        match column:
            case Column.NAME:
                return self._names.get(load.annotator, "")
            case Column.NEW_ARTICLES:
                return number(load.new_articles)
            case Column.NEW_WORDS:
                return number(load.new_words)
            case Column.ARTICLES:
                return number(load.articles)
            case Column.WORDS:
                return number(load.words)
            case Column.REPEATS:
                return number(load.repeats)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeading if column == Column.NAME else _END
    return side | Qt.AlignmentFlag.AlignVCenter


_END = Qt.AlignmentFlag.AlignTrailing
