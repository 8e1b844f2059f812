"""The list of bars with their intervals: a name, a bar from 0 to 1, the value, what it rests on.

A list in the eyes of the keyboard and of screen readers; value and words stand beside each bar.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.agreement.plots.inks import hatching, widest
from gui.theme import blended
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_Index = QModelIndex | QPersistentModelIndex
_BAR_ROLE = Qt.ItemDataRole.UserRole

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


class BarList(QListView):
    """Arrows move between bars; Enter or a click opens one, which `opened` tells with its key."""

    opened = Signal(object)

    def __init__(self, accessible_name: str, *, rows_shown: int = 24) -> None:
        super().__init__()
        self._model = _Model(self)
        self._rows_shown = rows_shown
        self.marked: Hashable = None
        self._widths = (0.0, 0.0, 0.0)
        self.setAccessibleName(accessible_name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._model.bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars; the current row stays where it is."""
        row = self.currentIndex().row()
        self._model.show_bars(tuple(bars))
        if bars:
            self.setCurrentIndex(self._model.index(min(max(row, 0), len(bars) - 1)))
        self._fit()

    def mark(self, key: Hashable) -> None:
        """Mark the bar of this key as the one that was opened; None for none."""
        self.marked = key
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the current bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a bar."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

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

    def _open(self, index: QModelIndex) -> None:
        bar = index.data(_BAR_ROLE) if index.isValid() else None
        if isinstance(bar, Bar) and bar.key is not None:
            self.opened.emit(bar.key)

    def _fit(self) -> None:
        bars = self.bars
        self._widths = (
            widest((each.name for each in bars), self.font()),
            widest((each.text for each in bars), bold(self.font())),
            widest((each.note for each in bars if each.text), secondary_font(self)),
        )
        rows = min(len(self.bars), self._rows_shown)
        self.setFixedHeight(max(1, rows * self.row_height()))
        self.viewport().update()


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        self.beginResetModel()
        self.bars = bars
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        bar = self.bars[index.row()]
        if role == _BAR_ROLE:
            return bar
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{bar.name}: {bar.spoken}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: BarList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        bar: Bar = index.data(_BAR_ROLE)
        view, area = self._view, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_state(painter, option, area, bar)
        gap = scaled(view, _GAP)
        inside = area.adjusted(gap / 2, 0, -gap / 2, 0)
        name = QRectF(inside.left(), inside.top(), view.name_width(), inside.height())
        note, text = view.note_width(), view.text_width()
        elided = QFontMetricsF(view.font()).elidedText(
            bar.name, Qt.TextElideMode.ElideMiddle, name.width()
        )
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.drawText(name, _TRAILING, elided)
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
        painter.drawText(words, _TRAILING, bar.text)
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
        font = secondary_font(view)
        room = track.adjusted(box.width() + scaled(view, 8), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        words = QFontMetricsF(font).elidedText(bar.note, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEADING, words)

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
        font = secondary_font(self._view)
        painter.setFont(font)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        words = QFontMetricsF(font).elidedText(
            bar.note, Qt.TextElideMode.ElideRight, area.width() + 1
        )
        painter.drawText(area, _LEADING, words)


_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
