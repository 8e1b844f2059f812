"""The line over time, with an interval at each point and marks where something changed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

from gui.agreement.plots.scale import scale_for
from gui.translation import tr
from gui.widgets.painting import LEADING, TRAILING, colour, draw_ring, scaled, secondary_font
from gui.widgets.parts import fraction

_HEIGHT = 168
_DOT = 3.5
_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point; without a value the line has a gap there. `key` is what opening it tells."""

    name: str
    value: float | None
    spoken: str
    low: float | None = None
    high: float | None = None
    key: Hashable = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that changed before the point of this number."""

    before: int
    text: str


class LinePlot(QLabel):
    """Left and right move between points; Enter or a click opens one, which `opened` tells.

    A label, and no bare widget, so that screen readers take it for something to be read.
    """

    opened = Signal(object)

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self._points: tuple[Point, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._scale = scale_for(())
        self._current = 0
        self._marked: Hashable = None
        self._words = ""
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    @property
    def points(self) -> tuple[Point, ...]:
        """What is shown."""
        return self._points

    @property
    def current(self) -> Point | None:
        """The point that the arrow keys reached."""
        return self._points[self._current] if self._points else None

    def show_points(self, points: Sequence[Point], marks: Sequence[Mark] = ()) -> None:
        """Show another line; the newest point is the current one."""
        self._points, self._marks = tuple(points), tuple(marks)
        self._scale = scale_for(each.value for each in points if each.value is not None)
        self._go_to(max(0, len(points) - 1))

    def say_when_empty(self, words: str) -> None:
        """What stands in place of a line while there are no points."""
        self._words = words
        self.update()

    def mark(self, key: Hashable) -> None:
        """Mark the point of this key as the one that was opened; None for none."""
        self._marked = key
        self.update()

    def place_of(self, number: int) -> QPointF:
        """Where a point is drawn; one without a value on the lowest line."""
        value = self._points[number].value
        return QPointF(self._x(number), self._y(self._scale.low if value is None else value))

    def sizeHint(self) -> QSize:
        """As high as in the picture, and as wide as there is room."""
        return QSize(round(scaled(self, 320)), round(scaled(self, _HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(round(scaled(self, 160)), round(scaled(self, _HEIGHT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows, Home and End move; Enter and the space bar open."""
        last = len(self._points) - 1
        goals = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Down: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Up: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in goals and self._points:
            self._go_to(min(max(goals[key], 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the point that is near."""
        near = self._near(event.position())
        if near is not None:
            self._go_to(near)
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that points can be opened."""
        is_near = self._near(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_near else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what a point is where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            near = self._near(QPointF(event.pos()))
            if near is None:
                QToolTip.hideText()
            else:
                point = self._points[near]
                QToolTip.showText(event.globalPos(), f"{point.name}: {point.spoken}", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lines, marks, the line itself and its points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(secondary_font(self))
        if not self._points:
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            side = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), side, self._words)
        else:
            self._draw_ground(painter)
            self._draw_names(painter)
            self._draw_marks(painter)
            self._draw_line(painter)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), scaled(self, 5))
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        area = self._area()
        for level in self._scale.lines:
            y = self._y(level)
            painter.setPen(QPen(colour(QPalette.ColorRole.Mid), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            words = QRectF(0, y - 10, area.left() - scaled(self, 6), 20)
            sign = "−" if level < 0 else ""
            painter.drawText(words, TRAILING, sign + fraction(abs(level)))

    def _draw_names(self, painter: QPainter) -> None:
        """The names of the first and the last point, and of those between as far as they fit."""
        metrics, area = QFontMetricsF(painter.font()), self._area()
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        free_from, count = -1e9, len(self._points)
        last_width = metrics.horizontalAdvance(self._points[-1].name)
        for number, point in enumerate(self._points):
            width = metrics.horizontalAdvance(point.name)
            left = min(max(self._x(number) - width / 2, area.left()), self.width() - width - 1)
            is_last = number == count - 1
            limit = self.width() - last_width - scaled(self, 12)
            if left < free_from or (not is_last and number and left + width > limit):
                continue
            top = area.bottom() + scaled(self, 6)
            painter.drawText(QRectF(left, top, width + 2, metrics.height()), LEADING, point.name)
            free_from = left + width + scaled(self, 12)

    def _draw_marks(self, painter: QPainter) -> None:
        area, metrics = self._area(), QFontMetricsF(painter.font())
        warning = colour(QPalette.ColorRole.BrightText)
        for mark in self._marks:
            x = self._mark_place(mark)
            painter.setPen(QPen(warning, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 2), QPointF(x, area.bottom()))
            painter.setPen(warning)
            width = metrics.horizontalAdvance(mark.text)
            left = x + 4 if x + 4 + width < self.width() else x - 4 - width
            painter.drawText(QRectF(left, 0, width + 2, metrics.height()), LEADING, mark.text)

    def _draw_line(self, painter: QPainter) -> None:
        ink, text = colour(QPalette.ColorRole.Accent), colour(QPalette.ColorRole.Text)
        self._draw_intervals(painter, text)
        painter.setPen(QPen(ink, scaled(self, 2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        run = QPolygonF()
        for number, point in enumerate(self._points):
            if point.value is None:
                painter.drawPolyline(run)
                run = QPolygonF()
            else:
                run.append(self.place_of(number))
        painter.drawPolyline(run)
        for number, point in enumerate(self._points):
            is_current = number == self._current and self.hasFocus()
            is_marked = point.key is not None and point.key == self._marked
            self._draw_dot(painter, number, ink, is_ringed=is_current or is_marked)

    def _draw_dot(self, painter: QPainter, number: int, ink: QColor, *, is_ringed: bool) -> None:
        place, radius = self.place_of(number), scaled(self, _DOT)
        painter.setPen(QPen(ink, scaled(self, 1.5)))
        has_value = self._points[number].value is not None
        painter.setBrush(ink if has_value else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, radius, radius)
        if is_ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(QPalette.ColorRole.Text), scaled(self, 1.5)))
            painter.drawEllipse(place, 2 * radius, 2 * radius)

    def _draw_intervals(self, painter: QPainter, ink: QColor) -> None:
        faint = QColor(ink)
        faint.setAlphaF(0.35)
        painter.setPen(QPen(faint, scaled(self, 1.3)))
        for number, point in enumerate(self._points):
            if point.low is not None and point.high is not None:
                x = self._x(number)
                painter.drawLine(QPointF(x, self._y(point.low)), QPointF(x, self._y(point.high)))

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(secondary_font(self))
        left = metrics.horizontalAdvance("1.00") + scaled(self, 12)
        return QRectF(self.rect()).adjusted(
            left,
            metrics.height() + scaled(self, 4),
            -scaled(self, 12),
            -metrics.height() - scaled(self, 12),
        )

    def _y(self, value: float) -> float:
        area = self._area()
        return area.bottom() - area.height() * self._scale.share(value)

    def _x(self, number: float) -> float:
        area, count = self._area(), len(self._points)
        if count < 2:
            return area.center().x()
        inside = area.adjusted(scaled(self, 8), 0, -scaled(self, 8), 0)
        return inside.left() + inside.width() * number / (count - 1)

    def _mark_place(self, mark: Mark) -> float:
        return min(max(self._x(mark.before - 0.5), self._area().left()), self._area().right())

    def _near(self, position: QPointF) -> int | None:
        reach = scaled(self, _REACH)
        found = [
            (abs(place.x() - position.x()) + abs(place.y() - position.y()), number)
            for number, place in ((each, self.place_of(each)) for each in range(len(self._points)))
        ]
        distance, number = min(found, default=(reach, 0))
        return number if distance < reach else None

    def _open(self) -> None:
        point = self.current
        if point is not None and point.key is not None:
            self.opened.emit(point.key)

    def _go_to(self, number: int) -> None:
        self._current = number
        point = self.current
        said = (
            ""
            if point is None
            else tr(
                "{name}: {value}, point {number} of {count}",
                name=point.name,
                value=point.spoken,
                number=number + 1,
                count=len(self._points),
            )
        )
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.update()
