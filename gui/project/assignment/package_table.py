"""The table of packages: what they would hold, with a tick for each, and then what was made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from db.model import AnnotatorId
from db.packages.pack import Packed
from db.queries.packing import Planned
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import number
from gui.widgets.row_models import Index, TableModel


class Column(IntEnum):
    """What the table shows of each person."""

    NAME = 0
    ARTICLES = 1
    NEW = 2
    WORDS = 3
    SAYS = 4


_NUMBERS = (Column.ARTICLES, Column.NEW)


class PackageTable(QuietTable):
    """Space ticks and unticks the selected rows; `ticked` tells that another set is chosen."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Packages"))
        self._plans = _Plans(self)
        self.setModel(self._plans)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.say_when_empty(tr("Looking at who has what …"))
        self._plans.ticked.connect(self.ticked)

    def show_planned(self, plans: Sequence[Planned]) -> None:
        """Offer these packages; those are ticked that would bring something new."""
        self._plans.show_plans(plans)
        self.say_when_empty(tr("Nobody but you is in the project yet. Add annotators first."))
        if plans:
            self.selectRow(0)

    def show_packed(self, packed: Sequence[Packed]) -> None:
        """Show what was made."""
        titles = (tr("For"), tr("Articles"), tr("New"), tr("File"), tr("Fingerprint"))
        made = TableModel(self, titles, _packed_words, numbers=_NUMBERS)
        made.show_rows(packed)
        self.setModel(made)
        header = self.horizontalHeader()
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen(self) -> tuple[AnnotatorId, ...]:
        """Whose packages are ticked."""
        return self._plans.chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all selected rows alike."""
        if event.key() == Qt.Key.Key_Space and self.model() is self._plans:
            self._plans.toggle(self.selected_rows())
        else:
            super().keyPressEvent(event)


class _Plans(TableModel[Planned]):
    """What packages would hold, with a tick for each that holds anything."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        titles = (tr("For"), tr("Articles"), tr("New"), tr("Words"), tr("Last package"))
        super().__init__(parent, titles, _planned_words, numbers=_NUMBERS)
        self._ticks: set[AnnotatorId] = set()

    @property
    def chosen(self) -> tuple[AnnotatorId, ...]:
        return tuple(each.annotator for each in self.rows if each.annotator in self._ticks)

    def show_plans(self, plans: Sequence[Planned]) -> None:
        self._ticks = {each.annotator for each in plans if each.has_news}
        self.show_rows(plans)
        self.ticked.emit()

    def toggle(self, rows: Sequence[int]) -> None:
        able = [self.rows[row].annotator for row in rows if self.rows[row].articles]
        if all(each in self._ticks for each in able):
            self._ticks.difference_update(able)
        else:
            self._ticks.update(able)
        if able:
            last = self.index(len(self.rows) - 1, Column.NAME)
            self.dataChanged.emit(self.index(0, Column.NAME), last)
            self.ticked.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == Column.NAME:
            if self.rows[index.row()].articles:
                return flags | Qt.ItemFlag.ItemIsUserCheckable
            return Qt.ItemFlag.ItemIsSelectable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        plan = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.NAME:
            if not plan.articles:
                return None
            is_ticked = plan.annotator in self._ticks
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle((index.row(),))
        return True


def _planned_words(plan: Planned, column: int) -> str:
    match Column(column):
        case Column.NAME:
            return plan.name
        case Column.ARTICLES:
            return number(plan.articles)
        case Column.NEW:
            return number(plan.new_articles)
        case Column.WORDS:
            return number(plan.words)
        case Column.SAYS:
            return _history(plan)


def _history(plan: Planned) -> str:
    if not plan.articles:
        return tr("nothing handed out yet")
    if plan.last_sent is None:
        return tr("none yet")
    when = moment(plan.last_sent)
    if plan.has_news:
        return when
    return tr("{when} · nothing new since", when=when)


def _packed_words(packed: Packed, column: int) -> str:
    match Column(column):
        case Column.NAME:
            return packed.name
        case Column.ARTICLES:
            return number(packed.articles)
        case Column.NEW:
            return number(packed.new_articles)
        case Column.WORDS:
            return packed.path.name
        case Column.SAYS:
            return packed.fingerprint
