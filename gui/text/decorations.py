"""The only place that puts together what is drawn behind the words and what over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextDocument

from db.model import Fragment, SpanId
from gui.text.arcs import Page, Route, lay_out, paint_arcs
from gui.text.drawn import Arc, DrawnSpan
from gui.text.geometry import PageGeometry
from gui.text.overlays import paint_caret, paint_hints, paint_match
from gui.text.painting import paint_badges, paint_lines, paint_tints
from gui.text.positions import PositionMap
from gui.text.reading_style import ReadingStyle
from gui.text.rows import Rows
from gui.text.span_layer import PlacedPiece, SpanLayer


@dataclass(frozen=True, slots=True)
class Hints:
    """The letters over the spans, and what was typed of them so far."""

    letters: Mapping[SpanId, str] = field(default_factory=dict)
    typed: str = ""


class Decorations:
    """Everything that is drawn on one laid out document besides its words."""

    def __init__(
        self, document: QTextDocument, positions: PositionMap, style: ReadingStyle
    ) -> None:
        self.layer = SpanLayer()
        self._column = (0.0, 0.0)
        self._placed: list[PlacedPiece] = []
        self.follow(document, positions, style)
        self.clear()

    def follow(self, document: QTextDocument, positions: PositionMap, style: ReadingStyle) -> None:
        """Draw on another document from now on, or in another style."""
        self.style = style
        self.geometry = PageGeometry(document, positions)
        self._rows = Rows(document, positions, self.geometry)
        self._routes: list[Route] | None = None
        self.layer.reindex(self.geometry)

    def clear(self) -> None:
        """Draw nothing any more."""
        self.hints = Hints()
        self._arcs: tuple[Arc, ...] = ()
        self._matches: tuple[Fragment, ...] = ()
        self._current_match: int | None = None
        self._routes = None
        self.layer.clear()

    def set_column(self, left: float, width: float) -> None:
        """Take note that the text was laid out anew, in this column."""
        self._column = (left, left + width)
        self.geometry.forget()
        self._routes = None

    def set_spans(self, spans: Sequence[DrawnSpan]) -> set[int] | None:
        """Take the spans to draw, and tell the blocks that look different now; None for all.

        An arc can run anywhere.
        """
        changed = self.layer.set_spans(spans, self.geometry)
        if changed and self._arcs:
            self._routes = None
            return None
        return changed

    def set_arcs(self, arcs: Sequence[Arc]) -> bool:
        """Take the arcs to draw, and tell whether they are others than before.

        Those with an end that is not shown are left out.
        """
        if tuple(arcs) == self._arcs:
            return False
        self._arcs = tuple(arcs)
        self._routes = None
        return True

    def set_matches(self, matches: Sequence[Fragment], current: int | None) -> None:
        """Take the stretches that a search found, and which of them is the current one."""
        self._matches = tuple(matches)
        self._current_match = current

    def paint_behind(self, painter: QPainter, clip: QRectF) -> None:
        """Draw what is behind the words; comes before `paint_over` in each repaint."""
        shown = list(self.geometry.visible_blocks(clip.top(), clip.bottom()))
        self._placed = self.layer.place(shown, self.geometry, self.style)
        paint_tints(painter, self._placed)
        if self._matches and shown:
            self._paint_matches(painter, shown[0].start, shown[-1].end)

    def paint_over(self, painter: QPainter, clip: QRectF) -> None:
        """Draw what is over the words."""
        paint_lines(painter, self._placed, self.style)
        paint_badges(painter, self._placed, self.style)
        visible = [route for route in self._laid_out_arcs() if _reach(route).intersects(clip)]
        paint_arcs(painter, visible, self.style)
        if self.hints.letters:
            paint_hints(painter, self._placed, self.hints.letters, self.hints.typed, self.style)

    def paint_caret(self, painter: QPainter, top: QPointF, *, has_focus: bool) -> None:
        """Draw the caret with its upper end at a point."""
        paint_caret(painter, top, self.style, has_focus=has_focus)

    def spans_under(self, point: QPointF, near: Sequence[SpanId]) -> tuple[SpanId, ...]:
        """Those of the spans in `near` whose area is under a point of the document."""
        under: list[SpanId] = []
        for span_id in near:
            span = self.layer.get(span_id)
            if span is not None and any(
                area.contains(point) for area in self.layer.areas(span, self.geometry, self.style)
            ):
                under.append(span_id)
        return tuple(under)

    def _paint_matches(self, painter: QPainter, start: int, end: int) -> None:
        for number, match in enumerate(self._matches):
            if match.start < end and match.end > start:
                areas = self.geometry.rects(match, self.style.ascent, self.style.descent)
                paint_match(painter, areas, self.style, is_current=number == self._current_match)

    def _laid_out_arcs(self) -> list[Route]:
        if self._routes is None:
            page = Page(self.layer, self.geometry, self._rows, self.style, *self._column)
            self._routes = lay_out(self._arcs, page) if self._arcs else []
        return self._routes


def _reach(route: Route) -> QRectF:
    return route.path.boundingRect().united(route.title_box).adjusted(-6, -6, 6, 6)
