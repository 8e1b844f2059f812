"""The kinds of cases, the most frequent first, two lines each; the first row stands for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from db.review.alike import Likeness
from db.scheme.model import Scheme
from gui.explore.kinds import Kind
from gui.explore.wording import likeness_words, shortened, status_words
from gui.translation import tr, tr_count
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_INDEX = QModelIndex | QPersistentModelIndex
_AIR = 6
_LINES = Qt.ItemDataRole.UserRole
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter

_Lines = tuple[str, str, int]


class KindModel(QAbstractListModel):
    """One row a kind, after one for all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.likenesses: tuple[Likeness | None, ...] = ()
        self._lines: tuple[_Lines, ...] = ()

    def show_kinds(self, kinds: Sequence[Kind], scheme: Scheme) -> None:
        """Show these; nothing where there are none."""
        total = sum(kind.count for kind in kinds)
        first = (tr("All"), tr_count(len(kinds), "{count} kind", "{count} kinds"), total)
        lines = (first, *(_lines_of(kind, scheme) for kind in kinds)) if kinds else ()
        likenesses = (None, *(kind.likeness for kind in kinds)) if kinds else ()
        if lines == self._lines and likenesses == self.likenesses:
            return
        self.beginResetModel()
        self._lines, self.likenesses = lines, likenesses
        self.endResetModel()

    def rowCount(self, parent: _INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a kind, and one."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The two lines and the number, or all in a sentence."""
        lines = self._lines[index.row()]
        if role == _LINES:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{lines[0]}\n{lines[1]} · {QLocale().toString(lines[2])}"
        return None


class KindList(QListView):
    """`chosen` carries the Likeness of the kind that a person went to, None for all."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = KindModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_KindDelegate(self))
        self.setAccessibleName(tr("Alike cases"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current))

    @property
    def current(self) -> Likeness | None:
        """What the chosen kind has in common; None for all."""
        index = self.currentIndex()
        return self._model.likenesses[index.row()] if index.isValid() else None

    def show_kinds(self, kinds: Sequence[Kind], scheme: Scheme) -> None:
        """Show these without telling anybody; a kind that is still there stays chosen, else all."""
        wanted = self.current
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._model.show_kinds(kinds, scheme)
        known = self._model.likenesses
        if known:
            row = known.index(wanted) if wanted in known else 0
            self.setCurrentIndex(self._model.index(row))
        self.blockSignals(False)  # noqa: FBT003

    def choose_all(self) -> None:
        """Go to the row that stands for all, without telling anybody."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.setCurrentIndex(self._model.index(0))
        self.blockSignals(False)  # noqa: FBT003


class _KindDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _INDEX) -> QSize:  # noqa: ARG002
        first = QFontMetricsF(self._view.font()).height()
        second = QFontMetricsF(secondary_font(self._view)).height()
        return QSize(120, round(first + second + scaled(self._view, 2 * _AIR + 2)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _INDEX) -> None:
        title, detail, count = index.data(_LINES)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = scaled(self._view, 5)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area.adjusted(0, 0, 0, -1), radius, radius)
        air = scaled(self._view, _AIR)
        inside = area.adjusted(air, air, -air, -air)
        small = secondary_font(self._view)
        number = QLocale().toString(count)
        wide = QFontMetricsF(small).horizontalAdvance(number) + air
        strong = bold(self._view.font())
        first = QRectF(inside.left(), inside.top(), inside.width(), QFontMetricsF(strong).height())
        second = inside.adjusted(0, first.height() + 2, 0, 0)
        painter.setFont(small)
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        painter.drawText(first, _END, number)
        _draw(painter, second, detail)
        painter.setFont(strong)
        painter.setPen(colour(QPalette.ColorRole.Text))
        _draw(painter, first.adjusted(0, 0, -wide, 0), title)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, area, radius)
        painter.restore()


def _draw(painter: QPainter, room: QRectF, words: str) -> None:
    measure = QFontMetricsF(painter.font())
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _START | Qt.TextFlag.TextDontClip, shown)


def _lines_of(kind: Kind, scheme: Scheme) -> _Lines:
    likeness = kind.likeness
    settled = kind.settled and tr("{count} settled", count=QLocale().toString(kind.settled))
    parts = (f"“{shortened(kind.quote)}”", status_words(likeness.status), settled)
    detail = " · ".join(part for part in parts if part)
    return likeness_words(likeness, scheme), detail, kind.count
