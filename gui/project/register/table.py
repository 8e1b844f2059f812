"""The register as a table: its columns by need, and which referents are chosen in it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Slot
from PySide6.QtWidgets import QHeaderView

from db.model import ReferentId
from db.queries.referents import RegisterEntry
from gui.project.quiet_table import QuietTable
from gui.project.register.model import Column, RegisterModel
from gui.translation import tr

_NAME_LETTERS = 24
_COLUMN_LETTERS = (
    (Column.MENTIONS, 13),
    (Column.KIND, 22),
    (Column.ARTICLES, 11),
    (Column.OWNER, 13),
)
"""The widths of the columns in letters, the most needed first."""


class RegisterTable(QuietTable):
    """One row a referent, the most mentioned first until a person wants another order."""

    def __init__(self, register: RegisterModel) -> None:
        super().__init__(tr("Register"))
        self._register = register
        self.setModel(register)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.sortByColumn(Column.MENTIONS, Qt.SortOrder.DescendingOrder)
        self.resized.connect(self.fit_columns)
        # What is made anew, as for another order, forgets what is selected and tells nobody.
        self._kept: tuple[ReferentId, ...] = ()
        register.modelAboutToBeReset.connect(self._remember)
        register.modelReset.connect(lambda: self.choose(self._kept))

    @property
    def chosen(self) -> tuple[RegisterEntry, ...]:
        """The selected referents from top to bottom."""
        return tuple(self._register.entry(row) for row in self.selected_rows())

    def choose(self, wanted: Iterable[ReferentId]) -> None:
        """Select these referents as far as they are listed, else nothing."""
        rows = [row for each in wanted if (row := self._register.row_of(each)) is not None]
        selection = QItemSelection()
        last = len(Column) - 1
        for row in rows:
            selection.select(self._register.index(row, 0), self._register.index(row, last))
        model = self.selectionModel()
        if rows:
            model.setCurrentIndex(
                self._register.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot()
    def _remember(self) -> None:
        self._kept = tuple(each.referent.id for each in self.chosen)

    @Slot()
    def fit_columns(self) -> None:
        """Give each column its room, and leave out the least needed ones where there is little."""
        letter = self.fontMetrics().averageCharWidth()
        room = self.viewport().width() - _NAME_LETTERS * letter
        shown = []
        for column, letters in _COLUMN_LETTERS:
            self.setColumnWidth(column, letters * letter)
            room -= letters * letter
            shown.append((column, room >= 0))
        for column, fits in shown:
            self.setColumnHidden(column, not fits)
