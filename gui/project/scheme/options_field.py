"""The only place where the options of a choice are edited: a small table with its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.scheme.model import Option
from gui.project.scheme.draft import OptionItem
from gui.project.scheme.icon_button import icon_button
from gui.project.scheme.names import name_from_title
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import colour
from gui.widgets.row_delegate import RowDelegate

_TITLE, _VALUE = 0, 1
_MOST_ROWS_SHOWN = 9


class OptionsField(QWidget):
    """Changes the items of one question in place; `edited` says that it did."""

    edited = Signal()

    def __init__(self, options: list[OptionItem]) -> None:
        super().__init__()
        self._options = options
        self._table = QTableWidget(0, 2)
        self._table.setAccessibleName(tr("Options"))
        self._table.setHorizontalHeaderLabels([tr("Shown as"), tr("Kept as")])
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._table.setItemDelegate(RowDelegate(self._table))
        self._table.itemChanged.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(_framed(self._table))
        layout.addLayout(self._make_buttons())
        self._fill(None)
        self.setFocusProxy(self._table)

    def show_faults(self, faults: Mapping[int, str]) -> None:
        """Mark the rows of the options that something is wrong with."""
        self._table.blockSignals(True)  # noqa: FBT003 - Qt's way
        for row in range(self._table.rowCount()):
            for column in (_TITLE, _VALUE):
                reason = faults.get(row, "")
                role = QPalette.ColorRole.BrightText if reason else QPalette.ColorRole.Text
                if cell := self._table.item(row, column):
                    cell.setToolTip(reason)
                    cell.setForeground(colour(role))
        self._table.blockSignals(False)  # noqa: FBT003

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, words, slot in (
            ("add", tr("Add an option"), self._add),
            ("up", tr("Move the option up"), self._move_up),
            ("down", tr("Move the option down"), self._move_down),
            ("bin", tr("Remove the option"), self._remove),
        ):
            row.addWidget(icon_button(self, name, words, slot))
        row.addStretch(1)
        return row

    def _fill(self, current: int | None, column: int = _TITLE) -> None:
        self._table.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._table.setRowCount(len(self._options))
        for row, item in enumerate(self._options):
            self._table.setItem(row, _TITLE, QTableWidgetItem(item.value.title))
            self._table.setItem(row, _VALUE, QTableWidgetItem(item.value.value))
        self._table.blockSignals(False)  # noqa: FBT003
        self._fit()
        if self._options and current is not None:
            self._table.setCurrentCell(min(current, len(self._options) - 1), column)

    def _fit(self) -> None:
        header = self._table.horizontalHeader().sizeHint().height()
        rows = max(1, min(len(self._options), _MOST_ROWS_SHOWN))
        height = self._table.rowHeight(0) if self._options else header
        self._table.setFixedHeight(header + rows * height + 4)

    @Slot(QTableWidgetItem)
    def _take(self, cell: QTableWidgetItem) -> None:
        item = self._options[cell.row()]
        text = cell.text().strip()
        before = item.value
        if cell.column() == _VALUE:
            item.value = replace(before, value=text)
        else:
            item.value = replace(before, title=text)
            if item.origin is None and before.value in ("", name_from_title(before.title)):
                item.value = replace(item.value, value=name_from_title(text))
                self._fill(cell.row())
        self.edited.emit()

    @Slot()
    def _add(self) -> None:
        self._options.append(OptionItem(Option(value="", title="")))
        self._fill(len(self._options) - 1)
        self.edited.emit()
        self._table.setFocus()
        if cell := self._table.item(len(self._options) - 1, _TITLE):
            self._table.editItem(cell)

    @Slot()
    def _remove(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._options):
            del self._options[row]
            self._fill(row)
            self.edited.emit()

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._options) and 0 <= row + step < len(self._options):
            self._options.insert(row + step, self._options.pop(row))
            self._fill(row + step, self._table.currentColumn())
            self.edited.emit()


def _framed(table: QTableWidget) -> QFrame:
    frame = QFrame()
    set_role(frame, "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(4, 2, 4, 2)
    layout.addWidget(table)
    return frame
