"""The only place that draws spans: tints, stacked underlines, outlines and badges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from db.model import SpanId
from db.scheme.model import LineStyle
from gui.text.drawn import Emphasis
from gui.text.reading_style import ReadingStyle, faded
from gui.text.span_layer import DOUBLE_LINE_HEIGHT, PlacedPiece
from gui.theme import contrast

_DIMMED_OPACITY = 0.3


def paint_tints(painter: QPainter, placed: Iterable[PlacedPiece]) -> None:
    """Draw what belongs behind the words."""
    for piece in placed:
        if not piece.is_gap:
            is_dim = piece.span.emphasis is Emphasis.DIMMED
            painter.fillRect(
                piece.area, faded(piece.span.tint, _DIMMED_OPACITY) if is_dim else piece.span.tint
            )


def paint_lines(painter: QPainter, placed: Sequence[PlacedPiece], style: ReadingStyle) -> None:
    """Draw the underlines, then the outlines of linked spans, then those of selected ones."""
    colours = {piece.span.id: piece.span.colour for piece in placed}
    for piece in placed:
        is_dim = piece.span.emphasis is Emphasis.DIMMED
        colour = faded(piece.span.colour, _DIMMED_OPACITY) if is_dim else piece.span.colour
        if piece.is_gap:
            _stroke(painter, piece, _dotted(colour, piece.line_width * 0.5, spacing=2.6))
        else:
            _underline(painter, piece, colour)
    linked = QPen(QBrush(faded(style.theme.text, 0.6)), 1.5 * style.unit, c=Qt.PenCapStyle.FlatCap)
    linked.setDashPattern([2.2, 1.6])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for boxes in _boxes(placed, Emphasis.LINKED, style.unit).values():
        painter.setPen(linked)
        painter.drawPath(outline(boxes, 3 * style.unit))
    for span, boxes in _boxes(placed, Emphasis.SELECTED, style.unit).items():
        painter.setPen(QPen(colours[span], 2 * style.unit))
        painter.drawPath(outline(boxes, 4 * style.unit))


def paint_badges(painter: QPainter, placed: Iterable[PlacedPiece], style: ReadingStyle) -> None:
    """Draw the short texts that stand at the beginning of spans."""
    painter.setFont(style.interface_font(9.5, bold=True))
    metrics = painter.fontMetrics()
    for piece in placed:
        if piece.is_beginning and piece.span.badge:
            fill, height = piece.span.colour, 13 * style.unit
            width = max(height, metrics.horizontalAdvance(piece.span.badge) + 7 * style.unit)
            box = QRectF(
                piece.area.left() - 3 * style.unit, piece.area.top() - height * 0.6, width, height
            )
            painter.setPen(QPen(style.theme.page, 1.5 * style.unit))
            painter.setBrush(fill)
            painter.drawRoundedRect(box, height / 2, height / 2)
            inks = (style.theme.page, style.theme.text)
            painter.setPen(max(inks, key=lambda ink: contrast(ink, fill)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, piece.span.badge)


def box_around(area: QRectF, unit: float) -> QRectF:
    """What the outline of a piece of a selected or linked span goes around."""
    return area.adjusted(-1.5 * unit, -1.5 * unit, 1.5 * unit, 2 * unit)


def outline(boxes: Sequence[QRectF], radius: float) -> QPainterPath:
    """The outline around all boxes, where those over each other have grown into one shape."""
    shape = QPainterPath()
    for index, box in enumerate(boxes):
        shape.addRect(box)
        below = boxes[index + 1] if index + 1 < len(boxes) else box
        is_under = below.top() < box.bottom() + box.height() / 2
        if is_under and below.left() < box.right() and box.left() < below.right():
            shape.addRect(box.left(), box.top(), box.width(), below.top() - box.top() + 1)
    path = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    for polygon in shape.simplified().toSubpathPolygons():
        path.addPath(rounded(polygon.toList()[:-1], radius, is_closed=True))
    return path


def rounded(points: Sequence[QPointF], radius: float, *, is_closed: bool = False) -> QPainterPath:
    """A line through the points with its corners rounded."""
    corners = [*points, points[0], points[1]] if is_closed else list(points)
    path = QPainterPath(_towards(corners[0], corners[1], radius) if is_closed else corners[0])
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        path.lineTo(_towards(corner, before, radius))
        path.quadTo(corner, _towards(corner, after, radius))
    if not is_closed:
        path.lineTo(corners[-1])
    return path


def _boxes(
    placed: Iterable[PlacedPiece], emphasis: Emphasis, unit: float
) -> dict[SpanId, list[QRectF]]:
    boxes: dict[SpanId, list[QRectF]] = {}
    for piece in placed:
        if piece.span.emphasis is emphasis and not piece.is_gap:
            boxes.setdefault(piece.span.id, []).append(box_around(piece.area, unit))
    return boxes


def _towards(corner: QPointF, other: QPointF, radius: float) -> QPointF:
    step = other - corner
    length = abs(step.x()) + abs(step.y())
    return corner if length == 0 else corner + step * min(0.5, radius / length)


def _underline(painter: QPainter, piece: PlacedPiece, colour: QColor) -> None:
    width, y = piece.line_width, piece.line_y
    left, length = piece.area.left(), piece.area.width()
    match piece.span.line:
        case LineStyle.SINGLE | LineStyle.LOW:
            painter.fillRect(QRectF(left, y, length, width), colour)
        case LineStyle.DOUBLE:
            thin = width * 0.55
            painter.fillRect(QRectF(left, y, length, thin), colour)
            painter.fillRect(
                QRectF(left, y + width * DOUBLE_LINE_HEIGHT - thin, length, thin), colour
            )
        case LineStyle.DASHED:
            pen = QPen(QBrush(colour), width * 0.8, c=Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.2, 1.8])
            _stroke(painter, piece, pen)
        case LineStyle.DOTTED:
            _stroke(painter, piece, _dotted(colour, width * 0.8, spacing=1.9))
        case LineStyle.WAVY:
            painter.setPen(QPen(colour, width * 0.55))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_wave(left, left + length, y + width / 2, width * 1.2))


def _dotted(colour: QColor, width: float, *, spacing: float) -> QPen:
    pen = QPen(QBrush(colour), width, c=Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, spacing])
    return pen


def _stroke(painter: QPainter, piece: PlacedPiece, pen: QPen) -> None:
    painter.setPen(pen)
    y = piece.line_y + piece.line_width / 2
    inset = pen.widthF() / 2
    painter.drawLine(QPointF(piece.area.left() + inset, y), QPointF(piece.area.right() - inset, y))


def _wave(left: float, right: float, y: float, step: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, height = left, step * 0.6
    while x < right:
        following = min(x + step, right)
        path.quadTo((x + following) / 2, y - height, following, y)
        x, height = following, -height
    return path
