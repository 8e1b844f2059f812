"""The table of articles and annotators: the titles stay where they are while the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from gui.project.assignment.delegate import GridDelegate
from gui.project.assignment.model import TITLE, WORDS, GridModel
from gui.project.quiet_table import QuietTable
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import colour, scaled

_Index = QModelIndex | QPersistentModelIndex

_TITLE_LETTERS = 24
_NAME_LETTERS = 16
_SIGN_LETTERS = 5
_AIR = 16


class GridView(QuietTable):
    """Arrows walk through the cells, Shift extends; what keys do to cells is told by signals.

    `toggle_wanted` comes with Space, `hand_out_wanted` with a digit and carries the annotator's
    place from 0, `take_back_wanted` comes with Delete, `all_wanted` with Ctrl+A, `menu_wanted`
    carries where on the screen the menu belongs. `taken` is Enter, as in every table.
    """

    toggle_wanted = Signal()
    hand_out_wanted = Signal(int)
    take_back_wanted = Signal()
    all_wanted = Signal()
    menu_wanted = Signal(object)
    left_upwards = Signal()

    def __init__(self, model: GridModel, theme: Theme) -> None:
        super().__init__(tr("Articles and annotators"))
        self._grid = model
        self._title_width = 0
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Where the two scroll bars meet, the style would draw a piece of frame.
        self.setCornerWidget(QWidget())
        self._delegate = GridDelegate(self, model, theme)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._titles = _Titles(self)
        self._join_titles()
        self.resized.connect(self.fit_columns)
        model.modelReset.connect(self.fit_columns)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()
        self._titles.viewport().update()

    @Slot()
    def fit_columns(self) -> None:
        """Give the signs what their names need and the title the rest; scroll where that is few."""
        letter = self.fontMetrics().averageCharWidth()
        air = round(scaled(self, _AIR))
        used = 0
        for column in range(WORDS, self._grid.columnCount()):
            width = self._column_width(column, letter) + air
            self.setColumnWidth(column, width)
            used += width
        room = self.viewport().width()
        least = min(_TITLE_LETTERS * letter, room // 2)
        self._title_width = max(least, room - used)
        self.setColumnWidth(TITLE, self._title_width)
        self._place_titles()

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a cell beside the titles, not behind them."""
        across = self.horizontalScrollBar()
        before = across.value()
        super().scrollTo(index, hint)
        if index.column() <= WORDS:
            across.setValue(before)
            return
        hidden = self._frozen_width() - self.columnViewportPosition(index.column())
        if self._titles.isVisible() and hidden > 0:
            across.setValue(across.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, digits, Delete and Ctrl+A mean more here than in other tables."""
        key, plain = event.key(), event.modifiers() in _PLAIN
        digit = key - Qt.Key.Key_1
        if event.matches(_SELECT_ALL):
            self.all_wanted.emit()
        elif plain and key == Qt.Key.Key_Space:
            self.toggle_wanted.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_back_wanted.emit()
        elif plain and 0 <= digit < 9:
            self.hand_out_wanted.emit(digit)
        elif key == Qt.Key.Key_Up and not event.modifiers() and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is selected, at the pointer or at the current cell."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(corner))
        else:
            self.choose_for_menu(self.indexAt(event.pos()))
            self.menu_wanted.emit(event.globalPos())
        event.accept()

    def choose_for_menu(self, index: _Index) -> None:
        """Let the menu be about the cell under the pointer, unless that is selected already."""
        if index.isValid() and not self.selectionModel().isSelected(index):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)

    def last_shown_row(self) -> int:
        """The lowest row that can be seen, -1 where there is none."""
        last = self.rowAt(self.viewport().height() - 1)
        return last if last >= 0 else self._grid.rowCount() - 1

    def selected_cells(self) -> tuple[tuple[int, int], ...]:
        """Row and column of each selected cell, row by row."""
        return tuple(
            sorted((each.row(), each.column()) for each in self.selectionModel().selectedIndexes())
        )

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_titles"):
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the titles as high as the rest."""
        super().resizeEvent(event)
        self._place_titles()

    def updateGeometries(self) -> None:
        """Follow scroll bars that come and go."""
        super().updateGeometries()
        if hasattr(self, "_titles"):
            self._place_titles()

    def _column_width(self, column: int, letter: int) -> int:
        name = str(self._grid.headerData(column, Qt.Orientation.Horizontal) or "")
        wanted = self.fontMetrics().horizontalAdvance(name)
        return min(max(wanted, _SIGN_LETTERS * letter), _NAME_LETTERS * letter)

    def _join_titles(self) -> None:
        self.viewport().stackUnder(self._titles)
        ours, theirs = self.verticalScrollBar(), self._titles.verticalScrollBar()
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self._place_titles())

    def _frozen_width(self) -> int:
        return self.columnWidth(TITLE) + self.columnWidth(WORDS)

    @Slot()
    def _place_titles(self) -> None:
        # Where all fits, nothing has to stay in place; mirrored windows scroll as a whole.
        is_wanted = self.horizontalScrollBar().maximum() > 0 and not self.isRightToLeft()
        self._titles.setVisible(is_wanted)
        if not is_wanted:
            return
        header = self.horizontalHeader().height()
        corner = self.viewport().geometry().topLeft() - QPoint(0, header)
        height = header + self.viewport().height()
        self._titles.fit(QRect(corner.x(), corner.y(), self._frozen_width(), height))


class _Titles(QuietTable):
    """The first columns once more, over those that scroll away; the grid has the keyboard."""

    def __init__(self, grid: GridView) -> None:
        super().__init__("")
        self.setParent(grid)
        self._grid = grid
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(_Ground(Qt.Orientation.Horizontal, self))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(grid.itemDelegate())
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        self._hide_others()
        grid.model().modelReset.connect(self._hide_others)

    def fit(self, area: QRect) -> None:
        """Cover this part of the grid."""
        for column in (TITLE, WORDS):
            self.setColumnWidth(column, self._grid.columnWidth(column))
        self.horizontalHeader().setFixedHeight(self._grid.horizontalHeader().height())
        if self.geometry() != area:
            self.setGeometry(area)
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The keys go on in the grid."""
        self._grid.setFocus()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu is the grid's."""
        self._grid.choose_for_menu(self.indexAt(event.pos()))
        self._grid.menu_wanted.emit(event.globalPos())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click means the same on both halves of a row."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self._grid.taken.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover what scrolls below."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(QPalette.ColorRole.Base))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(colour(QPalette.ColorRole.Mid))
        edge = self.viewport().width() - 1
        painter.drawLine(edge, 0, edge, self.viewport().height())
        painter.end()

    @Slot()
    def _hide_others(self) -> None:
        model: QAbstractItemModel = self._grid.model()
        for column in range(model.columnCount()):
            self.setColumnHidden(column, column > WORDS)


class _Ground(QHeaderView):
    """A header that is not seen through."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the ground first."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(QPalette.ColorRole.Base))
        painter.end()
        super().paintEvent(event)


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SELECT_ALL = QKeySequence.StandardKey.SelectAll
