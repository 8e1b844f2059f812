"""The table of what lies in the hub: whose, since when, and whether it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtWidgets import QHeaderView

from db.packages.hub.exchange import Direction, Place
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import number, size_words
from gui.widgets.row_models import TableModel

_ROWS_SHOWN = 8


class Column(IntEnum):
    """What the table shows of each file."""

    WHO = 0
    WHAT = 1
    WHEN = 2
    SIZE = 3
    STATE = 4


class HubTable(QuietTable):
    """One row a file, to be looked at."""

    def __init__(self) -> None:
        super().__init__(tr("What lies in the hub"))
        titles = (tr("Whose"), tr("What"), tr("Since"), tr("Size"), "")
        self._places = TableModel(self, titles, _words)
        self.setModel(self._places)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.WHO, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(_ROWS_SHOWN)
        self.say_when_empty(tr("Nothing of this project lies there yet."))

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these."""
        self._places.show_rows(places)


def _words(place: Place, column: int) -> str:
    match Column(column):
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
