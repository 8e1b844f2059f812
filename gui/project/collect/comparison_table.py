"""Two copies of a layer side by side, line by line; words say where they differ."""

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
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView

from db.merge.comparison import Standing
from gui.project.collect.comparison_words import Line, standing_words
from gui.project.quiet_table import QuietTable
from gui.theme import Theme
from gui.translation import tr

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 10


class Column(IntEnum):
    """What the table shows."""

    STANDING = 0
    ONE = 1
    OTHER = 2


class ComparisonTable(QuietTable):
    """Shows lines, all of them or only those that differ."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Both copies side by side"))
        self._lines = ComparisonModel(theme, self)
        self.setModel(self._lines)
        header = self.horizontalHeader()
        header.setSectionResizeMode(Column.STANDING, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.ONE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.OTHER, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(_ROWS_SHOWN)
        self.say_when_empty(tr("Both copies say the same."))

    def show_lines(self, shown: Sequence[Line], *, heads: tuple[str, str]) -> None:
        """Show these; `heads` say how much each copy holds."""
        self._lines.show_lines(shown, heads)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._lines.set_theme(theme)


class ComparisonModel(QAbstractTableModel):
    """Lines in the columns of `Column`."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._heads = ("", "")

    def show_lines(self, shown: Sequence[Line], heads: tuple[str, str]) -> None:
        """Show these, in their order."""
        self.beginResetModel()
        self._lines, self._heads = tuple(shown), heads
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `Column` has."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", *self._heads)[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words; what differs is bold on its side, and said in the first column."""
        line, column = self._lines[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (standing_words(line.standing), line.one, line.other)[column]
        is_same = line.standing is Standing.BOTH
        if role == Qt.ItemDataRole.FontRole and column is not Column.STANDING and not is_same:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and (is_same or column is Column.STANDING):
            return self._theme.muted if is_same else self._theme.warning
        return None
