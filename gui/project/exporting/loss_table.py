"""The table of what a format can't hold: how often, what, and what happens to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView

from db.exports.tally import LossCount
from gui.project.exporting import wording
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.parts import number
from gui.widgets.row_models import TableModel

_ROWS_SHOWN = 6


class LossTable(QuietTable):
    """`wanted` carries the LossCount whose places a person wants to see, by Enter or a click."""

    wanted = Signal(object)

    def __init__(self, accessible_name: str) -> None:
        super().__init__(accessible_name)
        titles = ("", tr("What"), tr("What becomes of it"))
        self.losses = TableModel(self, titles, _words, tips=_places, numbers=(0,))
        self.setModel(self.losses)
        self.setSelectionMode(QuietTable.SelectionMode.SingleSelection)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        columns.setStretchLastSection(True)
        self.show_at_most(_ROWS_SHOWN)
        self.taken.connect(lambda row: self.wanted.emit(self.losses.rows[row]))
        self.clicked.connect(lambda index: self.wanted.emit(self.losses.rows[index.row()]))
        self.resized.connect(self._fit_columns)

    def show_losses(self, losses: Sequence[LossCount]) -> None:
        """Show these; nothing moves where they are the same."""
        if tuple(losses) != self.losses.rows:
            self.losses.show_rows(losses)
        self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.viewport().width() - self.columnWidth(0)
        self.setColumnWidth(1, max(60, room * 2 // 5))


def _words(loss: LossCount, column: int) -> str:
    return (number(loss.number), loss.what or tr("the text"), wording.lost(loss.kind))[column]


def _places(loss: LossCount, _column: int) -> str:
    """What becomes of it in full, and the first places."""
    return "\n".join((wording.lost(loss.kind), *loss.where))
