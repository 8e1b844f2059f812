"""The table of packages: what they would hold, with a tick for each, and then what was made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from db.model import AnnotatorId
from db.packages.pack import Packed
from db.queries.packing import Planned
from gui.project.assignment.wording import number
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.moments import moment

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What the table shows of each person."""

    NAME = 0
    ARTICLES = 1
    NEW = 2
    WORDS = 3
    SAYS = 4


_TITLES = ("For", "Articles", "New", "Words", "Last package")
_TITLES_MADE = ("For", "Articles", "New", "File", "Fingerprint")
_NUMBERS = (Column.ARTICLES, Column.NEW)


class PackageTable(QuietTable):
    """Space ticks and unticks the selected rows; `ticked` tells that another set is chosen."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Packages"))
        self._packages = _Model(self)
        self.setModel(self._packages)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.say_when_empty(tr("Looking at who has what …"))
        self._packages.ticked.connect(self.ticked)

    def show_planned(self, plans: Sequence[Planned]) -> None:
        """Offer these packages; those are ticked that would bring something new."""
        self._packages.show_planned(plans)
        self.say_when_empty(tr("Nobody but you is in the project yet. Add annotators first."))
        if plans:
            self.selectRow(0)

    def show_packed(self, packed: Sequence[Packed]) -> None:
        """Show what was made."""
        self._packages.show_packed(packed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen(self) -> tuple[AnnotatorId, ...]:
        """Whose packages are ticked."""
        return self._packages.chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all selected rows alike."""
        if event.key() == Qt.Key.Key_Space:
            self._packages.toggle(self.selected_rows())
        else:
            super().keyPressEvent(event)


class _Model(QAbstractTableModel):
    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plans: tuple[Planned, ...] = ()
        self._packed: tuple[Packed, ...] | None = None
        self._ticks: set[AnnotatorId] = set()

    @property
    def chosen(self) -> tuple[AnnotatorId, ...]:
        return tuple(each.annotator for each in self._plans if each.annotator in self._ticks)

    def show_planned(self, plans: Sequence[Planned]) -> None:
        self.beginResetModel()
        self._plans = tuple(plans)
        self._ticks = {each.annotator for each in plans if each.has_news}
        self.endResetModel()
        self.ticked.emit()

    def show_packed(self, packed: Sequence[Packed]) -> None:
        self.beginResetModel()
        self._packed = tuple(packed)
        self.endResetModel()

    @Slot(object)
    def toggle(self, rows: Sequence[int]) -> None:
        if self._packed is not None:
            return
        able = [self._plans[row].annotator for row in rows if self._plans[row].articles]
        if all(each in self._ticks for each in able):
            self._ticks.difference_update(able)
        else:
            self._ticks.update(able)
        if able:
            last = self.index(len(self._plans) - 1, Column.NAME)
            self.dataChanged.emit(self.index(0, Column.NAME), last)
            self.ticked.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        shown = self._plans if self._packed is None else self._packed
        return 0 if parent.isValid() else len(shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr((_TITLES if self._packed is None else _TITLES_MADE)[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._packed is None and index.column() == Column.NAME:
            if self._plans[index.row()].articles:
                return flags | Qt.ItemFlag.ItemIsUserCheckable
            return Qt.ItemFlag.ItemIsSelectable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if self._packed is not None:
            return _packed_words(self._packed[index.row()], column) if _is_words(role) else None
        plan = self._plans[index.row()]
        if _is_words(role):
            return _planned_words(plan, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.NAME and plan.articles:
            is_ticked = plan.annotator in self._ticks
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle((index.row(),))
        return True


def _is_words(role: int) -> bool:
    return role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


def _planned_words(plan: Planned, column: Column) -> str:
    match column:
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


def _packed_words(packed: Packed, column: Column) -> str:
    match column:
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


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignHCenter if column in _NUMBERS else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
