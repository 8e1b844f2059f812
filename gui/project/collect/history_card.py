"""The card that lists all that came in, and takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from db.model import AnnotatorId
from db.queries.collects import Collected
from db.queries.packages import grouped
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import button, number, titled_card

_Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 8


class Column(IntEnum):
    """What the table shows of each file."""

    WHEN = 0
    WHO = 1
    FILE = 2
    ARTICLES = 3
    SPANS = 4
    LINKS = 5
    REFUSED = 6
    FINGERPRINT = 7


_TITLES = ("When", "Whose", "File", "Articles", "Spans", "Links", "Refused", "Fingerprint")
_NUMBERS = (Column.ARTICLES, Column.SPANS, Column.LINKS, Column.REFUSED)


class HistoryCard(QWidget):
    """One row a file; `back_wanted` carries the number of the operation that brought it."""

    back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._files = _Model(self)
        self._table = QuietTable(tr("What came in so far"))
        self._table.setModel(self._files)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.FILE, QHeaderView.ResizeMode.Stretch)
        self._table.show_at_most(_ROWS_SHOWN)
        self._table.say_when_empty(tr("Nothing came in yet."))
        self._back = button(tr("Take back…"), self._ask)
        self._back.setToolTip(tr("Also Enter on a row: as it was before the file came in"))
        self._table.taken.connect(lambda _row: self._ask())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self._table.resized.connect(self._fit_columns)
        card = titled_card(tr("So far"))
        card.head.addWidget(self._back)
        card.body.addWidget(self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self._offer()

    def show_files(self, files: Sequence[Collected], names: Mapping[AnnotatorId, str]) -> None:
        """Show these, the newest first; the chosen one stays so."""
        chosen = self._chosen()
        self._files.show_files(files, names)
        if chosen is not None and chosen in files:
            self._table.selectRow(list(files).index(chosen))
        self._offer()

    def _chosen(self) -> Collected | None:
        rows = self._table.selected_rows()
        return self._files.file(rows[0]) if rows else None

    def _offer(self) -> None:
        self._back.setEnabled(self._chosen() is not None)

    def _ask(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.back_wanted.emit((chosen.operation,))

    def _fit_columns(self) -> None:
        """Leave out the least needed columns where there is little room."""
        letters = self._table.viewport().width() / self._table.fontMetrics().averageCharWidth()
        self._table.setColumnHidden(Column.FINGERPRINT, letters < 105)
        self._table.setColumnHidden(Column.LINKS, letters < 80)
        self._table.setColumnHidden(Column.SPANS, letters < 70)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._files: tuple[Collected, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}

    def show_files(self, files: Sequence[Collected], names: Mapping[AnnotatorId, str]) -> None:
        self.beginResetModel()
        self._files, self._names = tuple(files), names
        self.endResetModel()

    def file(self, row: int) -> Collected:
        return self._files[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(self._files[index.row()], Column(index.column()))
        return _side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _words(self, file: Collected, column: Column) -> str:
        told = {
            Column.WHEN: moment(file.at),
            Column.WHO: self._names.get(file.annotator, "") if file.annotator else tr("a project"),
            Column.FILE: file.file,
            Column.ARTICLES: number(file.layers),
            Column.SPANS: number(file.spans),
            Column.LINKS: number(file.links),
            Column.REFUSED: number(file.refused) if file.refused else "",
            Column.FINGERPRINT: grouped(file.fingerprint),
        }
        return told[column]


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column in _NUMBERS else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
