"""The table of what everybody would get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtWidgets import QHeaderView

from db.assignment.model import Load
from db.model import AnnotatorId
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.parts import number
from gui.widgets.row_models import TableModel

_ROWS = 12


class Column(IntEnum):
    """What the table shows of each person."""

    NAME = 0
    NEW_ARTICLES = 1
    NEW_WORDS = 2
    ARTICLES = 3
    WORDS = 4
    REPEATS = 5


_NUMBERS = frozenset(Column) - {Column.NAME}


class LoadTable(QuietTable):
    """One row a person, to be looked at."""

    def __init__(self) -> None:
        super().__init__(tr("What everybody would get"))
        self._names: Mapping[AnnotatorId, str] = {}
        words = tr("words")
        titles = (tr("Who"), tr("gets"), words, tr("in this round"), words, tr("twice"))
        self._loads = TableModel(self, titles, self._words, numbers=_NUMBERS)
        self.setModel(self._loads)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(_ROWS)

    def show_loads(self, loads: Sequence[Load], names: Mapping[AnnotatorId, str]) -> None:
        """Show these; what comes twice only where anything does."""
        self._names = names
        self._loads.show_rows(loads)
        self.setColumnHidden(Column.REPEATS, not any(each.repeats for each in loads))

    def _words(self, load: Load, column: int) -> str:
        match Column(column):
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
