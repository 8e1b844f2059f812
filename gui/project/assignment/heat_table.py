"""The table of pairs: how many articles two people have in common, as numbers on a tint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.assignment.model import Pair
from db.model import AnnotatorId
from gui.project.quiet_table import QuietTable
from gui.theme import Theme, blended
from gui.translation import tr, tr_count
from gui.widgets.painting import draw_ring, scaled
from gui.widgets.parts import number

_Index = QModelIndex | QPersistentModelIndex
_HEAT_ROLE = Qt.ItemDataRole.UserRole

_ROWS = 12
_CELL_LETTERS = 6
_FAINTEST, _STRONGEST = 0.12, 0.62
# On a dark ground words are light: a tint may not come as near to them.
_STRONGEST_IN_THE_DARK = 0.44


class HeatTable(QuietTable):
    """Each pair stands once, below the diagonal; people are numbered where columns are narrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("How many articles two people have in common"))
        self._pairs = _Model(self)
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(self, theme))
        self.setModel(self._pairs)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.show_at_most(_ROWS)

    def show_overlaps(
        self,
        people: Sequence[AnnotatorId],
        overlaps: Mapping[Pair, int],
        names: Mapping[AnnotatorId, str],
    ) -> None:
        """Show how often these people meet."""
        self._pairs.show_overlaps(people, overlaps, names)
        metrics = self.fontMetrics()
        said = [str(self._pairs.index(row, 0).data()) for row in range(self._pairs.rowCount())]
        widest = max((metrics.horizontalAdvance(each) for each in said), default=0)
        self.setColumnWidth(0, widest + round(scaled(self, 20)))
        for column in range(1, self._pairs.columnCount()):
            self.setColumnWidth(column, _CELL_LETTERS * metrics.averageCharWidth())


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._people: tuple[AnnotatorId, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}
        self._overlaps: Mapping[Pair, int] = {}
        self._most = 0
        self._least = 0

    def show_overlaps(
        self,
        people: Sequence[AnnotatorId],
        overlaps: Mapping[Pair, int],
        names: Mapping[AnnotatorId, str],
    ) -> None:
        self.beginResetModel()
        self._people, self._overlaps, self._names = tuple(people), overlaps, names
        self._most = max(overlaps.values(), default=0)
        self._least = min(overlaps.values(), default=0)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        # The last person meets everybody in their row, so that their column would be empty.
        return 0 if parent.isValid() else len(self._people)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section) if section else ""
        if role == Qt.ItemDataRole.ToolTipRole and section:
            return self._name(section - 1)
        return Qt.AlignmentFlag.AlignCenter if role == _ALIGNMENT else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if not column:
            said = f"{row + 1}  {self._name(row)}"
            return said if role == Qt.ItemDataRole.DisplayRole else None
        return self._pair(row, column - 1, role) if column <= row else None

    def _pair(self, one: int, other: int, role: int) -> object:
        count = self._count(one, other)
        if role == Qt.ItemDataRole.DisplayRole:
            return number(count)
        if role == _HEAT_ROLE:
            # By difference, so that pairs that meet equally often look equal, however often it is.
            return (count - self._least) / self._most if self._most else 0.0
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            articles = tr_count(count, "{count} article", "{count} articles")
            return tr(
                "{one} and {other}: {articles}",
                one=self._name(one),
                other=self._name(other),
                articles=articles,
            )
        return None

    def _count(self, one: int, other: int) -> int:
        first, second = self._people[one], self._people[other]
        return self._overlaps.get((second, first), self._overlaps.get((first, second), 0))

    def _name(self, person: int) -> str:
        return self._names.get(self._people[person], "")


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: HeatTable, theme: Theme) -> None:
        super().__init__(table)
        self._table = table
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, option.fontMetrics.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        area = QRectF(option.rect)
        heat = index.data(_HEAT_ROLE)
        ink = QColor(self._theme.text)
        if isinstance(heat, float):
            painter.fillRect(area.adjusted(1, 1, -1, -2), heat_ground(self._theme, heat))
        painter.setPen(ink)
        side = Qt.AlignmentFlag.AlignCenter if index.column() else _LEADING
        margin = 0 if index.column() else scaled(self._table, 6)
        painter.drawText(area.adjusted(margin, 0, 0, 0), side, str(index.data() or ""))
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if has_focus and self._table.hasFocus():
            draw_ring(painter, area, 0)
        painter.restore()


def heat_ground(theme: Theme, heat: float) -> QColor:
    """The ground of a cell from faint (0) to strong (1); words stay readable on all of them."""
    strongest = _STRONGEST_IN_THE_DARK if theme.is_dark else _STRONGEST
    return blended(theme.accent, theme.panel, _FAINTEST + (strongest - _FAINTEST) * heat)


_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
