"""Gestures of the mouse: a click on a span, a dragged stretch of words, a click on nothing."""

from __future__ import annotations

from collections.abc import Callable

from db.model import Fragment, SpanId
from gui.annotate.gestures.desk import Desk
from gui.annotate.gestures.slots import Slots


class Pointing:
    """What clicks do depends on whether a slot is armed."""

    def __init__(self, desk: Desk, slots: Slots, open_card: Callable[[], None]) -> None:
        self._desk = desk
        self._slots = slots
        self._open_card = open_card
        view = desk.view
        view.span_clicked.connect(self.pick)
        view.span_double_clicked.connect(self.open)
        view.blank_clicked.connect(self.let_go)
        view.extent_dragged.connect(self.take_words)

    def pick(self, span: SpanId) -> None:
        """Fill the armed slot with a span that it can take, else select the span."""
        if self._slots.can_take(span):
            self._slots.fill_with_span(span)
        else:
            self._desk.selection.arm(None)
            self._desk.selection.select_span(span)

    def open(self, span: SpanId) -> None:
        """Go to the card of a statement."""
        self._desk.selection.select_span(span)
        self._open_card()

    def let_go(self) -> None:
        """Select nothing."""
        self._desk.selection.select_span(None)

    def take_words(self, _extent: Fragment) -> None:
        """Fill the armed slot with the words that were just selected."""
        if self._desk.selection.armed is not None:
            self._slots.fill_with_words()
