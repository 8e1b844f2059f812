"""The differences as a list of cards, which is filled as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from db.queries.passages import Passage
from gui.agreement.side.difference_delegate import PASSAGE, DifferenceDelegate
from gui.agreement.side.excerpt import excerpt_of
from gui.theme import Theme
from gui.translation import tr

_Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""How many differences are put into words at a time."""


class DifferenceModel(QAbstractListModel):
    """Passages as far as they were read; `more_wanted` carries how many there are so far.

    `describe` gives the line under the words.
    """

    more_wanted = Signal(int)

    def __init__(self, parent: QObject, describe: Callable[[Passage], str]) -> None:
        super().__init__(parent)
        self._describe = describe
        self._passages: list[Passage] = []
        self._total = 0
        self._is_waiting = False

    def show_passages(self, passages: Sequence[Passage], total: int) -> None:
        """Show others, of which there will be so many in all."""
        self.beginResetModel()
        self._passages, self._total, self._is_waiting = list(passages), total, False
        self.endResetModel()

    def add(self, passages: Sequence[Passage]) -> None:
        """Show those that were wanted, too."""
        self._is_waiting = False
        first = len(self._passages)
        self.beginInsertRows(QModelIndex(), first, first + len(passages) - 1)
        self._passages.extend(passages)
        self.endInsertRows()

    def passage(self, row: int) -> Passage:
        """The passage in a row."""
        return self._passages[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as were read."""
        return 0 if parent.isValid() else len(self._passages)

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there are more of them."""
        return not parent.isValid() and not self._is_waiting and len(self._passages) < self._total

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next ones."""
        if self.canFetchMore(parent):
            self._is_waiting = True
            self.more_wanted.emit(len(self._passages))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The passage, and what is said of it."""
        passage = self._passages[index.row()]
        if role == PASSAGE:
            return passage
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = excerpt_of(passage).text.strip()
            return f"{words}\n{self._describe(passage)}\n{passage.title}"
        return None


class DifferenceList(QListView):
    """Arrows move; `taken` carries the Passage that a person pressed Enter on or double-clicked.

    `current_changed` comes when another one is the current one.
    """

    taken = Signal(object)
    current_changed = Signal()

    def __init__(self, theme: Theme, describe: Callable[[Passage], str]) -> None:
        super().__init__()
        self.differences = DifferenceModel(self, describe)
        self._delegate = DifferenceDelegate(self, theme, describe)
        self.setModel(self.differences)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Differences"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.taken.emit(index.data(PASSAGE)))
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())
        self.differences.modelReset.connect(self.current_changed)

    @property
    def current(self) -> Passage | None:
        """The current one."""
        index = self.currentIndex()
        return self.differences.passage(index.row()) if index.isValid() else None

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.taken.emit(self.current)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.doItemsLayout()
