"""The list of layers that were edited in two copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from db.model import AnnotatorId
from db.queries.forks import Fork
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.row_models import TableModel

_ROWS_SHOWN = 6


class Column(IntEnum):
    """What the list shows of each copy."""

    ARTICLE = 0
    WHO = 1
    EDITED = 2
    STATE = 3


class ForkList(QuietTable):
    """One row a copy; `chosen` carries the Fork that is to be looked at, or None."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Articles that were edited in two copies"))
        self._names: Mapping[AnnotatorId, str] = {}
        titles = (tr("Article"), tr("By"), tr("Other copy edited"), "")
        self._forks = TableModel(self, titles, self._words)
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
        return self._forks.rows[rows[0]] if rows else None

    def show_forks(self, forks: Sequence[Fork], names: Mapping[AnnotatorId, str]) -> None:
        """Show these; the chosen one stays so, else the one in its place is chosen."""
        before, rows = self.current, self.selected_rows()
        self._names = names
        self._forks.show_rows(forks)
        ids = [each.id for each in forks]
        place = min(rows[0] if rows else 0, len(ids) - 1)
        if before is not None and before.id in ids:
            place = ids.index(before.id)
        if ids:
            self.selectRow(place)
        self.chosen.emit(self.current)

    def _words(self, fork: Fork, column: int) -> str:
        match Column(column):
            case Column.ARTICLE:
                return fork.title
            case Column.WHO:
                return self._names.get(fork.annotator, "")
            case Column.EDITED:
                return moment(fork.edited)
            case Column.STATE:
                return tr("to decide") if fork.is_open else tr("decided")
