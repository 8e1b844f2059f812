"""The only place that says in shape, colour and words how far an annotator is with an article."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from db.queries.assignments import CellState
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.painting import scaled
from gui.widgets.parts import words

_SIDE = 10.0
_LINE = 1.3


class Sign(StrEnum):
    """The signs of the grid: one a state, and the settled version's."""

    FINISHED = "finished"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    SENT_OUT = "sent_out"
    GOLD = "gold"


_OF_STATE = {
    CellState.FINISHED: Sign.FINISHED,
    CellState.IN_PROGRESS: Sign.IN_PROGRESS,
    CellState.NOT_STARTED: Sign.NOT_STARTED,
    CellState.SENT_OUT: Sign.SENT_OUT,
}
_WORDS = {
    Sign.FINISHED: "finished",
    Sign.IN_PROGRESS: "in progress",
    Sign.NOT_STARTED: "not started",
    Sign.SENT_OUT: "sent out",
    Sign.GOLD: "settled",
}


def sign_of(state: CellState) -> Sign:
    """The sign of a cell."""
    return _OF_STATE[state]


def sign_words(sign: Sign) -> str:
    """What a sign says, for the legend and for screen readers."""
    return tr(_WORDS[sign])


def draw_sign(painter: QPainter, middle: QPointF, side: float, sign: Sign, theme: Theme) -> None:
    """Draw a sign of this size around a point: disc, half disc, ring or arrow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, side, side)
    area.moveCenter(middle)
    match sign:
        case Sign.FINISHED:
            _draw_disc(painter, area, theme.done)
        case Sign.GOLD:
            _draw_disc(painter, area.adjusted(0.5, 0.5, -0.5, -0.5), theme.text)
        case Sign.IN_PROGRESS:
            _draw_half(painter, area, theme.accent)
        case Sign.NOT_STARTED:
            _draw_ring(painter, area, theme.muted)
        case Sign.SENT_OUT:
            _draw_arrow(painter, area, theme.muted)
    painter.restore()


class Legend(QWidget):
    """All signs with their words, in as many lines as there is need for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._signs = [_SignMark(sign, theme) for sign in Sign]
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=14, line_gap=2)
        for mark in self._signs:
            flow.addWidget(_entry(mark))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for mark in self._signs:
            mark.theme = theme
            mark.update()


class _SignMark(QWidget):
    """One sign as large as in the grid."""

    def __init__(self, sign: Sign, theme: Theme) -> None:
        super().__init__()
        self.sign = sign
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as it is drawn."""
        side = round(sign_side(self)) + 2
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        draw_sign(painter, QRectF(self.rect()).center(), sign_side(self), self.sign, self.theme)
        painter.end()


def sign_side(widget: QWidget) -> float:
    """How large signs are at the zoom that a widget's font has."""
    return scaled(widget, _SIDE)


def _entry(mark: _SignMark) -> QWidget:
    entry = QWidget()
    layout = QHBoxLayout(entry)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(5)
    layout.addWidget(mark)
    layout.addWidget(words(sign_words(mark.sign), "muted", "secondary"))
    return entry


def _draw_disc(painter: QPainter, area: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(area)


def _draw_ring(painter: QPainter, area: QRectF, colour: QColor) -> None:
    line = _LINE * area.width() / _SIDE
    painter.setPen(QPen(colour, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = line / 2
    painter.drawEllipse(area.adjusted(half, half, -half, -half))


def _draw_half(painter: QPainter, area: QRectF, colour: QColor) -> None:
    _draw_ring(painter, area, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    # Qt counts sixteenths of a degree, from three o'clock against the clock.
    painter.drawPie(area, 90 * 16, 180 * 16)


def _draw_arrow(painter: QPainter, area: QRectF, colour: QColor) -> None:
    line = _LINE * area.width() / _SIDE
    pen = QPen(colour, line)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    middle, head = area.center(), area.width() * 0.3
    tip = QPointF(area.right(), middle.y())
    painter.drawLine(QPointF(area.left(), middle.y()), tip)
    painter.drawLine(tip, tip + QPointF(-head, -head))
    painter.drawLine(tip, tip + QPointF(-head, head))
