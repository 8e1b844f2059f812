"""The list of what is wrong with files, what is left out, and what is changed on the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from db.errors import Problem
from gui.icons import icon
from gui.project.quiet_table import QuietTable
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.row_delegate import RowDelegate
from gui.widgets.row_models import Index, TableModel

_ROWS_SHOWN = 9
_PLACE_LETTERS = 30


class Column(IntEnum):
    """What the list shows of each remark."""

    KIND = 0
    PLACE = 1
    REASON = 2


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
    def reason(self) -> str:
        """What is to be known, in the language of the person."""
        return tr_said(self.problem.reason)

    @property
    def line(self) -> str:
        """The remark by itself, with the whole path, to be put into another program."""
        place = self.problem.path
        if self.problem.line is not None:
            place = tr("{file}, line {line}").format(file=place, line=self.problem.line)
        return f"{place}: {self.reason}"

    @property
    def kind(self) -> str:
        """What the weight means, in words."""
        return {
            Weight.PROBLEM: tr("Problem"),
            Weight.SKIPPED: tr("Left out"),
            Weight.NOTE: tr("Note"),
        }[self.weight]


class RemarkModel(TableModel[Remark]):
    """Remarks in the columns of `Column`."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent, ("", tr("Where"), tr("What")), _words, tips=_tip)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, or its sign, which is told in words as well."""
        remark = self.rows[index.row()]
        if index.column() == Column.KIND:
            if role == Qt.ItemDataRole.DecorationRole:
                return self._icon(remark.weight)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return remark.kind
        return super().data(index, role)

    def _icon(self, weight: Weight) -> QIcon:
        if weight is Weight.PROBLEM:
            return icon("warning", self._theme.warning)
        return icon("state-skipped" if weight is Weight.SKIPPED else "info", self._theme.muted)


class _PlaceDelegate(RowDelegate):
    """Cuts a long name in its middle, so that the line's number stays."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say where words are cut."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class RemarkTable(QuietTable):
    """The table; Ctrl+C copies the chosen lines as "file, line: reason"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("What is to be known about the files"))
        self.remarks = RemarkModel(theme, self)
        self.setModel(self.remarks)
        self.horizontalHeader().setSectionResizeMode(
            Column.KIND, QHeaderView.ResizeMode.ResizeToContents
        )
        self.horizontalHeader().setStretchLastSection(True)
        self.setItemDelegateForColumn(Column.PLACE, _PlaceDelegate(self))
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
        self.remarks.show_rows(sorted(remarks, key=lambda each: each.weight))
        self._fit_columns()

    def _fit_columns(self) -> None:
        letters = _PLACE_LETTERS * self.fontMetrics().averageCharWidth()
        self.setColumnWidth(Column.PLACE, min(letters, self.viewport().width() * 2 // 5))

    def copy_chosen(self) -> None:
        """Put the chosen lines on the clipboard, all lines where none is chosen."""
        rows = self.remarks.rows
        chosen = [rows[at] for at in self.selected_rows()] or rows
        QGuiApplication.clipboard().setText("\n".join(each.line for each in chosen))


def _words(remark: Remark, column: int) -> str:
    match Column(column):
        case Column.KIND:
            return ""
        case Column.PLACE:
            return remark.place
        case Column.REASON:
            return remark.reason


def _tip(remark: Remark, column: int) -> str:
    match Column(column):
        case Column.KIND:
            return remark.kind
        case Column.PLACE:
            return remark.problem.path
        case Column.REASON:
            return remark.reason
