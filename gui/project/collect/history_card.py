"""The card that lists all that came in, and takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from db.model import AnnotatorId
from db.queries.collects import Collected
from db.queries.packages import grouped
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import button, number, titled_card
from gui.widgets.row_models import TableModel

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


_NUMBERS = (Column.ARTICLES, Column.SPANS, Column.LINKS, Column.REFUSED)


class HistoryCard(QWidget):
    """One row a file; `back_wanted` carries the number of the operation that brought it."""

    back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[AnnotatorId, str] = {}
        self._files = TableModel(self, _titles(), self._words, numbers=_NUMBERS)
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
        self._names = names
        self._files.show_rows(files)
        if chosen is not None and chosen in files:
            self._table.selectRow(list(files).index(chosen))
        self._offer()

    def _chosen(self) -> Collected | None:
        rows = self._table.selected_rows()
        return self._files.rows[rows[0]] if rows else None

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

    def _words(self, file: Collected, column: int) -> str:
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
        return told[Column(column)]


def _titles() -> tuple[str, ...]:
    return (
        tr("When"),
        tr("Whose"),
        tr("File"),
        tr("Articles"),
        tr("Spans"),
        tr("Links"),
        tr("Refused"),
        tr("Fingerprint"),
    )
