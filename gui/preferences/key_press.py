"""The field that waits for a key, and the only place that makes a key sequence of a key event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.command import key_parts
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.key_cap import KeyCap
from gui.widgets.painting import draw_ring, scaled
from gui.widgets.parts import clear, words

_HEIGHT = 52
_RADIUS = 8

_MODIFIERS = frozenset({
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R, Qt.Key.Key_unknown,
})  # fmt: skip


def sequence_of(event: QKeyEvent) -> str:
    """The portable spelling of the pressed key; empty while only Shift, Ctrl ... are held.

    A sign that needs Shift is spelled as it reads ("?", "Ctrl++"), as in the table of commands.
    """
    key = Qt.Key(event.key())
    if key in _MODIFIERS:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = Qt.KeyboardModifier.ShiftModifier
    if key == Qt.Key.Key_Backtab:
        key, modifiers = Qt.Key.Key_Tab, modifiers | shift
    is_sign = 0x20 < key.value < 0x0100_0000 and not chr(key.value).isalpha()
    if is_sign:
        modifiers &= ~shift
    pressed = QKeySequence(QKeyCombination(modifiers, key))
    return pressed.toString(QKeySequence.SequenceFormat.PortableText)


class KeyField(QLabel):
    """Takes any key, also Tab and Escape, while it has the focus; `pressed` carries it.

    A label, so that screen readers read it out; a bare frame would be passed over.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Press the new key"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 12, 14, 12)
        # So that the dialog does not jump when the words give way to caps.
        self.setMinimumHeight(round(scaled(self, _HEIGHT)))
        self.show_key("")

    def show_key(self, key: str) -> None:
        """Show a key, or the words that ask for one."""
        clear(self._row)
        self._row.addStretch(1)
        if key:
            self._row.addWidget(KeyCap(key_parts(key)))
        else:
            self._row.addWidget(words(tr("Press the new key now"), "muted"))
        self._row.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that it waits."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, QRectF(self.rect()), _RADIUS)
            painter.end()

    def event(self, event: QEvent) -> bool:
        """Take keys before shortcuts and the walk through the fields do."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                key = sequence_of(event)
                if key:
                    self.pressed.emit(key)
                event.accept()
                return True
        return super().event(event)
