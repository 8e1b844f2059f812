"""How a difference is drawn: the words with what only one of the two marked, and what for.

Who marked what shows by a line under the words as well as by their ground: solid for the first of
the two, dotted for the second.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.queries.passages import Passage
from gui.agreement.side.excerpt import Excerpt, excerpt_of
from gui.text.positions import PositionMap
from gui.theme import Theme, blended, readable_family
from gui.translation import tr
from gui.widgets.painting import colour, draw_elided, draw_ring, scaled, secondary_font
from gui.widgets.row_models import ROW, Index

_AIR = 10
_GAP = 8
_QUOTE_PX = 14
_QUOTE_LINES = 2
_RADIUS = 7


class DifferenceDelegate(QStyledItemDelegate):
    """Draws passages; `describe` gives the line under the words."""

    def __init__(self, view: QListView, theme: Theme, describe: Callable[[Passage], str]) -> None:
        super().__init__(view)
        self._view = view
        self._describe = describe
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines of words, and two below."""
        quote = _QUOTE_LINES * QFontMetricsF(_quote_font(self._view)).lineSpacing()
        below = 2 * QFontMetricsF(secondary_font(self._view)).height()
        air = scaled(self._view, 2 * _AIR + _GAP + 6)
        return QSize(120, round(quote + below + air))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card."""
        view = self._view
        passage: Passage = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -scaled(view, _GAP) - 0.5)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(
            QPen(colour(QPalette.ColorRole.Accent if is_chosen else QPalette.ColorRole.Mid), 1)
        )
        painter.setBrush(colour(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        air = scaled(view, _AIR)
        inside = area.adjusted(air, air, -air, -air)
        quote = _QUOTE_LINES * QFontMetricsF(_quote_font(view)).lineSpacing()
        self._draw_quote(painter, excerpt_of(passage), inside)
        below = inside.adjusted(0, quote + scaled(view, 4), 0, 0)
        self._draw_below(painter, passage, below)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area, _RADIUS)
        painter.restore()

    def _draw_quote(self, painter: QPainter, excerpt: Excerpt, area: QRectF) -> None:
        text = excerpt.text.strip() or tr("These words are no longer marked.")
        shift = len(excerpt.text) - len(excerpt.text.lstrip())
        places = PositionMap(text)
        layout = QTextLayout(places.display_text, _quote_font(self._view))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(
            [
                self._format(places, each.start - shift, each.end - shift, signs)
                for each in excerpt.stretches
                for signs in [(each.is_first, each.is_second)]
            ]
        )
        layout.beginLayout()
        top = 0.0
        for _ in range(_QUOTE_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, top))
            top += QFontMetricsF(_quote_font(self._view)).lineSpacing()
        layout.endLayout()
        painter.setPen(colour(QPalette.ColorRole.Text))
        layout.draw(painter, area.topLeft())

    def _draw_below(self, painter: QPainter, passage: Passage, area: QRectF) -> None:
        """What the difference is, and the article's title."""
        font = secondary_font(self._view)
        line = QRectF(area.left(), area.top(), area.width(), QFontMetricsF(font).height())
        painter.setFont(font)
        painter.setPen(colour(QPalette.ColorRole.Text))
        draw_elided(painter, line, self._describe(passage))
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        draw_elided(painter, line.translated(0, line.height()), passage.title)

    def _format(
        self, places: PositionMap, start: int, end: int, signs: tuple[bool, bool]
    ) -> QTextLayout.FormatRange:
        first, last = (places.to_qt(max(0, each)) for each in (start, end))
        ink, line = sign_of(signs, self.theme)
        look = QTextCharFormat()
        look.setBackground(blended(ink, colour(QPalette.ColorRole.AlternateBase), 0.2))
        look.setUnderlineStyle(line)
        look.setUnderlineColor(ink)
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = first, last - first, look
        return found


def sign_of(
    signs: tuple[bool, bool], theme: Theme
) -> tuple[QColor, QTextCharFormat.UnderlineStyle]:
    """The ink and the line of words that the first, the second or both annotators marked."""
    if signs == (True, False):
        return theme.warning, QTextCharFormat.UnderlineStyle.SingleUnderline
    if signs == (False, True):
        return theme.accent, QTextCharFormat.UnderlineStyle.DotLine
    return theme.muted, QTextCharFormat.UnderlineStyle.NoUnderline


def _quote_font(view: QListView) -> QFont:
    font = QFont()
    font.setFamilies(readable_family())
    font.setPixelSize(max(1, round(scaled(view, _QUOTE_PX))))
    return font
