"""The table of the files of an import: what each is read as, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from gui.icons import icon
from gui.project.importing.file_rows import FileRow, Standing
from gui.project.quiet_table import QuietTable
from gui.theme import Theme, readable_on
from gui.translation import tr
from gui.widgets.row_delegate import RowDelegate
from gui.widgets.row_models import Index, TableModel

_SHARES = (34, 17, 17, 32)
_MOST_ROWS = 12


class Column(IntEnum):
    """What the table shows of each file."""

    NAME = 0
    KIND = 1
    ENCODING = 2
    OUTCOME = 3


class FileModel(TableModel[FileRow]):
    """Files in the columns of `Column`."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        titles = (tr("File"), tr("Read as"), tr("Encoding"), tr("What comes of it"))
        super().__init__(parent, titles, _words, tips=_tip)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, its sign and its colour."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DecorationRole and column == Column.NAME:
            return {
                Standing.READ: icon("file", self._theme.muted),
                Standing.PROBLEM: icon("warning", self._theme.warning),
                Standing.LEFT_OUT: icon("state-skipped", self._theme.muted),
            }[row.standing]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_quiet = row.standing is Standing.LEFT_OUT or column == Column.ENCODING
            return readable_on(self._theme.selection, self._theme.muted) if is_quiet else None
        return super().data(index, role)


class _NameDelegate(RowDelegate):
    """Cuts a long name in its middle, so that its end can be read."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say where words are cut."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class FileTable(QuietTable):
    """`left_out` says that a person pressed Delete."""

    left_out = Signal()
    chosen_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Files to import"))
        self.files = FileModel(theme, self)
        self.setModel(self.files)
        self.setItemDelegateForColumn(Column.NAME, _NameDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.resized.connect(self._fit_columns)
        self.show_at_most(_MOST_ROWS)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """Show these; what was chosen stays chosen, and something always is."""
        before = {each.path for each in self.chosen}
        self.files.show_rows(rows)
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        kept = [at for at, each in enumerate(rows) if each.path in before] or [0][: len(rows)]
        model = self.selectionModel()
        if kept:
            current = self.files.index(kept[0], 0)
            model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        for at in kept:
            model.select(self.files.index(at, 0), flags)
        self.chosen_changed.emit()

    @property
    def chosen(self) -> tuple[FileRow, ...]:
        """The files that are chosen."""
        rows = self.files.rows
        return tuple(rows[at] for at in self.selected_rows() if at < len(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete leaves the chosen files out."""
        if event.key() == Qt.Key.Key_Delete:
            self.left_out.emit()
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, room * share // sum(_SHARES))


def _words(row: FileRow, column: int) -> str:
    match Column(column):
        case Column.NAME:
            return row.name
        case Column.KIND:
            return row.kind_words
        case Column.ENCODING:
            return row.encoding
        case Column.OUTCOME:
            return row.outcome


def _tip(row: FileRow, column: int) -> str:
    return str(row.path) if column == Column.NAME else _words(row, column)
