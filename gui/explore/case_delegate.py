"""The only place that draws a case: its words in context, who marked what, and how far it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.model import AnnotatorId
from db.review.alike import Case
from db.scheme.model import Scheme
from gui.explore.kinds import Pile, pile_of
from gui.explore.wording import who_said_what
from gui.theme import Theme, label_colour, readable_on
from gui.translation import tr
from gui.widgets.painting import (
    LEADING,
    bold,
    colour,
    draw_ring,
    one_line,
    scaled,
    secondary_font,
)
from gui.widgets.row_models import ROW, Index

_AIR = 7
_SIGN = 9
_SIDE = LEADING | Qt.TextFlag.TextDontClip
_SHARE_BEFORE = 0.42


class CaseDelegate(QStyledItemDelegate):
    """Two lines a case; a sign at its side says by its shape how far it is."""

    def __init__(self, view: QListView, scheme: Scheme, theme: Theme) -> None:
        super().__init__(view)
        self.names: Mapping[AnnotatorId, str] = {}
        self._view = view
        self._scheme = scheme
        self._theme = theme

    def set_look(self, scheme: Scheme, theme: Theme) -> None:
        """Take other colours and names of labels."""
        self._scheme, self._theme = scheme, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Room for two lines."""
        first = QFontMetricsF(self._view.font()).height()
        second = QFontMetricsF(secondary_font(self._view)).height()
        return QSize(200, round(first + second + scaled(self._view, 2 * _AIR + 3)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, sign, words and who said what."""
        case: Case = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(QPalette.ColorRole.Highlight))
        painter.fillRect(
            QRectF(area.left(), area.bottom() - 1, area.width(), 1), colour(QPalette.ColorRole.Mid)
        )
        air = scaled(self._view, _AIR)
        sign = scaled(self._view, _SIGN)
        inside = area.adjusted(air * 2 + sign, air, -air, -air)
        first = QFontMetricsF(self._view.font()).height()
        middle = QPointF(area.left() + air + sign / 2, inside.top() + first / 2)
        self._draw_sign(painter, case, middle, sign / 2)
        self._draw_words(painter, case, QRectF(inside.left(), inside.top(), inside.width(), first))
        self._draw_said(painter, case, inside.adjusted(0, first + scaled(self._view, 3), 0, 0))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area, 0)
        painter.restore()

    def _draw_sign(self, painter: QPainter, case: Case, middle: QPointF, radius: float) -> None:
        """Settled: full; all agree: ring with a dot; they differ: ring; nobody: dotted ring."""
        pile, theme = pile_of(case), self._theme
        line = {Pile.BARE: theme.muted, Pile.DIFFER: theme.warning}.get(pile, theme.done)
        style = Qt.PenStyle.DotLine if pile is Pile.BARE else Qt.PenStyle.SolidLine
        painter.setPen(QPen(line, scaled(self._view, 1.6), style))
        painter.setBrush(line if pile is Pile.SETTLED else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius - 1, radius - 1)
        if pile is Pile.AGREED:
            painter.setBrush(line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(middle, radius / 2.6, radius / 2.6)

    def _draw_words(self, painter: QPainter, case: Case, area: QRectF) -> None:
        """The words of all cases stand below each other, with as much around as there is room."""
        plain, strong = self._view.font(), bold(self._view.font())
        measure, wide = QFontMetricsF(plain), QFontMetricsF(strong)
        left = area.width() * _SHARE_BEFORE
        quote = wide.elidedText(
            one_line(case.quote), Qt.TextElideMode.ElideMiddle, area.width() - left
        )
        before = measure.elidedText(
            one_line(case.before, keep_end=True), Qt.TextElideMode.ElideLeft, left
        )
        width = wide.horizontalAdvance(quote)
        after = measure.elidedText(
            one_line(case.after, keep_start=True),
            Qt.TextElideMode.ElideRight,
            max(0.0, area.width() - left - width),
        )
        lead, tail = measure.horizontalAdvance(before), measure.horizontalAdvance(after)
        # Read from the right, what comes before stands on the right.
        is_mirrored = _reads_from_right(case.quote)
        start = area.right() - left - width if is_mirrored else area.left() + left
        sides = (start + width, start - tail) if is_mirrored else (start - lead, start + width)
        muted, text = self._muted(), colour(QPalette.ColorRole.Text)
        self._write(painter, QPointF(sides[0], area.top()), before, plain, muted)
        self._write(painter, QPointF(start, area.top()), quote, strong, text)
        self._write(painter, QPointF(sides[1], area.top()), after, plain, muted)

    def _draw_said(self, painter: QPainter, case: Case, area: QRectF) -> None:
        font = secondary_font(self._view)
        measure = QFontMetricsF(font)
        muted = self._muted()
        room = area.width() * _SHARE_BEFORE - scaled(self._view, 12)
        title = measure.elidedText(one_line(case.title), Qt.TextElideMode.ElideRight, room)
        self._write(painter, area.topLeft(), title, font, muted)
        x = area.left() + area.width() * _SHARE_BEFORE
        for who, what, ink in self._sayings(case):
            label = tr("not marked:") if what == tr("nothing") else what
            for words, shade in ((f"{label} ", ink), (who, muted)):
                left = area.right() - x
                if left < scaled(self._view, 24):
                    return
                shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, left)
                self._write(painter, QPointF(x, area.top()), shown, font, shade)
                x += measure.horizontalAdvance(shown)
            x += scaled(self._view, 12)

    def _sayings(self, case: Case) -> list[tuple[str, str, QColor]]:
        said = case.said if case.unit is not None else ()
        labels = [each.label for each in said] or [""]
        if case.gold is not None:
            labels.append(case.gold.label)
        texts = who_said_what(case, self._scheme, self.names)
        return [
            (who, what, self._ink(label)) for (who, what), label in zip(texts, labels, strict=True)
        ]

    def _muted(self) -> QColor:
        # Dark enough for chosen rows, too.
        return readable_on(self._theme.selection, self._theme.muted)

    def _ink(self, label: str) -> QColor:
        span_type = self._scheme.span_type(label)
        if span_type is None:
            return self._muted()
        ground = self._theme.selection
        return readable_on(ground, label_colour(span_type, self._theme))

    def _write(
        self, painter: QPainter, corner: QPointF, words: str, font: QFont, ink: QColor
    ) -> None:
        measure = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(ink)
        room = QRectF(
            corner.x(), corner.y(), measure.horizontalAdvance(words) + 2, measure.height()
        )
        painter.drawText(room, _SIDE, words)


def _reads_from_right(words: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)
