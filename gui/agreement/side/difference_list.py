"""The differences as a list of cards, which is filled as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Signal

from db.queries.passages import Passage
from gui.agreement.side.difference_delegate import DifferenceDelegate
from gui.agreement.side.excerpt import excerpt_of
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.quiet_list import TakingList
from gui.widgets.row_models import Index, ListModel

PAGE = 100
"""How many differences are put into words at a time."""


class DifferenceModel(ListModel[Passage]):
    """Passages as far as they were read; `more_wanted` carries how many there are so far.

    `describe` gives the line under the words.
    """

    more_wanted = Signal(int)

    def __init__(self, parent: QObject, describe: Callable[[Passage], str]) -> None:
        super().__init__(parent, self._words)
        self._describe = describe
        self._total = 0
        self._is_waiting = False

    def show_passages(self, passages: Sequence[Passage], total: int) -> None:
        """Show others, of which there will be so many in all."""
        self._total, self._is_waiting = total, False
        self.show_rows(passages)

    def add(self, passages: Sequence[Passage]) -> None:
        """Show those that were wanted, too."""
        self._is_waiting = False
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(passages) - 1)
        self.rows = (*self.rows, *passages)
        self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more of them."""
        return not parent.isValid() and not self._is_waiting and len(self.rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next ones."""
        if self.canFetchMore(parent):
            self._is_waiting = True
            self.more_wanted.emit(len(self.rows))

    def _words(self, passage: Passage) -> str:
        words = excerpt_of(passage).text.strip()
        return f"{words}\n{self._describe(passage)}\n{passage.title}"


class DifferenceList(TakingList):
    """Arrows move; `taken` carries the Passage that a person pressed Enter on or double-clicked.

    `current_changed` comes when another one is the current one.
    """

    current_changed = Signal()

    def __init__(self, theme: Theme, describe: Callable[[Passage], str]) -> None:
        super().__init__(tr("Differences"))
        self.differences = DifferenceModel(self, describe)
        self._delegate = DifferenceDelegate(self, theme, describe)
        self.setModel(self.differences)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())
        self.differences.modelReset.connect(self.current_changed)

    @property
    def current(self) -> Passage | None:
        """The current one."""
        index = self.currentIndex()
        return self.differences.rows[index.row()] if index.isValid() else None

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.theme = theme
        self.viewport().update()
