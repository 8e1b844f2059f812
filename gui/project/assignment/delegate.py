"""The only place that draws the cells of the grid: titles, words, and a sign for each state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from db.queries.assignments import Row
from gui.project.assignment.model import TITLE, WORDS, GridModel
from gui.project.assignment.signs import draw_sign, sign_side
from gui.project.assignment.wording import purpose_words
from gui.theme import Theme
from gui.widgets.painting import bold, colour, draw_ring, scaled

_MARGIN = 6
_GAP = 5


class GridDelegate(QStyledItemDelegate):
    """Draws for the grid and for the titles that stay in place over it."""

    def __init__(self, grid: QTableView, model: GridModel, theme: Theme) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = model
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows and columns are measured by the grid."""
        return QSize(0, option.fontMetrics.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell; the current one has a ring while the keys belong to the grid."""
        painter.save()
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(QPalette.ColorRole.Highlight))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            hover = QColor(self._theme.text)
            hover.setAlphaF(0.04)
            painter.fillRect(area, hover)
        sign = self._model.sign(index.row(), index.column())
        if index.column() == TITLE:
            self._draw_title(painter, area, self._model.row(index.row()))
        elif index.column() == WORDS:
            painter.setPen(self._theme.muted)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        elif sign is not None:
            draw_sign(painter, area.center(), sign_side(self._grid), sign, self._theme)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            draw_ring(painter, area.adjusted(0, 0, 0, -1), 0)
        painter.restore()

    def _draw_title(self, painter: QPainter, area: QRectF, row: Row) -> None:
        margin = scaled(self._grid, _MARGIN)
        room = area.adjusted(margin, 0, -margin, 0)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        plain, strong = self._grid.font(), bold(self._grid.font())
        note = purpose_words(row)
        words = f"· {note}" if note else ""
        gap = scaled(self._grid, _GAP)
        wide = QFontMetricsF(plain).horizontalAdvance(words) + gap if words else 0.0
        metrics = QFontMetricsF(strong)
        title = metrics.elidedText(
            " ".join(row.title.split()), Qt.TextElideMode.ElideRight, max(0.0, room.width() - wide)
        )
        painter.setFont(strong)
        painter.setPen(self._theme.text)
        painter.drawText(room, side, title)
        if words:
            used = metrics.horizontalAdvance(title) + gap
            is_mirrored = self._grid.isRightToLeft()
            rest = room.adjusted(0, 0, -used, 0) if is_mirrored else room.adjusted(used, 0, 0, 0)
            painter.setFont(plain)
            painter.setPen(self._theme.muted)
            painter.drawText(rest, side, words)
