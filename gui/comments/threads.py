"""The only place that shows comments one below the other, answers under what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import Comment, CommentId
from gui.comments.card import CommentCard, Remark
from gui.widgets.painting import scaled

_INDENT = 18


class CommentThreads(QWidget):
    """Cards that stay while their comments do, so that nothing that is being written is lost.

    `span_wanted` carries a SpanId; the others a CommentId, with words or a state.
    """

    span_wanted = Signal(object)
    edited = Signal(object, str)
    answered = Signal(object, str)
    settled = Signal(object, bool)
    deleted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[CommentId, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    @property
    def cards(self) -> tuple[CommentCard, ...]:
        """The cards in their order."""
        rows = sorted(self._rows.values(), key=self._column.indexOf)
        return tuple(row.card for row in rows)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show these, in this order."""
        wanted = {remark.comment.id for remark in remarks}
        for gone in [each for each in self._rows if each not in wanted]:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, remark in enumerate(remarks):
            row_there = self._rows.get(remark.comment.id)
            if row_there is None:
                row_there = self._rows[remark.comment.id] = self._make_row(remark)
            row_there.show_remark(remark)
            if self._column.indexOf(row_there) != place:
                self._column.insertWidget(place, row_there)
                row_there.show()

    def _make_row(self, remark: Remark) -> _Row:
        card = CommentCard(remark)
        card.span_wanted.connect(self.span_wanted)
        for signal, told in (
            (card.edited, self.edited),
            (card.answered, self.answered),
            (card.settled, self.settled),
            (card.deleted, self.deleted),
        ):
            signal.connect(partial(told.emit, remark.comment.id))
        return _Row(card)


class _Row(QWidget):
    """A card, moved in where it is an answer."""

    def __init__(self, card: CommentCard) -> None:
        super().__init__()
        self.card = card
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(card)

    def show_remark(self, remark: Remark) -> None:
        indent = round(scaled(self, _INDENT)) if remark.is_answer else 0
        self._layout.setContentsMargins(indent, 0, 0, 0)
        self.card.show_remark(remark)


def threads(comments: Sequence[Comment]) -> Iterator[tuple[Comment, ...]]:
    """Each comment that answers none with all answers to it, oldest first.

    An answer to what is not there, or no longer, is a comment like any other.
    """
    known = {each.id: each for each in comments}
    found: dict[CommentId, list[Comment]] = {}
    for each in comments:
        first, seen = each, {each.id}
        while first.reply_to in known:
            first = known[first.reply_to]
            if first.id in seen:
                first = each
                break
            seen.add(first.id)
        found.setdefault(first.id, []).append(each)
    for first_id, thread in found.items():
        yield (known[first_id], *(each for each in thread if each.id != first_id))
