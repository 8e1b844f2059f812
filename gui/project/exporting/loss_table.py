"""The table of what a format can't hold: how often, what, and what happens to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHeaderView

from db.exports.tally import LossCount
from gui.project.exporting import wording
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.parts import number

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 6


class LossModel(QAbstractTableModel):
    """One row a kind and a label, role, answer or field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._losses: tuple[LossCount, ...] = ()

    def show_losses(self, losses: Sequence[LossCount]) -> None:
        """Show these; nothing moves where they are the same."""
        if tuple(losses) != self._losses:
            self.beginResetModel()
            self._losses = tuple(losses)
            self.endResetModel()

    def loss(self, row: int) -> LossCount:
        """The loss of a row."""
        return self._losses[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a loss."""
        return 0 if parent.isValid() else len(self._losses)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many, what, and what becomes of it."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", tr("What"), tr("What becomes of it"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words; the first places as a tool tip."""
        each = self._losses[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            what = each.what or tr("the text")
            return (number(each.number), what, wording.lost(each.kind))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((wording.lost(each.kind), *each.where))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None


class LossTable(QuietTable):
    """`wanted` carries the LossCount whose places a person wants to see, by Enter or a click."""

    wanted = Signal(object)

    def __init__(self, accessible_name: str) -> None:
        super().__init__(accessible_name)
        self.losses = LossModel(self)
        self.setModel(self.losses)
        self.setSelectionMode(QuietTable.SelectionMode.SingleSelection)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        columns.setStretchLastSection(True)
        self.show_at_most(_ROWS_SHOWN)
        self.taken.connect(lambda row: self.wanted.emit(self.losses.loss(row)))
        self.clicked.connect(lambda index: self.wanted.emit(self.losses.loss(index.row())))
        self.resized.connect(self._fit_columns)

    def show_losses(self, losses: Sequence[LossCount]) -> None:
        """Show these."""
        self.losses.show_losses(losses)
        self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.viewport().width() - self.columnWidth(0)
        self.setColumnWidth(1, max(60, room * 2 // 5))
