"""The table of what lies in the hub: whose, since when, and whether it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QHeaderView

from db.packages.hub.exchange import Direction, Place
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import number, size_words

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 8


class Column(IntEnum):
    """What the table shows of each file."""

    WHO = 0
    WHAT = 1
    WHEN = 2
    SIZE = 3
    STATE = 4


_TITLES = ("Whose", "What", "Since", "Size", "")


class HubTable(QuietTable):
    """One row a file, to be looked at."""

    def __init__(self) -> None:
        super().__init__(tr("What lies in the hub"))
        self._places = _Model(self)
        self.setModel(self._places)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.WHO, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(_ROWS_SHOWN)
        self.say_when_empty(tr("Nothing of this project lies there yet."))

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these."""
        self._places.show_places(places)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._places: tuple[Place, ...] = ()

    def show_places(self, places: Sequence[Place]) -> None:
        self.beginResetModel()
        self._places = tuple(places)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._places)

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
        place = self._places[index.row()]
        match Column(index.column()):
            case Column.WHO:
                return place.name or tr("somebody unknown here")
            case Column.WHAT:
                return _what(place)
            case Column.WHEN:
                return moment(place.modified) if place.modified is not None else ""
            case Column.SIZE:
                return size_words(place.size)
            case Column.STATE:
                return _state(place)


def _what(place: Place) -> str:
    if place.direction is Direction.BACK:
        return tr("returned work")
    if place.number is None:
        return tr("a package")
    return tr("package {number}", number=number(place.number))


def _state(place: Place) -> str:
    if place.is_taken is None:
        return tr("waiting there")
    return tr("taken in") if place.is_taken else tr("new")
