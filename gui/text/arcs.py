"""The only place that draws links: lines from the selected statement to what fills its slots.

A curve straight across the page strikes words through. These lines run in the space between two
rows of text, pass a row where there is a gap between two words, and take the margin when there are
many rows to pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from gui.text.drawn import Arc, DrawnSpan
from gui.text.geometry import PageGeometry
from gui.text.painting import box_around, rounded
from gui.text.reading_style import ReadingStyle, faded
from gui.text.rows import Row, Rows
from gui.text.span_layer import SpanLayer
from gui.theme import readable_on

_ROWS_PASSED_BETWEEN_WORDS = 3
_TRACKS = 3
_TRACK_PITCH = 3.2
_TITLE_PX = 11


@dataclass(frozen=True, slots=True)
class Route:
    """One arc laid out on the page, in document coordinates."""

    path: QPainterPath
    end: QPointF
    title: str
    title_box: QRectF
    colour: QColor


@dataclass(frozen=True, slots=True)
class Page:
    """What arcs are laid out on; `left` and `right` are the edges of the column."""

    layer: SpanLayer
    geometry: PageGeometry
    rows: Rows
    style: ReadingStyle
    left: float
    right: float


def lay_out(arcs: Sequence[Arc], page: Page) -> list[Route]:
    """Routes for the arcs whose two ends are shown."""
    lines: list[tuple[Arc, list[QPointF]]] = []
    for number, arc in enumerate(arcs):
        source, target = page.layer.get(arc.source), page.layer.get(arc.target)
        if source is not None and target is not None:
            leave = (number - (len(arcs) - 1) / 2) * 7 * page.style.unit
            points = _points(source, target, page, leave, number % _TRACKS)
            if points is not None:
                lines.append((arc, points))
    return _titled(lines, page)


def _titled(lines: Sequence[tuple[Arc, list[QPointF]]], page: Page) -> list[Route]:
    """Routes with titles; where the same title has no room again, its colour has to do."""
    unit = page.style.unit
    taken = [
        QRectF(points[-1].x() - 4 * unit, points[-1].y() - 4 * unit, 8 * unit, 8 * unit)
        for _, points in lines
    ]
    said: set[str] = set()
    routes: list[Route] = []
    for arc, points in lines:
        box = _title_box(arc.title, points, taken, page)
        if box is None and arc.title not in said:
            box = _title_box(arc.title, points, (), page)
        if box is not None:
            taken.append(box)
            said.add(arc.title)
        path = rounded(points, 5 * unit)
        routes.append(Route(path, points[-1], arc.title, box or QRectF(), arc.colour))
    return routes


def paint_arcs(painter: QPainter, routes: Sequence[Route], style: ReadingStyle) -> None:
    """Draw the lines and over them the titles, all with a rim in the colour of the page."""
    unit = style.unit
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for route in routes:
        painter.setPen(QPen(faded(style.theme.page, 0.85), 4 * unit))
        painter.drawPath(route.path)
        painter.setPen(QPen(route.colour, 1.5 * unit))
        painter.drawPath(route.path)
    painter.setFont(style.interface_font(_TITLE_PX))
    for route in routes:
        if not route.title_box.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(style.theme.page, 0.92))
            painter.drawRoundedRect(route.title_box, 3 * unit, 3 * unit)
            painter.setPen(readable_on(style.theme.page, route.colour))
            painter.drawText(route.title_box, Qt.AlignmentFlag.AlignCenter, route.title)
    for route in routes:
        painter.setPen(QPen(style.theme.page, unit))
        painter.setBrush(route.colour)
        painter.drawEllipse(route.end, 3.2 * unit, 3.2 * unit)


def _points(
    source: DrawnSpan, target: DrawnSpan, page: Page, leave: float, track: int
) -> list[QPointF] | None:
    start_row = page.rows.of_code_point(source.start)
    first_row = page.rows.of_code_point(target.start)
    last_row = page.rows.of_code_point(target.end - 1)
    source_areas = page.layer.areas(source, page.geometry, page.style)
    target_areas = page.layer.areas(target, page.geometry, page.style)
    if not source_areas or not target_areas:
        return None
    if start_row is None or first_row is None or last_row is None:
        return None
    unit = page.style.unit
    box = box_around(source_areas[0], unit)
    x = box.center().x() + max(-box.width() / 3, min(box.width() / 3, leave))
    points = [QPointF(x, box.top()), QPointF(x, _run(start_row, page, track))]
    if last_row.baseline < start_row.baseline:
        area = box_around(target_areas[-1], unit)
        below = page.rows.neighbour(last_row, 1) or start_row
        _travel(points, (start_row, below), area.center().x(), page, track)
        return [*points, QPointF(area.center().x(), area.bottom())]
    on_row = first_row if first_row.baseline >= start_row.baseline else start_row
    areas = [
        area for area in target_areas if abs(area.top() - source_areas[0].top()) < page.style.size
    ]
    area = box_around(areas[0] if areas else target_areas[0], unit)
    _travel(points, (start_row, on_row), area.center().x(), page, track)
    return [*points, QPointF(area.center().x(), area.top())]


def _travel(
    points: list[QPointF], between: tuple[Row, Row], x: float, page: Page, track: int
) -> None:
    """Go on from the space above one row to the space above another, and there to `x`."""
    row, goal = between
    step = 1 if goal.baseline > row.baseline else -1
    passed: list[Row] = []
    while (row.block, row.line) != (goal.block, goal.line) and len(
        passed
    ) <= _ROWS_PASSED_BETWEEN_WORDS:
        following = page.rows.neighbour(row, step)
        if following is None:
            break
        # To come above the row above, that row itself has to be passed.
        passed.append(row if step > 0 else following)
        row = following
    if len(passed) > _ROWS_PASSED_BETWEEN_WORDS:
        _take_the_margin(points, goal, x, page, track)
    else:
        for one in passed:
            gap = page.rows.space_near(one, x)
            above = page.rows.neighbour(one, 1) if step > 0 else one
            points.append(QPointF(gap, points[-1].y()))
            points.append(QPointF(gap, _run(above or one, page, track)))
    points.append(QPointF(x, points[-1].y()))


def _take_the_margin(points: list[QPointF], goal: Row, x: float, page: Page, track: int) -> None:
    away = (9 + _TRACK_PITCH * 1.4 * track) * page.style.unit
    is_left = (points[-1].x() + x) / 2 < (page.left + page.right) / 2
    margin = page.left - away if is_left else page.right + away
    points.append(QPointF(margin, points[-1].y()))
    points.append(QPointF(margin, _run(goal, page, track)))


def _run(row: Row, page: Page, track: int) -> float:
    return row.baseline - page.style.ascent - (2.6 + track * _TRACK_PITCH) * page.style.unit


def _title_box(
    title: str, points: Sequence[QPointF], taken: Sequence[QRectF], page: Page
) -> QRectF | None:
    """A box on the last run that covers no other title or end, near its end; None without room."""
    unit = page.style.unit
    metrics = QFontMetricsF(page.style.interface_font(_TITLE_PX))
    width, height = metrics.horizontalAdvance(title) + 6 * unit, 13 * unit
    end, before = points[-2], points[-3] if len(points) > 2 else points[-2]
    forwards = 1 if before.x() > end.x() else -1
    steps = range(int(max(0.0, abs(before.x() - end.x()) - width) / (8 * unit)) + 1)
    centres = [end.x() + forwards * (6 * unit + width / 2 + 8 * unit * step) for step in steps]
    centres.insert(1, end.x() - forwards * (6 * unit + width / 2))
    boxes = [QRectF(centre - width / 2, end.y() - height / 2, width, height) for centre in centres]
    inside = [box for box in boxes if box.left() >= page.left and box.right() <= page.right]
    return next((box for box in inside if not any(box.intersects(other) for other in taken)), None)
