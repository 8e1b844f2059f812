"""Two copies of a layer side by side, line by line; words say where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView

from db.merge.comparison import Standing
from gui.project.collect.comparison_words import Line, standing_words
from gui.project.quiet_table import QuietTable
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.row_models import Index, TableModel

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
        self._lines.set_titles(("", *heads))
        self._lines.show_rows(shown)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._lines.set_theme(theme)


class ComparisonModel(TableModel[Line]):
    """Lines in the columns of `Column`; what differs is bold on its side."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent, ("",) * len(Column), _words)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, with their weight and colour."""
        is_same = self.rows[index.row()].standing is Standing.BOTH
        is_standing = index.column() == Column.STANDING
        if role == Qt.ItemDataRole.FontRole and not is_standing and not is_same:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and (is_same or is_standing):
            return self._theme.muted if is_same else self._theme.warning
        return super().data(index, role)


def _words(line: Line, column: int) -> str:
    return (standing_words(line.standing), line.one, line.other)[column]
