"""The only place that holds the loaded part of the article list, which grows at both ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from db.model import ArticleId, LayerState
from db.queries import article_list, articles
from db.queries.article_list import Filter
from db.queries.articles import ArticleSummary, Place, Show
from gui.annotate.article_list.words import spoken
from gui.project_session import ProjectSession

SUMMARY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex

_ROWS_AT_ONCE = 100
_ROWS_ABOVE = 40
_STATES = {
    Show.TODO: (LayerState.TODO,),
    Show.OPEN: (LayerState.OPEN,),
    Show.DONE: (LayerState.DONE,),
    Show.SKIPPED: (LayerState.SKIPPED,),
    Show.UNFINISHED: (LayerState.TODO, LayerState.OPEN),
}


class ArticleListModel(QAbstractListModel):
    """The articles that fit a filter, in list order.

    Where few of many fit, the search goes on slice by slice between other events; `searched` tells
    of each slice.
    """

    searched = Signal()

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.filter = Filter()
        self._rows: list[ArticleSummary] = []
        self._row_of: dict[ArticleId, int] | None = {}
        self._kept: ArticleId | None = None
        self._below: Place | None = None
        self._above: Place | None = None
        self._wanted = 0
        self._next_slice = QTimer(self, interval=0, singleShot=True)
        self._next_slice.timeout.connect(self._search_on)

    def show_filtered(self, wanted: Filter, around: ArticleId | None = None) -> None:
        """List what fits a filter, from the beginning or from around an article far behind it."""
        self.beginResetModel()
        self.filter = wanted
        self._next_slice.stop()
        self._begin(around)
        self._row_of = None
        self.endResetModel()
        if self._above is not None:
            self.fetch_earlier()
        self._want(_ROWS_AT_ONCE - len(self._rows))
        self.searched.emit()

    def reload(self, around: ArticleId | None = None) -> None:
        """Read everything anew after a change that may have touched any article.

        The kept one stays here, too: it is open while all this goes on.
        """
        kept = self._kept if self.row_of(self._kept) is not None else None
        self.show_filtered(self.filter, around)
        if kept is not None and self.row_of(kept) is None:
            summary = articles.summary(self._session.project, self._session.author, kept)
            if summary is not None:
                self._insert(summary)

    def refresh(self, changed: Iterable[ArticleId]) -> None:
        """Read single articles anew; rows come and go as the filter wants, the kept one stays."""
        for article in changed:
            self._refresh(article)

    def keep(self, article: ArticleId | None) -> None:
        """Let this article stay though it fits the filter no more; the one before may go now."""
        former, self._kept = self._kept, article
        row = self.row_of(former)
        if row is not None and not self._fits(self._rows[row]):
            self._remove(row)

    def row_of(self, article: ArticleId | None) -> int | None:
        """The row of an article, or None for one that is not loaded."""
        if article is None:
            return None
        if self._row_of is None:
            self._row_of = {summary.id: row for row, summary in enumerate(self._rows)}
        return self._row_of.get(article)

    def article(self, row: int) -> ArticleId | None:
        """The article of a row, or None where there is no such row."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    @property
    def is_searching(self) -> bool:
        """Whether more rows may come by themselves."""
        return self._next_slice.isActive()

    @property
    def has_earlier(self) -> bool:
        """Whether there may be rows above the first one."""
        return self._above is not None

    def fetch_earlier(self) -> int:
        """Load some rows above the first one; returns how many came."""
        if self._above is None:
            return 0
        found = article_list.slice_before(
            self._session.project,
            self._session.author,
            self.filter,
            before=self._above,
            limit=_ROWS_ABOVE,
        )
        self._above = found.end
        if found.rows:
            self.beginInsertRows(QModelIndex(), 0, len(found.rows) - 1)
            self._rows[:0] = found.rows
            self._row_of = None
            self.endInsertRows()
        return len(found.rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are loaded; none has children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the row in words for a screen reader, or the summary for the delegate."""
        if not index.isValid():
            return None
        summary = self._rows[index.row()]
        if role == SUMMARY_ROLE:
            return summary
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{summary.title}\n{summary.flag}" if summary.flag else summary.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(summary, self._session.scheme)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there may be rows below the last one that nobody is looking for yet."""
        return not parent.isValid() and self._below is not None and not self.is_searching

    def fetchMore(self, parent: _Index) -> None:
        """Load the next rows, at once or, where few fit, as they are found."""
        if self.canFetchMore(parent):
            self._want(_ROWS_AT_ONCE)

    def _begin(self, around: ArticleId | None) -> None:
        project, author = self._session.project, self._session.author
        first = article_list.slice_after(project, author, self.filter, limit=_ROWS_AT_ONCE)
        self._rows, self._below, self._above = list(first.rows), first.end, None
        place = article_list.place_of(project, around) if around is not None else None
        if place is None or (first.rows and place <= first.rows[-1].place) or first.end is None:
            return
        there = article_list.slice_after(
            project, author, self.filter, after=_just_before(place), limit=_ROWS_AT_ONCE
        )
        if there.rows and there.rows[0].id == around:
            self._rows, self._below, self._above = list(there.rows), there.end, place

    def _want(self, rows: int) -> None:
        self._wanted = rows
        self._search_on()

    @Slot()
    def _search_on(self) -> None:
        if self._below is None or self._wanted <= 0:
            return
        found = article_list.slice_after(
            self._session.project,
            self._session.author,
            self.filter,
            after=self._below,
            limit=_ROWS_AT_ONCE,
        )
        self._below = found.end
        self._wanted -= len(found.rows)
        if found.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found.rows) - 1)
            self._rows.extend(found.rows)
            self._row_of = None
            self.endInsertRows()
        if self._below is not None and self._wanted > 0:
            self._next_slice.start()
        self.searched.emit()

    def _refresh(self, article: ArticleId) -> None:
        row = self.row_of(article)
        summary = articles.summary(self._session.project, self._session.author, article)
        stays = summary is not None and (article == self._kept or self._fits(summary))
        if summary is not None and row is not None and stays:
            self._rows[row] = summary
            self.dataChanged.emit(self.index(row), self.index(row))
        elif row is not None:
            self._remove(row)
        elif summary is not None and self._fits(summary):
            self._insert(summary)

    def _insert(self, summary: ArticleSummary) -> None:
        row = bisect_left([each.place for each in self._rows], summary.place)
        is_beyond = row == len(self._rows) and self._below is not None
        if is_beyond or (row == 0 and self._above is not None):
            return
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, summary)
        self._row_of = None
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self._row_of = None
        self.endRemoveRows()

    def _fits(self, summary: ArticleSummary) -> bool:
        show = self.filter.show
        if show is Show.FLAGGED and summary.flag is None:
            return False
        if show in _STATES and summary.state not in _STATES[show]:
            return False
        words = self.filter.containing.casefold().split()
        text = " ".join((summary.title, *map(str, summary.metadata.values()))).casefold()
        return all(word in text for word in words)


def _just_before(place: Place) -> Place:
    return Place(position=place.position, number=place.number - 1)
