"""The only place for the popup that answers a question with one letter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

from db.model import AttributeValue
from gui.annotate.asking.letters import option_letters
from gui.annotate.asking.popup import Popup
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.popup_items import PopupDelegate, PopupItem, popup_model

_WIDTH = 236
_LIST_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class LetterChoice(Popup):
    """Options with their letters.

    `chosen` carries the value and whether to go on to the next question.

    A letter, a digit or Enter chooses; with Shift it goes on as well. Tab goes on without an answer
    (`passed`), Delete takes the answer away.
    """

    chosen = Signal(object, bool)
    passed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._values: tuple[AttributeValue, ...] = ()
        self._letters: tuple[str, ...] = ()
        self._model = popup_model(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PopupDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setTabKeyNavigation(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.entered.connect(self._list.setCurrentIndex)
        self._list.clicked.connect(self._choose_index)
        self._list.installEventFilter(self)
        self._body.addWidget(self._list)

    def ask(
        self,
        question: str,
        options: Sequence[tuple[AttributeValue, str]],
        now: AttributeValue | None,
        anchor: QRect,
    ) -> None:
        """Open with the options as values and titles; `now` is the present answer."""
        self._values = tuple(value for value, _ in options)
        self._letters = option_letters([title for _, title in options])
        self._model.show_rows(
            [
                PopupItem(
                    key=str(number),
                    title=title,
                    detail=tr("now") if value == now else "",
                    caps=(letter.upper(),) if letter else (),
                )
                for number, ((value, title), letter) in enumerate(
                    zip(options, self._letters, strict=True)
                )
            ]
        )
        row = self._values.index(now) if now in self._values else 0
        self._list.setCurrentIndex(self._model.index(row))
        self._list.setAccessibleName(question)
        self._fit()
        self._show_at(question, anchor, self._list)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys before the list and the window's shortcuts do."""
        if watched is self._list and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() not in _LIST_KEYS:
                self._take_key(event)
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        goes_on = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        row = self._row_of(event)
        if row is not None:
            self._choose(row, goes_on=goes_on)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex().row(), goes_on=goes_on)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.put_away():
                self.chosen.emit(None, goes_on)
        elif key == Qt.Key.Key_Tab:
            if self.put_away():
                self.passed.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Backtab):
            self.dismiss()

    def _row_of(self, event: QKeyEvent) -> int | None:
        # Shift turns digits into other signs, so the key says more than the text.
        digit = event.key() - Qt.Key.Key_1
        if 0 <= digit < min(9, len(self._values)):
            return digit
        letter = event.text().casefold()
        return self._letters.index(letter) if letter and letter in self._letters else None

    @Slot(QModelIndex)
    def _choose_index(self, index: QModelIndex) -> None:
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self._choose(index.row(), goes_on=bool(shift))

    def _choose(self, row: int, *, goes_on: bool) -> None:
        if 0 <= row < len(self._values) and self.put_away():
            self.chosen.emit(self._values[row], goes_on)

    def _fit(self) -> None:
        rows = self._model.rowCount()
        height = rows * self._list.sizeHintForRow(0) + 2 * self._list.frameWidth()
        self._list.setFixedHeight(max(1, height))
        self._list.setFixedWidth(round(scaled(self, _WIDTH)))
