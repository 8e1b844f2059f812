"""The list of what is wrong with files, what is left out, and what is changed on the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from db.errors import Problem
from gui.icons import icon
from gui.project.quiet_table import QuietTable
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.row_delegate import RowDelegate

_ROWS_SHOWN = 9
_PLACE_LETTERS = 30


class Weight(IntEnum):
    """How much a remark matters: a problem stops the import."""

    PROBLEM = 0
    SKIPPED = 1
    NOTE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One line of the list."""

    weight: Weight
    problem: Problem

    @property
    def place(self) -> str:
        """The file's name and the line, as short as can be told apart."""
        name = Path(self.problem.path).name
        line = self.problem.line
        return name if line is None else tr("{file}, line {line}", file=name, line=line)

    @property
    def kind(self) -> str:
        """What the weight means, in words."""
        return {
            Weight.PROBLEM: tr("Problem"),
            Weight.SKIPPED: tr("Left out"),
            Weight.NOTE: tr("Note"),
        }[self.weight]


class RemarkModel(QAbstractTableModel):
    """Remarks in three columns: kind, place, reason."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._remarks: tuple[Remark, ...] = ()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show these, the heavier first."""
        self.beginResetModel()
        self._remarks = tuple(sorted(remarks, key=lambda each: each.weight))
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def remark(self, row: int) -> Remark:
        """The remark in a row."""
        return self._remarks[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """One row a remark."""
        return 0 if parent.isValid() else len(self._remarks)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Kind, place, reason."""
        return 0 if parent.isValid() else 3

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", tr("Where"), tr("What"))[section]
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A cell's words, its icon, and the whole reason as a tool tip."""
        remark = self._remarks[index.row()]
        reason = tr_said(remark.problem.reason)
        texts = ("", remark.place, reason)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (remark.kind, remark.problem.path, reason)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (remark.kind, *texts[1:])[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._icon(remark.weight)
        return None

    def _icon(self, weight: Weight) -> QIcon:
        if weight is Weight.PROBLEM:
            return icon("warning", self._theme.warning)
        return icon("state-skipped" if weight is Weight.SKIPPED else "info", self._theme.muted)


class _PlaceDelegate(RowDelegate):
    """Cuts a long name in its middle, so that the line's number stays."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say where words are cut."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class RemarkTable(QuietTable):
    """The table; Ctrl+C copies the chosen lines as "file, line: reason"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("What is to be known about the files"))
        self.remarks = RemarkModel(theme, self)
        self.setModel(self.remarks)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.setItemDelegateForColumn(1, _PlaceDelegate(self))
        self.resized.connect(self._fit_columns)
        self.show_at_most(_ROWS_SHOWN)
        copy = QAction(tr("Copy"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_chosen)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show these, the heavier first."""
        self.remarks.show_remarks(remarks)
        self._fit_columns()

    def _fit_columns(self) -> None:
        letters = _PLACE_LETTERS * self.fontMetrics().averageCharWidth()
        self.setColumnWidth(1, min(letters, self.viewport().width() * 2 // 5))

    def copy_chosen(self) -> None:
        """Put the chosen lines on the clipboard, all lines where none is chosen."""
        chosen = self.selected_rows() or range(self.remarks.rowCount())
        lines = (str(self.remarks.remark(row).problem) for row in chosen)
        QGuiApplication.clipboard().setText("\n".join(lines))
