"""The only place that puts cards one below the other, and that makes only those which can be seen.

A card costs some milliseconds to make and little to show other contents, so that a few of them
serve any number of statements, as the rows of a list view do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.annotate.statements.card import StatementCard
from gui.annotate.statements.contents import CardContents
from gui.widgets.painting import scaled

_MARGIN = 12
_GAP = 10
_USUAL_HEIGHT = 150
_SPARE = 6


class Contents(Protocol):
    """Who knows all cards."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the cards in their order."""
        ...

    def card(self, key: str) -> CardContents:
        """What stands on a card."""
        ...


class CardColumn(QWidget):
    """The inside of a scroll area.

    `make` makes a card for contents, `fill` shows contents on one.
    """

    def __init__(
        self,
        area: QScrollArea,
        make: Callable[[CardContents], StatementCard],
        fill: Callable[[StatementCard, CardContents], None],
    ) -> None:
        super().__init__()
        self._area = area
        self._make = make
        self._fill = fill
        self._contents: Contents | None = None
        self._keys: tuple[str, ...] = ()
        self._live: dict[str, StatementCard] = {}
        self._spare: list[StatementCard] = []
        self._heights: dict[str, int] = {}
        self._tops: dict[str, int] = {}
        self._is_placing = False
        area.verticalScrollBar().valueChanged.connect(self._follow_scrolling)

    @property
    def cards(self) -> tuple[StatementCard, ...]:
        """The cards that there are at the moment, from the top."""
        return tuple(self._live[key] for key in self._keys if key in self._live)

    def show_cards(self, contents: Contents, *, reveal: str = "") -> None:
        """Show other contents; the card at the top of the screen stays where it is.

        With `reveal`, the key of a card, it scrolls as little as shows that card.
        """
        self._contents = contents
        self._keys = contents.keys
        known = set(self._keys)
        self._heights = {key: height for key, height in self._heights.items() if key in known}
        if reveal in known:
            # First, so that no card is made on the way.
            self._reckon()
            self._turn_to(reveal)
        self._place(is_new=True)
        if reveal in known:
            self.reveal(reveal)

    def reveal(self, key: str) -> StatementCard | None:
        """Scroll as little as shows a card, and return it."""
        # Cards on the way may turn out higher than they were taken to be.
        for _ in range(3):
            if key not in self._tops or not self._turn_to(key):
                break
            self._place()
        return self._live.get(key)

    def follow_room(self) -> None:
        """The area is higher or lower than it was: show the cards that there is room for."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cards to another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights.clear()
            self._place()

    def event(self, event: QEvent) -> bool:
        """Follow a card that asks for another height, as after another zoom."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            return True
        return super().event(event)

    @property
    def _usual_height(self) -> int:
        if self._heights:
            return sum(self._heights.values()) // len(self._heights)
        return round(scaled(self, _USUAL_HEIGHT))

    def _turn_to(self, key: str) -> bool:
        """Scroll to where a card is taken to be; whether there was anything to scroll."""
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        top, height = self._tops[key], self._heights.get(key, self._usual_height)
        wanted = bar.value()
        if top - _MARGIN < wanted or height + 2 * _MARGIN > room:
            wanted = top - _MARGIN
        elif top + height + _MARGIN > wanted + room:
            wanted = top + height + _MARGIN - room
        before = bar.value()
        was_placing, self._is_placing = self._is_placing, True
        self._scroll_to(wanted)
        self._is_placing = was_placing
        return bar.value() != before

    @Slot()
    def _follow_scrolling(self) -> None:
        self._place()

    def _place(self, *, is_new: bool = False) -> None:
        if self._is_placing or self._contents is None or self.width() <= 2 * _MARGIN:
            return
        self._is_placing = True
        bar = self._area.verticalScrollBar()
        anchor = self._anchor(bar.value())
        self._reckon()
        if anchor is not None and anchor[0] in self._tops:
            self._scroll_to(self._tops[anchor[0]] + anchor[1])
        filled: set[str] = set() if is_new else set(self._live)
        # A measured height moves the cards below it, which may bring others into sight.
        for _ in range(8):
            wanted = self._wanted_keys()
            self._retire(wanted)
            grown = [self._show(key, filled) for key in wanted]
            self._reckon()
            if anchor is not None and anchor[0] in self._tops:
                self._scroll_to(self._tops[anchor[0]] + anchor[1])
            if not any(grown):
                break
        for key, card in self._live.items():
            card.setGeometry(_MARGIN, self._tops[key], self._card_width, self._heights[key])
            card.show()
        self._is_placing = False

    @property
    def _card_width(self) -> int:
        return self.width() - 2 * _MARGIN

    def _anchor(self, scrolled: int) -> tuple[str, int] | None:
        """The card at the top of the screen, and how far its top is above that."""
        if scrolled <= 0:
            return None
        shown = [key for key in self._keys if self._tops.get(key, scrolled + 1) <= scrolled]
        return (shown[-1], scrolled - self._tops[shown[-1]]) if shown else None

    def _reckon(self) -> None:
        """Work out where each card begins, and how high all are together."""
        usual = self._usual_height
        top = _MARGIN
        self._tops = {}
        for key in self._keys:
            self._tops[key] = top
            top += self._heights.get(key, usual) + _GAP
        total = top - _GAP + _MARGIN if self._keys else 0
        if self.minimumHeight() != total:
            self.setFixedHeight(total)

    def _scroll_to(self, value: int) -> None:
        bar = self._area.verticalScrollBar()
        # The scroll area learns of the height only later.
        bar.setMaximum(max(0, self.minimumHeight() - self._area.viewport().height()))
        bar.setValue(value)

    def _wanted_keys(self) -> list[str]:
        top = self._area.verticalScrollBar().value()
        bottom = top + self._area.viewport().height()
        usual = self._usual_height
        return [
            key
            for key in self._keys
            if (self._tops[key] < bottom and self._tops[key] + self._heights.get(key, usual) > top)
            or self._has_focus(key)
        ]

    def _has_focus(self, key: str) -> bool:
        card, focused = self._live.get(key), self.focusWidget()
        return (
            card is not None
            and focused is not None
            and card.isAncestorOf(focused)
            and focused.hasFocus()
        )

    def _retire(self, wanted: list[str]) -> None:
        for key in [key for key in self._live if key not in wanted]:
            card = self._live.pop(key)
            card.hide()
            self._spare.append(card)
        while len(self._spare) > 2 * _SPARE:
            self._spare.pop(0).deleteLater()

    def _show(self, key: str, filled: set[str]) -> bool:
        """Bring a card up to date; whether its height is another one than was thought."""
        assert self._contents is not None
        if key in filled and key in self._live:
            contents = self._live[key].contents
        else:
            contents = self._contents.card(key)
            filled.add(key)
        card = self._live.get(key)
        if card is None or card.span_type != contents.span_type:
            if card is not None:
                card.hide()
                self._spare.append(card)
            card = self._taken(contents)
            self._live[key] = card
        self._fill(card, contents)
        height = card.height_at(self._card_width)
        is_other = self._heights.get(key) != height
        self._heights[key] = height
        return is_other

    def _taken(self, contents: CardContents) -> StatementCard:
        card = next((each for each in self._spare if each.span_type == contents.span_type), None)
        if card is not None:
            self._spare.remove(card)
            return card
        card = self._make(contents)
        card.setParent(self)
        card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return card
