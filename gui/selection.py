"""What the person is looking at: the article, the span, and the slot that waits for a filler."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from db.model import ArticleId, SpanId


@dataclass(frozen=True, slots=True)
class ArmedSlot:
    """A slot of a statement that the next chosen span or words will fill.

    A sticky slot stays armed after it was filled, for five rejecters in a row.
    """

    statement: SpanId
    role: str
    is_sticky: bool = False


class Selection(QObject):
    """The shared choice of all panes of a page; each setter emits only when something differs."""

    article_chosen = Signal(object)  # ArticleId | None
    span_selected = Signal(object)  # SpanId | None
    slot_armed = Signal(object)  # ArmedSlot | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.article: ArticleId | None = None
        self.span: SpanId | None = None
        self.armed: ArmedSlot | None = None

    def choose_article(self, article: ArticleId | None) -> None:
        """Show another article; nothing is selected or armed in it yet."""
        if article == self.article:
            return
        self.arm(None)
        self.select_span(None)
        self.article = article
        self.article_chosen.emit(article)

    def select_span(self, span: SpanId | None) -> None:
        """Select a span, or nothing; a slot of another statement is no longer armed."""
        if span == self.span:
            return
        if self.armed is not None and self.armed.statement != span:
            self.arm(None)
        self.span = span
        self.span_selected.emit(span)

    def arm(self, slot: ArmedSlot | None) -> None:
        """Let a slot wait for its filler, or let go of it."""
        if slot == self.armed:
            return
        self.armed = slot
        self.slot_armed.emit(slot)
