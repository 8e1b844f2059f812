"""The only place for the list that opens over the window: type a few letters, take an answer.

It is a child of the window and no window of its own: no grab, no compositor needed for the corners,
and nothing that a window manager could put elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from gui import announce
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.focus_before import give_back_focus
from gui.widgets.fuzzy import ranked
from gui.widgets.painting import scaled
from gui.widgets.popup_items import PopupDelegate, PopupItem, popup_model

_WIDTH = 560
_ROWS_SHOWN = 10
# The field, the margins, and the distance to the edges of the window, at 100 %.
_AROUND_LIST = 120
# The focus that goes to a menu or another window comes back.
_PASSING_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

Filter = Callable[[str, Sequence[PopupItem]], Sequence[PopupItem]]


def fuzzy_filter(query: str, items: Sequence[PopupItem]) -> Sequence[PopupItem]:
    """The items whose title can be meant, best first, and after them those with such a detail."""
    by_title = ranked(query, items, text_of=lambda item: item.title)
    found = {item.key for item in by_title}
    rest = [item for item in items if item.key not in found]
    return by_title + ranked(query, rest, text_of=lambda item: f"{item.title} {item.detail}")


def no_filter(_query: str, items: Sequence[PopupItem]) -> Sequence[PopupItem]:
    """All items: whoever listens to `typed` has searched already."""
    return items


class PopupList(QFrame):
    """A field and its answers.

    `typed` carries each new query, so that the items can be fetched for it; `chosen` the key of the
    item that was taken, after the list has closed; `dismissed` says that none was.
    """

    typed = Signal(str)
    chosen = Signal(str)
    dismissed = Signal()

    def __init__(
        self,
        window: QWidget,
        placeholder: str,
        *,
        item_filter: Filter = fuzzy_filter,
        delegate: Callable[[QListView], QStyledItemDelegate] = PopupDelegate,
        width: int = _WIDTH,
    ) -> None:
        """`delegate` draws the rows, which may then differ in height; `width` is at 100 %."""
        super().__init__(window)
        self._window = window
        self._wide = width
        # Covers the window, so that a click beside the list means the list and nothing else.
        self._shade = QWidget(window)
        self._shade.hide()
        self._shade.installEventFilter(self)
        self._filter = item_filter
        self._items: tuple[PopupItem, ...] = ()
        self._anchor: QRect | None = None
        self._focus_before: QWidget | None = None
        self.setObjectName("popup")
        set_role(self, "popup")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(placeholder)
        self._field.setAccessibleName(placeholder)
        self._model = popup_model(self)
        self._list = self._make_list(placeholder, delegate)
        self._nothing = QLabel(tr("Nothing found"), self)
        set_role(self._nothing, "muted")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(7, 7, 7, 7)
        self._layout.setSpacing(6)
        for part in (self._field, self._list, self._nothing):
            self._layout.addWidget(part)
        self._field.textChanged.connect(self._note_typing)
        self._field.installEventFilter(self)
        self.hide()

    def set_items(self, items: Sequence[PopupItem]) -> None:
        """Offer these; the row under the bar stays where its item is still there."""
        before = self.current
        self._items = tuple(items)
        self._refill(keep=before.key if before else "")

    def explain_nothing(self, words: str) -> None:
        """What to say while there are no answers."""
        self._nothing.setText(words)

    @property
    def current(self) -> PopupItem | None:
        """The item under the bar."""
        index = self._list.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    @property
    def shown(self) -> tuple[PopupItem, ...]:
        """The items that answer what is typed, as they stand in the list."""
        return self._model.rows

    @property
    def query(self) -> str:
        """What is typed."""
        return self._field.text().strip()

    def open(self, *, anchor: QRect | None = None, query: str = "") -> None:
        """Open and take the focus: under `anchor` (in the window's coordinates) or at the top."""
        self._anchor = anchor
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
            self._window.installEventFilter(self)
            self._shade.show()
            self._shade.raise_()
        self._field.setText(query)
        self._field.selectAll()
        self._refill(keep="")
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_list(self) -> None:
        """Close without an answer and give the focus back."""
        if self._put_away():
            self.dismissed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list; close when the focus or a click goes elsewhere."""
        kind = event.type()
        if watched is self._field and isinstance(event, QKeyEvent):
            return kind == QEvent.Type.KeyPress and self._take_key(event)
        if watched is self._field and isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() not in _PASSING_REASONS:
                self.close_list()
        elif watched is self._shade and kind == QEvent.Type.MouseButtonPress:
            self.close_list()
            return True
        elif watched is self._window and kind == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _make_list(
        self, name: str, delegate: Callable[[QListView], QStyledItemDelegate]
    ) -> QListView:
        view = QListView(self)
        view.setModel(self._model)
        view.setItemDelegate(delegate(view))
        view.setAccessibleName(name)
        view.setUniformItemSizes(delegate is PopupDelegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.selectionModel().currentChanged.connect(self._tell_row)
        view.entered.connect(view.setCurrentIndex)
        view.clicked.connect(self._choose_index)
        return view

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_index(self._list.currentIndex())
        elif key in _LIST_KEYS:
            QApplication.sendEvent(self._list, event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._move(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        rows = self._model.rowCount()
        if rows:
            row = (self._list.currentIndex().row() + step) % rows
            self._list.setCurrentIndex(self._model.index(row))

    @Slot(QModelIndex)
    def _tell_row(self, index: QModelIndex) -> None:
        """Say which row is under the bar: the focus stays in the field."""
        if index.isValid() and self.isVisible():
            item = self._model.rows[index.row()]
            announce.say(self._field, f"{item.title}, {item.detail}" if item.detail else item.title)

    @Slot(str)
    def _note_typing(self, _text: str) -> None:
        self.typed.emit(self.query)
        self._refill(keep="")

    def _refill(self, *, keep: str) -> None:
        found = tuple(self._filter(self.query, self._items))
        self._model.show_rows(found)
        row = next((number for number, item in enumerate(found) if item.key == keep), 0)
        self._list.setCurrentIndex(self._model.index(row))
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if not found and self.isVisible():
            announce.say(self._field, self._nothing.text())
        self._place()

    def _place(self) -> None:
        """Fit the height to the rows and the place to the anchor, all inside the window."""
        window = self._window.rect()
        self._shade.setGeometry(window)
        most = window.height() - round(scaled(self, _AROUND_LIST))
        self._list.setFixedHeight(self._rows_height(most) + 2 * self._list.frameWidth())
        self._layout.activate()
        wide = self._anchor.width() if self._anchor else round(scaled(self, self._wide))
        width = min(window.width() - 16, max(wide, round(scaled(self, 280))))
        height = min(window.height() - 16, self.sizeHint().height())
        if self._anchor is None:
            corner = QPoint((window.width() - width) // 2, round(scaled(self, 56)))
        else:
            corner = QPoint(self._anchor.left(), self._anchor.bottom() + 4)
            if corner.y() + height > window.height() - 8:
                corner.setY(self._anchor.top() - 4 - height)
        x = max(8, min(corner.x(), window.width() - width - 8))
        y = max(8, min(corner.y(), window.height() - height - 8))
        self.setGeometry(x, y, width, height)

    def _rows_height(self, most: int) -> int:
        """How high the first rows are together, as far as whole ones fit."""
        height = 0
        for row in range(min(_ROWS_SHOWN, self._model.rowCount())):
            row_height = self._list.sizeHintForRow(row)
            if height and height + row_height > most:
                break
            height += row_height
        return max(1, height)

    @Slot(QModelIndex)
    def _choose_index(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self._model.rows[index.row()].key
        if self._put_away():
            self.chosen.emit(key)

    def _put_away(self) -> bool:
        if not self.isVisible():
            return False
        self._window.removeEventFilter(self)
        had_focus = self._field.hasFocus()
        self._shade.hide()
        self.hide()
        if had_focus:
            give_back_focus(self._focus_before)
        self._focus_before = None
        return True
