"""The only place that knows each span's block and lane, and so where its pieces are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from db.model import Fragment, SpanId
from db.scheme.model import LineStyle
from gui.text.block_lines import Piece
from gui.text.drawn import DrawnSpan
from gui.text.geometry import PageGeometry, VisibleBlock
from gui.text.lanes import Lane, assign_lanes_again
from gui.text.reading_style import ReadingStyle

_FIRST_SLOT_BELOW_BASELINE = 7.5
_SLOT_PITCH = 4.0
_ROOM_FOR_SLOTS = 12.0
_LINE_WIDTH = 2.5
# A double underline is two thin lines and the space between them.
DOUBLE_LINE_HEIGHT = 1.75


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A stretch of a span on one visible line; `area` includes its underline.

    `is_gap` marks what lies between the fragments of a discontinuous span.
    """

    span: DrawnSpan
    area: QRectF
    line_y: float
    line_width: float
    is_beginning: bool
    is_gap: bool


class SpanLayer:
    """The spans of the shown article, by block and lane, outer spans before inner ones."""

    def __init__(self) -> None:
        self.spans: tuple[DrawnSpan, ...] = ()
        self._by_id: dict[SpanId, DrawnSpan] = {}
        self._of_block: dict[int, list[DrawnSpan]] = {}
        self._blocks: dict[tuple[int, int], range] = {}
        self._lanes: dict[SpanId, Lane] = {}
        self._extents: list[tuple[SpanId, tuple[Fragment, ...], LineStyle]] = []

    def set_spans(self, spans: Sequence[DrawnSpan], geometry: PageGeometry) -> set[int]:
        """Take other spans, and tell the blocks that look different now.

        Lanes stay where neither extents nor line styles differ.
        """
        former, former_lanes = self._by_id, self._lanes
        before = self.spans
        self.spans = tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.id)))
        self._by_id = {span.id: span for span in self.spans}
        extents = [(span.id, span.fragments, span.line) for span in self.spans]
        if extents != self._extents:
            self._extents = extents
            self._lanes = assign_lanes_again(former_lanes, before, self.spans)
            self._sort_into_blocks(geometry)
        else:
            self._of_block = {
                number: [self._by_id[span.id] for span in stack]
                for number, stack in self._of_block.items()
            }
        if not former:
            return set(self._of_block)
        return {
            number
            for span in self._changed(former, former_lanes)
            for number in self._blocks.get((span.start, span.end))
            or geometry.blocks_of(Fragment(span.start, span.end))
        }

    def clear(self) -> None:
        """Take all spans away, as from another article."""
        self.spans, self._extents = (), []
        self._by_id, self._of_block, self._blocks, self._lanes = {}, {}, {}, {}

    def reindex(self, geometry: PageGeometry) -> None:
        """Sort the spans into the blocks of another document."""
        self._blocks = {}
        self._sort_into_blocks(geometry)

    def get(self, span: SpanId) -> DrawnSpan | None:
        """The span of this id, if it is shown."""
        return self._by_id.get(span)

    def place(
        self, shown: Iterable[VisibleBlock], geometry: PageGeometry, style: ReadingStyle
    ) -> list[PlacedPiece]:
        """The pieces on the visible lines."""
        return [
            placed
            for block in shown
            for span in self._of_block.get(block.number, ())
            if span.start < block.end and span.end > block.start
            for placed in self._pieces(span, block, geometry, style)
        ]

    def areas(self, span: DrawnSpan, geometry: PageGeometry, style: ReadingStyle) -> list[QRectF]:
        """The areas of all pieces of a span in text order, on the screen or not."""
        line_y, width = self._slot(span, style)
        below = line_y + _line_height(span, width)
        return [
            rect
            for fragment in span.fragments
            for rect in geometry.rects(fragment, style.ascent, below)
        ]

    def _changed(
        self, former: Mapping[SpanId, DrawnSpan], former_lanes: Mapping[SpanId, Lane]
    ) -> Iterator[DrawnSpan]:
        for span in self.spans:
            before = former.get(span.id)
            if before is not span and before != span:
                yield span
                if before is not None:
                    yield before
            elif former_lanes[span.id] != self._lanes[span.id]:
                yield span
        for span_id, span in former.items():
            if span_id not in self._by_id:
                yield span

    def _sort_into_blocks(self, geometry: PageGeometry) -> None:
        known, self._blocks = self._blocks, {}
        self._of_block = {}
        for span in self.spans:
            extent = (span.start, span.end)
            blocks = known.get(extent) or geometry.blocks_of(Fragment(*extent))
            self._blocks[extent] = blocks
            for number in blocks:
                self._of_block.setdefault(number, []).append(span)

    def _pieces(
        self, span: DrawnSpan, block: VisibleBlock, geometry: PageGeometry, style: ReadingStyle
    ) -> Iterator[PlacedPiece]:
        stretches = [(fragment, False) for fragment in span.fragments] + [
            (gap, True) for gap in span.gaps
        ]
        for stretch, is_gap in stretches:
            if stretch.start < block.end and stretch.end > block.start:
                for piece in geometry.pieces(block.number, stretch):
                    if block.first_line <= piece.line <= block.last_line:
                        is_beginning = piece.is_beginning and stretch.start == span.start
                        yield self._placed(
                            span, piece, block, style, is_beginning=is_beginning, is_gap=is_gap
                        )

    def _placed(
        self,
        span: DrawnSpan,
        piece: Piece,
        block: VisibleBlock,
        style: ReadingStyle,
        *,
        is_beginning: bool,
        is_gap: bool,
    ) -> PlacedPiece:
        baseline = block.origin.y() + piece.baseline
        below, width = self._slot(span, style)
        top = round(baseline - style.ascent)
        line_y = round(baseline + below)
        bottom = line_y + _line_height(span, width)
        return PlacedPiece(
            span=span,
            area=QRectF(block.origin.x() + piece.left, top, piece.right - piece.left, bottom - top),
            line_y=line_y,
            line_width=width,
            is_beginning=is_beginning,
            is_gap=is_gap,
        )

    def _slot(self, span: DrawnSpan, style: ReadingStyle) -> tuple[float, float]:
        """How far below the baseline a span is underlined, and how wide; lanes share the room."""
        lane = self._lanes[span.id]
        pitch = min(_SLOT_PITCH, _ROOM_FOR_SLOTS / lane.slots)
        below = _FIRST_SLOT_BELOW_BASELINE + lane.slot * pitch
        return below * style.unit, min(_LINE_WIDTH, pitch * 0.65) * style.unit


def _line_height(span: DrawnSpan, width: float) -> float:
    return width * DOUBLE_LINE_HEIGHT if span.line is LineStyle.DOUBLE else width
