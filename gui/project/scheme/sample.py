"""The little sentence that shows how the labels of a scheme look, in one theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import Fragment, SpanId
from db.scheme.model import Scheme, SpanType
from gui.text.drawn import DrawnSpan
from gui.text.painting import paint_lines, paint_tints
from gui.text.reading_style import ReadingStyle, reading_style
from gui.text.span_layer import PlacedPiece
from gui.theme import READING_PX, Theme, label_colour, label_tint
from gui.translation import tr
from gui.widgets.painting import scaled

_PADDING = 14
_LINE_BELOW_BASELINE = 6.5
_SIZE = READING_PX - 1
_COMMA = ","


@dataclass(frozen=True, slots=True)
class _Word:
    """One word on its place; `baseline` is the y of its foot."""

    text: str
    label: SpanType | None
    left: float
    width: float
    baseline: float


class SampleSentence(QWidget):
    """Draws each label's title, marked as it will be in the text, on the page of one theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._labels: tuple[SpanType, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        name = tr("Sample in the dark theme") if theme.is_dark else tr("Sample in the light theme")
        self.setAccessibleName(name)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the labels whose colours can be drawn."""
        self._labels = tuple(
            each
            for each in scheme.span_types
            if QColor.isValidColorName(each.light) and QColor.isValidColorName(each.dark)
        )
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all lines."""
        style = self._style()
        words = list(self._words(style, width))
        foot = words[-1].baseline if words else 0.0
        return round(foot + style.descent + scaled(self, _PADDING))

    def sizeHint(self) -> QSize:
        """A few words wide."""
        width = round(scaled(self, 240))
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw page, tints, words and underlines."""
        style = self._style()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.line, 1))
        painter.setBrush(self._theme.page)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        words = list(self._words(style, self.width()))
        placed = [self._piece(word, word.label, style) for word in words if word.label]
        paint_tints(painter, placed)
        painter.setFont(style.font)
        painter.setPen(self._theme.text)
        for word in words:
            painter.drawText(round(word.left), round(word.baseline), word.text)
        paint_lines(painter, placed, style)
        painter.end()

    def _style(self) -> ReadingStyle:
        return reading_style(self._theme, scaled(self, _SIZE))

    def _words(self, style: ReadingStyle, width: int) -> Iterator[_Word]:
        metrics = QFontMetricsF(style.font)
        padding = scaled(self, _PADDING)
        space = metrics.horizontalAdvance(" ")
        left, baseline = padding, padding + style.ascent
        for text, label in _sentence(self._labels):
            advance = metrics.horizontalAdvance(text)
            if text == _COMMA:
                left -= space
            elif left > padding and left + advance > width - padding:
                left, baseline = padding, baseline + style.line_height * 0.92
            yield _Word(text, label, left, advance, baseline)
            left += advance + space

    def _piece(self, word: _Word, label: SpanType, style: ReadingStyle) -> PlacedPiece:
        top, line_y = word.baseline - style.ascent, word.baseline + _LINE_BELOW_BASELINE
        extra = 2.5 * style.unit
        span = DrawnSpan(
            id=SpanId(label.label),
            label=label.label,
            fragments=(Fragment(0, 1),),
            colour=label_colour(label, self._theme),
            tint=label_tint(label, self._theme),
            line=label.line,
        )
        return PlacedPiece(
            span=span,
            area=QRectF(word.left, top, word.width, line_y + extra - top),
            line_y=round(line_y),
            line_width=extra,
            is_beginning=True,
            is_gap=False,
        )


def _sentence(labels: tuple[SpanType, ...]) -> Iterator[tuple[str, SpanType | None]]:
    for word in tr("This is how").split():
        yield word, None
    for index, label in enumerate(labels):
        if index and index == len(labels) - 1:
            yield tr("and"), None
        elif index:
            yield _COMMA, None
        yield label.title, label
    for word in tr("look in the text.").split():
        yield word, None
