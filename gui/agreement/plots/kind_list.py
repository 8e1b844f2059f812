"""The list of what is disagreed on: how often, what, and an example in muted words."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_Index = QModelIndex | QPersistentModelIndex
_ROW_ROLE = Qt.ItemDataRole.UserRole

_ROW_AIR = 12
_GAP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `aside` stands at its end, `key` is what opening it tells."""

    words: str
    count: str = ""
    example: str = ""
    aside: str = ""
    key: Hashable = None


class KindList(QListView):
    """Arrows move between rows; Enter or a click opens one, which `opened` tells with its key."""

    opened = Signal(object)

    def __init__(self, accessible_name: str, *, rows_shown: int = 6) -> None:
        super().__init__()
        self._model = _Model(self)
        self._rows_shown = rows_shown
        self._words = ""
        self.marked: Hashable = None
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
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one stays where it is."""
        current = self.currentIndex().row()
        self._model.show_rows(tuple(rows))
        if rows:
            self.setCurrentIndex(self._model.index(min(max(current, 0), len(rows) - 1)))
        self._fit()

    def mark(self, key: Hashable) -> None:
        """Mark the row of this key as the one that was opened; None for none."""
        self.marked = key
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a row."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def row_height(self) -> int:
        """Two lines and some air."""
        lines = QFontMetricsF(self.font()).height() + QFontMetricsF(secondary_font(self)).height()
        return round(lines + scaled(self, _ROW_AIR))

    def count_width(self) -> float:
        """How wide the column of numbers is."""
        metrics = QFontMetricsF(bold(self.font()))
        return max((metrics.horizontalAdvance(each.count) for each in self.rows), default=0.0) + 2

    def _open(self, index: QModelIndex) -> None:
        row = index.data(_ROW_ROLE) if index.isValid() else None
        if isinstance(row, Row) and row.key is not None:
            self.opened.emit(row.key)

    def _fit(self) -> None:
        rows = min(len(self.rows), self._rows_shown)
        self.setFixedHeight(max(1, rows * self.row_height()))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROW_ROLE:
            return row
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            said = " ".join(part for part in (row.count, row.words) if part)
            aside = f" · {row.aside}" if row.aside else ""
            return f"{said}{aside}" + (f"\n{row.example}" if row.example else "")
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: KindList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view, row, area = self._view, index.data(_ROW_ROLE), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = row.key is not None and row.key == view.marked
        if is_marked or option.state & QStyle.StateFlag.State_MouseOver:
            ground = colour(
                QPalette.ColorRole.Highlight if is_marked else QPalette.ColorRole.Window
            )
            painter.fillRect(area, ground)
        painter.setPen(QPen(colour(QPalette.ColorRole.Mid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        gap, half = scaled(view, _GAP), scaled(view, _ROW_AIR) / 2
        height = QFontMetricsF(view.font()).height()
        count = QRectF(area.left() + gap / 2, area.top() + half, view.count_width(), height)
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.setFont(bold(view.font()))
        painter.drawText(count, _TRAILING, row.count)
        left = count.right() + (gap if row.count else 0)
        room = area.right() - left - gap / 2
        room -= self._draw_aside(painter, row, QRectF(left, count.top(), room, height))
        line = QRectF(left, count.top(), room, height)
        painter.setFont(view.font())
        words = QFontMetricsF(view.font()).elidedText(
            row.words, Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, _LEADING, words)
        small = secondary_font(view)
        below = QRectF(left, line.bottom(), line.width(), QFontMetricsF(small).height())
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        example = QFontMetricsF(small).elidedText(
            row.example, Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, _LEADING, example)
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            draw_ring(painter, area, scaled(view, 4))
        painter.restore()

    def _draw_aside(self, painter: QPainter, row: Row, line: QRectF) -> float:
        """Draw what stands at the end, at most half the line; how much room it takes."""
        if not row.aside:
            return 0.0
        small = secondary_font(self._view)
        metrics = QFontMetricsF(small)
        width = min(metrics.horizontalAdvance(row.aside) + 1, line.width() / 2)
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            QRectF(line.right() - width, line.top(), width, line.height()),
            _TRAILING,
            metrics.elidedText(row.aside, Qt.TextElideMode.ElideRight, width),
        )
        painter.setPen(colour(QPalette.ColorRole.Text))
        return width + scaled(self._view, _GAP)


_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
