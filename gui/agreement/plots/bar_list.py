"""The list of bars with their intervals: a name, a bar from 0 to 1, the value, what it rests on.

A list in the eyes of the keyboard and of screen readers; value and words stand beside each bar.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.agreement.plots.inks import hatching, widest
from gui.agreement.plots.opened_list import OpenedList, RowDrawer
from gui.theme import blended
from gui.widgets.painting import (
    TRAILING,
    bold,
    colour,
    draw_elided,
    draw_ring,
    scaled,
    secondary_font,
)
from gui.widgets.row_models import ROW, Index

_ROW_AIR = 14
_BAR_HEIGHT = 14
_GAP = 10
_NAME_SHARE = 0.36
_LEAST_BAR = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row; `value`, `low` and `high` are drawn from 0 to 1, `text` is the value in words.

    Without a value `note` says why. `spoken` says all of it, and `key` is what opening it tells.
    """

    name: str
    value: float | None
    text: str
    note: str
    spoken: str
    low: float | None = None
    high: float | None = None
    colour: QColor | None = None
    key: Hashable = None


class BarList(OpenedList[Bar]):
    """Bars one below the other, their names, values and notes in columns."""

    def __init__(self, accessible_name: str, *, rows_shown: int = 24) -> None:
        super().__init__(
            accessible_name, lambda bar: f"{bar.name}: {bar.spoken}", rows_shown=rows_shown
        )
        self._widths = (0.0, 0.0, 0.0)
        self.setItemDelegate(_Drawer(self))
        self.fit()

    def name_width(self) -> float:
        """How wide the column of names is."""
        return min(self._widths[0] + 1, self.viewport().width() * _NAME_SHARE)

    def text_width(self) -> float:
        """How wide the column of values is."""
        return self._widths[1] + 2

    def note_width(self) -> float:
        """How wide the column of what figures rest on is."""
        room = self.viewport().width() - self.name_width() - self.text_width()
        return min(self._widths[2] + 2, max(0.0, room - scaled(self, _LEAST_BAR)))

    def row_height(self) -> int:
        """How high a row is."""
        return round(QFontMetricsF(self.font()).height() + scaled(self, _ROW_AIR))

    def fit(self) -> None:
        """Be as high as the bars need, and the columns as wide as their words."""
        self._widths = (
            widest((each.name for each in self.rows), self.font()),
            widest((each.text for each in self.rows), bold(self.font())),
            widest((each.note for each in self.rows if each.text), secondary_font(self)),
        )
        super().fit()
        self.viewport().update()


class _Drawer(RowDrawer):
    def __init__(self, view: BarList) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        bar: Bar = index.data(ROW)
        view, area = self._view, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_state(painter, option, area, bar)
        gap = scaled(view, _GAP)
        inside = area.adjusted(gap / 2, 0, -gap / 2, 0)
        name = QRectF(inside.left(), inside.top(), view.name_width(), inside.height())
        note, text = view.note_width(), view.text_width()
        painter.setFont(view.font())
        painter.setPen(colour(QPalette.ColorRole.Text))
        draw_elided(painter, name, bar.name, side=TRAILING, cut=Qt.TextElideMode.ElideMiddle)
        track = QRectF(inside)
        track.setLeft(name.right() + gap)
        if bar.value is None:
            self._draw_reason(painter, track, bar)
            painter.restore()
            return
        track.setRight(inside.right() - note - text - 2 * gap)
        if track.width() >= scaled(view, _LEAST_BAR) / 2:
            self._draw_bar(painter, track, bar)
        words = QRectF(inside.right() - note - text - gap, inside.top(), text, inside.height())
        painter.setFont(bold(view.font()))
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.drawText(words, TRAILING, bar.text)
        self._draw_note(
            painter, QRectF(inside.right() - note, inside.top(), note, area.height()), bar
        )
        painter.restore()

    def _draw_state(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, bar: Bar
    ) -> None:
        radius = scaled(self._view, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        if bar.key is not None and bar.key == self._view.marked:
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, radius, radius)
        elif option.state & QStyle.StateFlag.State_MouseOver and bar.key is not None:
            hover = QColor(colour(QPalette.ColorRole.Text))
            hover.setAlphaF(0.05)
            painter.setBrush(hover)
            painter.drawRoundedRect(area, radius, radius)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            draw_ring(painter, area, radius)

    def _draw_reason(self, painter: QPainter, track: QRectF, bar: Bar) -> None:
        view = self._view
        height = scaled(view, _BAR_HEIGHT)
        box = QRectF(track.left(), track.center().y() - height / 2, scaled(view, 22), height)
        painter.fillRect(box, hatching())
        self._draw_note(painter, track.adjusted(box.width() + scaled(view, 8), 0, 0, 0), bar)

    def _draw_bar(self, painter: QPainter, track: QRectF, bar: Bar) -> None:
        view = self._view
        height = scaled(view, _BAR_HEIGHT)
        groove = QRectF(track.left(), track.center().y() - height / 2, track.width(), height)
        plain = colour(QPalette.ColorRole.AlternateBase)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blended(colour(QPalette.ColorRole.Mid), plain, 0.55))
        painter.drawRoundedRect(groove, 2, 2)
        share = min(1.0, max(0.0, bar.value or 0.0))
        filled = QRectF(groove)
        filled.setWidth(groove.width() * share)
        painter.setBrush(bar.colour or colour(QPalette.ColorRole.Accent))
        painter.setOpacity(0.8)
        painter.drawRoundedRect(filled, 2, 2)
        painter.setOpacity(1)
        if bar.low is not None and bar.high is not None:
            self._draw_interval(painter, groove, bar.low, bar.high)

    def _draw_interval(self, painter: QPainter, groove: QRectF, low: float, high: float) -> None:
        left, right = (
            groove.left() + groove.width() * min(1.0, max(0.0, each)) for each in (low, high)
        )
        half = scaled(self._view, 4)
        middle = groove.center().y()
        painter.setPen(QPen(colour(QPalette.ColorRole.Text), scaled(self._view, 1.3)))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x in (left, right):
            painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))

    def _draw_note(self, painter: QPainter, area: QRectF, bar: Bar) -> None:
        painter.setFont(secondary_font(self._view))
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        # A little more room than there is: the column is as wide as the widest of these.
        draw_elided(painter, area.adjusted(0, 0, 1, 0), bar.note)
