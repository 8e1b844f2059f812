"""The only place that lays the cards out: side by side where there is room, else one a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets.painting import scaled

_TWO_COLUMNS_FROM = 780
_GAP = 14


class CardGrid(QWidget):
    """Cards in reading order; one that is put away leaves its place to the next."""

    def __init__(self, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._away: set[QWidget] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._laid: tuple[int, tuple[QWidget, ...]] = (0, ())
        self._arrange()

    def show_card(self, card: QWidget, *, is_shown: bool) -> None:
        """Show one of the cards, or put it away."""
        if is_shown:
            self._away.discard(card)
        else:
            self._away.add(card)
        card.setVisible(is_shown)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= scaled(self, _TWO_COLUMNS_FROM) else 1
        shown = tuple(card for card in self._cards if card not in self._away)
        if (columns, shown) == self._laid:
            return
        self._laid = (columns, shown)
        for card in self._cards:
            self._grid.removeWidget(card)
        for number, card in enumerate(shown):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
