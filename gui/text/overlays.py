"""The only place that draws what comes and goes: found matches, letters over spans, the caret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from db.model import SpanId
from gui.text.hints import matching
from gui.text.reading_style import ReadingStyle, faded
from gui.text.span_layer import PlacedPiece


def paint_match(
    painter: QPainter, areas: Iterable[QRectF], style: ReadingStyle, *, is_current: bool
) -> None:
    """Draw a found stretch of text; goes behind the words."""
    accent = style.theme.accent
    painter.setBrush(faded(accent, 0.38 if is_current else 0.14))
    painter.setPen(
        QPen(accent, 1.5 * style.unit) if is_current else QPen(faded(accent, 0.55), style.unit)
    )
    for area in areas:
        painter.drawRoundedRect(area.adjusted(-1, 0, 1, 0), 3 * style.unit, 3 * style.unit)


def paint_hints(
    painter: QPainter,
    placed: Iterable[PlacedPiece],
    hints: Mapping[SpanId, str],
    typed: str,
    style: ReadingStyle,
) -> None:
    """Draw a key over the beginning of each span that can still be picked, side by side."""
    unit = style.unit
    open_hints = matching(hints, typed)
    painter.setFont(style.interface_font(11, bold=True))
    metrics = painter.fontMetrics()
    taken: list[QRectF] = []
    for piece in placed:
        letters = open_hints.get(piece.span.id)
        if not piece.is_beginning or letters is None:
            continue
        width = max(15 * unit, metrics.horizontalAdvance(letters.upper()) + 8 * unit)
        cap = QRectF(piece.area.left() - 3 * unit, piece.area.top() - 11.5 * unit, width, 15 * unit)
        while any(cap.intersects(other) for other in taken):
            cap.translate(1 * unit, 0)
        taken.append(cap)
        _paint_cap(painter, cap, piece, style)
        _paint_letters(painter, cap, letters.upper(), len(typed), style)


def paint_caret(painter: QPainter, top: QPointF, style: ReadingStyle, *, has_focus: bool) -> None:
    """Draw the caret, faintly without focus; steady, so that it is found at a glance."""
    colour = style.theme.accent if has_focus else faded(style.theme.muted, 0.6)
    width = max(2.0, round(1.6 * style.unit))
    painter.fillRect(
        QRectF(round(top.x()) - width / 2, top.y(), width, style.ascent + style.descent), colour
    )


def _paint_cap(painter: QPainter, cap: QRectF, piece: PlacedPiece, style: ReadingStyle) -> None:
    radius = 3.5 * style.unit
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(style.theme.page, 0.9))
    painter.drawRoundedRect(cap.adjusted(-1.5, -1.5, 1.5, 3.0), radius, radius)
    painter.setBrush(piece.span.colour)
    painter.drawRoundedRect(cap.translated(0, 1.5 * style.unit), radius, radius)
    painter.setPen(QPen(piece.span.colour, 1.2 * style.unit))
    painter.setBrush(style.theme.card)
    painter.drawRoundedRect(cap, radius, radius)


def _paint_letters(
    painter: QPainter, cap: QRectF, letters: str, typed: int, style: ReadingStyle
) -> None:
    metrics = painter.fontMetrics()
    x = cap.center().x() - metrics.horizontalAdvance(letters) / 2
    y = cap.center().y() + metrics.capHeight() / 2
    painter.setPen(style.theme.muted)
    painter.drawText(QPointF(x, y), letters[:typed])
    painter.setPen(style.theme.text)
    painter.drawText(QPointF(x + metrics.horizontalAdvance(letters[:typed]), y), letters[typed:])
