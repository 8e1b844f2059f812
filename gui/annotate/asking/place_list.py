"""The only place for the list of places with the same words, ticked before they are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.annotate.asking.popup import Popup
from gui.annotate.same_places import SamePlace
from gui.style_sheet import set_role
from gui.translation import tr, tr_count
from gui.widgets.painting import bold, colour, scaled
from gui.widgets.row_models import ROW, Index, ListModel

_WIDTH = 620
_ROWS_SHOWN = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlaceList(Popup):
    """The places with their contexts, all likely ones ticked.

    `accepted` carries the extents to mark, `looked_at` that of the place under the bar. Space ticks
    and unticks, A all of them, Enter marks, Escape leaves everything as it was.
    """

    accepted = Signal(object)
    looked_at = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._model = _Places(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_PlaceDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(tr("Places with the same words"))
        self._list.installEventFilter(self)
        self._count = QLabel()
        set_role(self._count, "muted")
        set_role(self._count, "secondary")
        self._mark = QPushButton()
        set_role(self._mark, "primary")
        self._mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark.clicked.connect(self._accept)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._mark)
        self._body.addWidget(self._list)
        self._body.addLayout(foot)
        self._model.dataChanged.connect(self._count_ticked)
        self._list.selectionModel().currentChanged.connect(self._look_at)

    def ask(self, heading: str, places: Sequence[SamePlace], anchor: QRect) -> None:
        """Open with places, of which there is at least one."""
        self._model.show_rows(places)
        self._list.setFixedWidth(min(self._window.width() - 40, round(scaled(self, _WIDTH))))
        rows = min(_ROWS_SHOWN, len(places))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 2)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._count_ticked()
        self._show_at(heading, anchor, self._list)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Space and Escape; arrows are the list's."""
        if watched is self._list and isinstance(event, QKeyEvent):
            takes = event.key() in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_A)
            if event.type() == QEvent.Type.ShortcutOverride and not event.modifiers():
                event.accept()
                return True
            if takes and event.type() == QEvent.Type.KeyPress:
                self._take_key(event)
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() == Qt.Key.Key_Space:
            self._model.turn(self._list.currentIndex().row())
        else:
            self._model.turn_all()

    @Slot()
    def _accept(self) -> None:
        ticked = tuple(place.extent for place in self._model.ticked)
        if not ticked:
            self.dismiss()
        elif self.put_away():
            self.accepted.emit(ticked)

    @Slot()
    def _count_ticked(self) -> None:
        ticked = len(self._model.ticked)
        self._count.setText(tr("Space unticks, A all, Escape leaves everything as it is"))
        self._mark.setText(tr_count(ticked, "Mark {count}", "Mark {count}"))
        self._mark.setEnabled(ticked > 0)

    @Slot(QModelIndex)
    def _look_at(self, index: QModelIndex) -> None:
        place = index.data(ROW)
        if isinstance(place, SamePlace):
            self.looked_at.emit(place.extent)


class _Places(ListModel[SamePlace]):
    """The places with their ticks; the likely ones have one at first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, _in_context)
        self._ticked: frozenset[int] = frozenset()

    @property
    def ticked(self) -> tuple[SamePlace, ...]:
        """Those that are ticked, in the order of the text."""
        return tuple(place for row, place in enumerate(self.rows) if row in self._ticked)

    def show_rows(self, rows: Sequence[SamePlace]) -> None:
        """Show these places."""
        self._ticked = frozenset(row for row, place in enumerate(rows) if place.is_likely)
        super().show_rows(rows)

    def turn(self, row: int) -> None:
        """Tick a place, or take its tick away."""
        self._tick(self._ticked ^ {row})

    def turn_all(self) -> None:
        """Tick all places, or none where all are ticked."""
        everywhere = frozenset(range(len(self.rows)))
        self._tick(everywhere if self._ticked != everywhere else frozenset())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each place can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The place, its words, or its tick."""
        if role == Qt.ItemDataRole.CheckStateRole:
            is_ticked = index.row() in self._ticked
            return (Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked).value
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take the tick that a click or a screen reader gives."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return super().setData(index, value, role)
        if (index.row() in self._ticked) != (Qt.CheckState(value) == Qt.CheckState.Checked):
            self.turn(index.row())
        return True

    def _tick(self, rows: frozenset[int]) -> None:
        self._ticked = rows
        last = len(self.rows) - 1
        self.dataChanged.emit(self.index(0), self.index(last), [Qt.ItemDataRole.CheckStateRole])


def _in_context(place: SamePlace) -> str:
    return f"{place.before} {place.words} {place.after}"


class _PlaceDelegate(QStyledItemDelegate):
    """Draws a tick box and the words in bold in the middle of their context."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line with air around it."""
        height = QFontMetricsF(option.font).height() + scaled(self._view, 11)
        return QSize(round(scaled(self._view, 200)), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one place."""
        place = index.data(ROW)
        if not isinstance(place, SamePlace):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            radius = scaled(self._view, 5)
            painter.drawRoundedRect(QRectF(option.rect), radius, radius)
        side = scaled(self._view, 14)
        box = QRectF(
            option.rect.left() + scaled(self._view, 8),
            option.rect.center().y() - side / 2,
            side,
            side,
        )
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        self._draw_box(painter, box, is_ticked=is_ticked)
        room = QRectF(option.rect).adjusted(
            box.right() - option.rect.left() + scaled(self._view, 10), 0, -scaled(self._view, 8), 0
        )
        self._draw_words(painter, room, place, option)
        painter.restore()

    def _draw_box(self, painter: QPainter, box: QRectF, *, is_ticked: bool) -> None:
        accent = colour(QPalette.ColorRole.Accent)
        painter.setPen(accent if is_ticked else colour(QPalette.ColorRole.Dark))
        painter.setBrush(accent if is_ticked else colour(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 3, 3)
        if is_ticked:
            painter.setPen(colour(QPalette.ColorRole.Base))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓")

    def _draw_words(
        self, painter: QPainter, room: QRectF, place: SamePlace, option: QStyleOptionViewItem
    ) -> None:
        strong = bold(option.font)
        plain, thick = QFontMetricsF(option.font), QFontMetricsF(strong)
        words = thick.elidedText(place.words, Qt.TextElideMode.ElideMiddle, room.width() * 0.6)
        share = (room.width() - thick.horizontalAdvance(words)) / 2
        space = plain.horizontalAdvance(" ")
        before = plain.elidedText(place.before, Qt.TextElideMode.ElideLeft, share - space)
        after = plain.elidedText(place.after, Qt.TextElideMode.ElideRight, share - space)
        left = room.left() + share
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        muted = colour(QPalette.ColorRole.PlaceholderText)
        painter.setFont(option.font)
        painter.setPen(muted)
        painter.drawText(
            QRectF(
                left - space - plain.horizontalAdvance(before), room.top(), share, room.height()
            ),
            line,
            before,
        )
        right = left + thick.horizontalAdvance(words)
        is_closed = after[:1] in tuple(",.;:!?'’)”\"")
        painter.drawText(
            QRectF(right + (0 if is_closed else space), room.top(), share, room.height()),
            line,
            after,
        )
        painter.setFont(strong)
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.drawText(QRectF(left, room.top(), room.width(), room.height()), line, words)
