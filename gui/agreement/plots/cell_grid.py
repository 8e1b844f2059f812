"""The grid of cells for pairs and for labels against labels: a number on a tint in each.

A table in the eyes of the keyboard and of screen readers; the numbers say what the tints do, and a
cell without a figure is hatched.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
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
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui.agreement.plots.inks import hatching, heat
from gui.widgets.painting import colour, draw_ring, scaled

_Index = QModelIndex | QPersistentModelIndex
_CELL_ROLE = Qt.ItemDataRole.UserRole

_ROW_AIR = 16
_LEAST_CELL = 54
_COLUMN_AIR = 18
_MOST_NAME = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; `heat` is 0 to 1, None for a plain one, and `key` what opening it tells.

    `spoken` says all of it in words. A cell without a key can't be opened.
    """

    text: str
    spoken: str
    heat: float | None = None
    is_hatched: bool = False
    key: Hashable = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of cells with their names; `tips` are the full names of the columns."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()


class CellGrid(QTableView):
    """Arrows move between cells; Enter or a click opens one, which `opened` tells with its key."""

    opened = Signal(object)

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self._model = _Model(self)
        self.marked: Hashable = None
        self.setAccessibleName(accessible_name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit()

    def show_grid(self, grid: Grid) -> None:
        """Show other cells; the current one keeps its place where there still is one."""
        current = self.currentIndex()
        row, column = current.row(), current.column()
        self._model.show_grid(grid)
        if grid.rows:
            row = min(max(row, 0), len(grid.rows) - 1)
            column = min(max(column, 1), len(grid.columns))
            self.setCurrentIndex(self._model.index(row, column))
        self._fit()

    def mark(self, key: Hashable) -> None:
        """Outline the cell of this key as the one that was opened; None for none."""
        self.marked = key
        self.viewport().update()

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a row and a column, both from 0."""
        return self._model.grid.cells[row][column]

    def sizeHint(self) -> QSize:
        """Room for all cells."""
        width = sum(self.columnWidth(each) for each in range(self._model.columnCount()))
        return QSize(width + 2, self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the current cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Stay among the cells: the names of rows are no cells."""
        goal = super().moveCursor(action, modifiers)
        return self._model.index(goal.row(), max(1, goal.column())) if goal.isValid() else goal

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a cell."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which cells can be opened."""
        super().mouseMoveEvent(event)
        cell = self.indexAt(event.position().toPoint()).data(_CELL_ROLE)
        can_open = isinstance(cell, Cell) and cell.key is not None
        shape = Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _open(self, index: QModelIndex) -> None:
        cell = index.data(_CELL_ROLE) if index.isValid() else None
        if isinstance(cell, Cell) and cell.key is not None:
            self.opened.emit(cell.key)

    def _fit(self) -> None:
        grid, metrics = self._model.grid, QFontMetricsF(self.font())
        air = scaled(self, _COLUMN_AIR)
        widest = max((metrics.horizontalAdvance(each) for each in grid.rows), default=0.0)
        self.setColumnWidth(0, round(min(widest, scaled(self, _MOST_NAME)) + air))
        for number, title in enumerate(grid.columns, start=1):
            texts = [title, *(row[number - 1].text for row in grid.cells)]
            wide = max(metrics.horizontalAdvance(each) for each in texts) + air
            self.setColumnWidth(number, round(max(wide, scaled(self, _LEAST_CELL))))
        row_height = round(metrics.height() + scaled(self, _ROW_AIR))
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(header + len(grid.rows) * row_height + bar)
        self.updateGeometry()


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = Grid()

    def show_grid(self, grid: Grid) -> None:
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.grid.rows else len(self.grid.columns) + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The names of rows are only read."""
        return super().flags(index) if index.column() else Qt.ItemFlag.ItemIsEnabled

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            is_name = role == Qt.ItemDataRole.DisplayRole and section < len(self.grid.rows)
            return self.grid.rows[section] if is_name else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        names = self.grid.columns if role == Qt.ItemDataRole.DisplayRole else self.grid.tips
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return names[section - 1] if 0 < section <= len(names) else ""
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.column():
            is_name = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.grid.rows[index.row()] if is_name else None
        cell = self.grid.cells[index.row()][index.column() - 1]
        if role == _CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.spoken
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: CellGrid) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        area = QRectF(option.rect)
        cell = index.data(_CELL_ROLE)
        if not isinstance(cell, Cell):
            self._draw_name(painter, area, str(index.data() or ""))
            painter.restore()
            return
        _draw_ground(painter, area.adjusted(0.5, 0.5, -0.5, -0.5), cell)
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, cell.text)
        if cell.key is not None and cell.key == self._view.marked:
            painter.setPen(QPen(colour(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area.adjusted(2, 2, -2, -2), 3)
        painter.restore()

    def _draw_name(self, painter: QPainter, area: QRectF, name: str) -> None:
        gap = scaled(self._view, 8)
        is_leftwards = self._view.isRightToLeft()
        room = area.adjusted(gap if is_leftwards else 0, 0, 0 if is_leftwards else -gap, 0)
        words = QFontMetricsF(self._view.font()).elidedText(
            name, Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        side = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, words)


def _draw_ground(painter: QPainter, area: QRectF, cell: Cell) -> None:
    if cell.heat is not None:
        painter.fillRect(area, heat(cell.heat))
        return
    painter.fillRect(area, colour(QPalette.ColorRole.Window))
    if cell.is_hatched:
        painter.fillRect(area, hatching())
