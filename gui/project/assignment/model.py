"""The only place that holds the loaded rows of the grid: articles, and how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from db.model import Annotator, AnnotatorId, ArticleId
from db.queries import assignments
from db.queries.articles import Place
from db.queries.assignment_filter import Filter
from db.queries.assignments import Row
from gui.project.assignment.signs import Sign, sign_of
from gui.project.assignment.wording import spoken
from gui.project_session import ProjectSession
from gui.translation import tr

TITLE = 0
WORDS = 1
_FIXED = 2
_Index = QModelIndex | QPersistentModelIndex

_ROWS_AT_ONCE = 100


class GridModel(QAbstractTableModel):
    """One row an article that fits the filter, one column an annotator between words and gold.

    Where few of many fit, the search goes on slice by slice between other events; `searched` tells
    of each slice.
    """

    searched = Signal()

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.filter = Filter()
        self._people: tuple[Annotator, ...] = ()
        self._rows: list[Row] = []
        self._below: Place | None = None
        self._wanted = 0
        self._next_slice = QTimer(self, interval=0, singleShot=True)
        self._next_slice.timeout.connect(self._search_on)

    def show_people(self, people: Sequence[Annotator]) -> None:
        """Have a column for each of these."""
        if tuple(people) != self._people:
            self.beginResetModel()
            self._people = tuple(people)
            self.endResetModel()

    def show_filtered(self, wanted: Filter) -> None:
        """List what fits a filter, from the beginning."""
        self._read(wanted, _ROWS_AT_ONCE)

    def reload(self, shown: int) -> None:
        """Read anew after a change, as many rows as are `shown` from the top at least."""
        self._read(self.filter, max(_ROWS_AT_ONCE, shown))

    @property
    def people(self) -> tuple[Annotator, ...]:
        """Who has a column."""
        return self._people

    @property
    def gold(self) -> int:
        """The column of the settled versions."""
        return _FIXED + len(self._people)

    @property
    def is_searching(self) -> bool:
        """Whether more rows may come by themselves."""
        return self._next_slice.isActive()

    @property
    def has_more(self) -> bool:
        """Whether there may be rows below the last one."""
        return self._below is not None

    def row(self, number: int) -> Row:
        """The row of this number."""
        return self._rows[number]

    def places(self) -> Mapping[ArticleId, int]:
        """The rows of all loaded articles."""
        return {each.article: row for row, each in enumerate(self._rows)}

    def annotator(self, column: int) -> AnnotatorId | None:
        """Whose column it is; None for the others."""
        return self._people[column - _FIXED].id if _FIXED <= column < self.gold else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Title, words, everybody, gold."""
        return 0 if parent.isValid() else self.gold + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names; those of people in full as tool tips."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading if section == TITLE else _MIDDLE
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(section)
        if role == Qt.ItemDataRole.ToolTipRole and _FIXED <= section < self.gold:
            number = section - _FIXED + 1
            name = self._people[section - _FIXED].name
            return tr("{name} (key {key})", name=name, key=number) if number < 10 else name
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words or sign; all of it in words for screen readers and tool tips."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name = self._title(column) if column > WORDS else ""
            return spoken(row, name, self.sign(index.row(), column))
        return _words(row, column) if role == Qt.ItemDataRole.DisplayRole else None

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there may be rows below the last one that nobody is looking for yet."""
        return not parent.isValid() and self._below is not None and not self.is_searching

    def fetchMore(self, parent: _Index) -> None:
        """Load the next rows, at once or, where few fit, as they are found."""
        if self.canFetchMore(parent):
            self._want(_ROWS_AT_ONCE)

    def sign(self, number: int, column: int) -> Sign | None:
        """What stands in a cell; None for titles, words, and where there is nothing."""
        row = self._rows[number]
        if column == self.gold:
            return Sign.GOLD if row.has_gold else None
        annotator = self.annotator(column)
        state = row.cells.get(annotator) if annotator is not None else None
        return None if state is None else sign_of(state)

    def _title(self, section: int) -> str:
        if section == TITLE:
            return tr("Article")
        if section == WORDS:
            return tr("words")
        return tr("gold") if section == self.gold else self._people[section - _FIXED].name

    def _read(self, wanted: Filter, limit: int) -> None:
        self.beginResetModel()
        self.filter = wanted
        self._next_slice.stop()
        found = assignments.grid(self._session.project, wanted, limit=limit)
        self._rows, self._below = list(found.rows), found.end
        self.endResetModel()
        self._want(limit - len(found.rows))

    def _want(self, rows: int) -> None:
        self._wanted = rows
        self._search_on()

    @Slot()
    def _search_on(self) -> None:
        if self._below is not None and self._wanted > 0:
            found = assignments.grid(
                self._session.project, self.filter, after=self._below, limit=_ROWS_AT_ONCE
            )
            self._below = found.end
            self._wanted -= len(found.rows)
            if found.rows:
                first = len(self._rows)
                self.beginInsertRows(QModelIndex(), first, first + len(found.rows) - 1)
                self._rows.extend(found.rows)
                self.endInsertRows()
            if self._below is not None and self._wanted > 0:
                self._next_slice.start()
        self.searched.emit()


def _words(row: Row, column: int) -> str | None:
    if column == TITLE:
        return row.title
    return QLocale().toString(row.words) if column == WORDS else None


_MIDDLE = Qt.AlignmentFlag.AlignHCenter
