"""The only place that holds the queue: which entries fit a filter, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model import ArticleId
from db.queries.review_queue import Order, QueueEntry, Stage, ordered
from gui.review.queue.words import spoken

ENTRY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """The entries that fit. `counts` are by stage, `to_decide` all that is left in all articles.

    The open article keeps its place until the queue is read again: else it would go from under the
    hands of whoever is settling it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[QueueEntry] = []
        self.counts: Counter[Stage] = Counter()
        self.to_decide = 0
        self._at: dict[ArticleId, int] = {}
        self.order = Order.LOWEST_AGREEMENT
        self.stage: Stage | None = Stage.TO_REVIEW
        self.containing = ""
        self._kept: ArticleId | None = None
        self._rows: list[QueueEntry] = []
        self._row_of: dict[ArticleId, int] = {}

    def show_entries(self, entries: Sequence[QueueEntry]) -> None:
        """Take the whole queue, in the order of the list."""
        self.entries = list(entries)
        self._at = {each.article: at for at, each in enumerate(entries)}
        self.counts = Counter(each.stage for each in entries)
        self.to_decide = sum(_to_decide(each) for each in entries)
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort anew."""
        words = self.containing.casefold().split()
        fitting = (
            each
            for each in self.entries
            if (self.stage is None or each.stage is self.stage or each.article == self._kept)
            and all(word in each.title.casefold() for word in words)
        )
        self.beginResetModel()
        self._rows = list(ordered(fitting, self.order))
        self._row_of = {each.article: row for row, each in enumerate(self._rows)}
        self.endResetModel()

    def keep(self, article: ArticleId | None) -> None:
        """Let this article stay though it fits the filter no more."""
        self._kept = article

    def update_entry(self, entry: QueueEntry) -> None:
        """Take one article's figures anew; its place stays."""
        at = self._at.get(entry.article)
        if at is None:
            return
        before, self.entries[at] = self.entries[at], entry
        self.counts[before.stage] -= 1
        self.counts[entry.stage] += 1
        self.to_decide += _to_decide(entry) - _to_decide(before)
        row = self._row_of.get(entry.article)
        if row is not None and self._rows[row] != entry:
            self._rows[row] = entry
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, article: ArticleId | None) -> int | None:
        """The row of an article, or None where it is not listed."""
        return None if article is None else self._row_of.get(article)

    def article(self, row: int) -> ArticleId | None:
        """The article of a row, or None where there is no such row."""
        return self._rows[row].article if 0 <= row < len(self._rows) else None

    @property
    def listed(self) -> tuple[ArticleId, ...]:
        """The articles that are listed, from above."""
        return tuple(each.article for each in self._rows)

    def next_unfinished(self, after: ArticleId | None) -> ArticleId | None:
        """The next listed article that is not done, around the end; else one that is not listed."""
        start = self._row_of.get(after, -1) if after else -1
        behind = (*self._rows[start + 1 :], *self._rows[: max(0, start)])
        for entry in (*behind, *ordered(self.entries, self.order)):
            if entry.stage is not Stage.DONE and entry.article != after:
                return entry.article
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are; none has children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, the row in words for a screen reader, or the entry for the delegate."""
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        return None


def _to_decide(entry: QueueEntry) -> int:
    return entry.summary.to_decide if entry.summary else 0
