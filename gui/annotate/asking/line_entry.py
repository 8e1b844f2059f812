"""The only place for the popup that asks for a few words: a name, a text, a number, a date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gui.annotate.asking.popup import Popup
from gui.style_sheet import set_role
from gui.widgets.painting import scaled

_WIDTH = 380
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def anything(_text: str) -> str:
    """Finds nothing wrong with any words."""
    return ""


class LineEntry(Popup):
    """A field.

    `entered` carries the words and whether to go on: Enter takes them, Tab or Shift+Enter goes on
    as well.
    """

    entered = Signal(str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._check: Callable[[str], str] = anything
        self._field = QLineEdit(self)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._look)
        self._problem = QLabel()
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._problem, "problem")
        set_role(self._problem, "secondary")
        self._problem.hide()
        self._body.addWidget(self._field)
        self._body.addWidget(self._problem)

    def ask(
        self, question: str, now: str, anchor: QRect, check: Callable[[str], str] = anything
    ) -> None:
        """Open with the present words selected.

        `check` says what is wrong with some words, "" for nothing.
        """
        self._check = check
        self._field.setAccessibleName(question)
        self._field.setText(now)
        self._field.selectAll()
        self._field.setFixedWidth(round(scaled(self, _WIDTH)))
        self._show_at(question, anchor, self._field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Tab and Escape before the field does."""
        if watched is self._field and isinstance(event, QKeyEvent):
            key = event.key()
            takes = key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
            if takes and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if takes and event.type() == QEvent.Type.KeyPress:
                self._take_key(event)
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        words = self._field.text().strip()
        if self._check(words):
            return
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        goes_on = event.key() == Qt.Key.Key_Tab or (event.key() in _ENTER and has_shift)
        if self.put_away():
            self.entered.emit(words, goes_on)

    @Slot(str)
    def _look(self, text: str) -> None:
        wrong = self._check(text.strip())
        set_role(self._field, "invalid", bool(wrong))
        self._problem.setText(wrong)
        self._problem.setVisible(bool(wrong))
        if self.isVisible():
            self._place()
