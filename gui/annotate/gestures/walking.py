"""Gestures that move through the spans and change where they begin and end."""

from __future__ import annotations

from itertools import pairwise

from db.model import Fragment, Span
from db.operations import spans
from gui.annotate.gestures.desk import Desk
from gui.text.hit_test import next_overlapping, next_span, previous_span
from gui.text.snapping import Direction, Edge, move_edge_by_character, move_edge_by_word
from gui.translation import tr


class Walking:
    """Tab, O, and the arrows with Alt."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def go_on(self) -> None:
        """Select the next span in reading order."""
        desk = self._desk
        self._select(next_span(desk.view.spans, desk.selection.span, desk.view.caret))

    def go_back(self) -> None:
        """Select the span before in reading order."""
        desk = self._desk
        self._select(previous_span(desk.view.spans, desk.selection.span, desk.view.caret))

    def cycle(self) -> None:
        """Select the next of the spans that overlap here."""
        desk = self._desk
        self._select(next_overlapping(desk.view.spans, desk.selection.span, desk.view.caret))

    def move_edge(self, edge: Edge, direction: Direction, *, is_exact: bool) -> None:
        """Move an end of the selected span by a word, or exactly by a character."""
        desk = self._desk
        span, article = desk.span, desk.article
        if span is None or article is None:
            desk.said.emit(tr("Select a span first: Tab goes to the next one."))
            return
        moved = moved_edge(desk.body, span, edge, direction, is_exact=is_exact)
        if moved is not None and moved != span.fragments:
            desk.run(spans.set_fragments, article=article, span=span.id, fragments=moved)

    def _select(self, found: str | None) -> None:
        span = next((each for each in self._desk.view.spans if each.id == found), None)
        stored = self._desk.current.span(span.id) if span else None
        if stored is None:
            self._desk.said.emit(tr("Nothing is marked here yet."))
        else:
            self._desk.select(stored)


def moved_edge(
    body: str, span: Span, edge: Edge, direction: Direction, *, is_exact: bool
) -> tuple[Fragment, ...] | None:
    """The fragments with the outer end of the first or last one moved.

    None where it would run into its neighbour.
    """
    move = move_edge_by_character if is_exact else move_edge_by_word
    at = 0 if edge is Edge.START else len(span.fragments) - 1
    fragments = list(span.fragments)
    fragments[at] = move(body, fragments[at], edge, direction)
    touches = any(left.end >= right.start for left, right in pairwise(fragments))
    return None if touches else tuple(fragments)
