"""The only place for the short message at the bottom of the window that goes away by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QEnterEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui import announce
from gui.icons import icon
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.notices import note
from gui.widgets.painting import colour, scaled

_SHOWN_MS = 6000
_READ_MS = 2000
_WAITING = 5


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    action: str
    run: Callable[[], object] | None
    lasts: bool


class Toast(QFrame):
    """Says one thing at a time; it stays while the mouse or the focus is on it.

    The latest of the whole window is said at once, because it answers what was just done. What it
    interrupts before it could be read, or what can still be done later, comes back afterwards. It
    never takes the focus, and all of it can be read again in the window's `Notices`.
    """

    def __init__(self, window: QWidget, *, bottom_gap: int = 44) -> None:
        """`bottom_gap` keeps it clear of what the window shows at its lower edge, in pixels."""
        super().__init__(window)
        self._window = window
        self._bottom_gap = bottom_gap
        self._shown: _Message | None = None
        self._waiting: list[_Message] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self, "toast")
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._action = QPushButton()
        set_role(self._action, "link")
        self._action.clicked.connect(self._carry_out)
        self._close = QToolButton()
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close the message"))
        self._close.clicked.connect(self.put_away)
        self._timer = QTimer(self, interval=_SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self._end)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 5, 6, 5)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._label, 1)
        self._layout.addWidget(self._action)
        self._layout.addWidget(self._close)
        window.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        action: str = "",
        run: Callable[[], object] | None = None,
        lasts: bool = False,
    ) -> None:
        """Show a message, perhaps with one thing to do about it: `run` is called at most once.

        Only what `lasts` can still be done after something else was said; an Undo could not.
        """
        message = _Message(text, action, run, lasts)
        for other in self.window().findChildren(Toast):
            # Two messages over each other could both not be read.
            self._waiting += other.give_way()
        del self._waiting[:-_WAITING]
        # What is said now need not be said a second time later.
        self._waiting = [each for each in self._waiting if each.text != text]
        note(self, text)
        self._show(message)
        announce.say(self, text)

    @property
    def text(self) -> str:
        """What is being said; empty while nothing is."""
        return self._label.text() if self.isVisible() else ""

    @Slot()
    def put_away(self) -> None:
        """Hide the message now, and show the next one that waits."""
        self._timer.stop()
        self._shown = None
        if self._waiting:
            self._show(self._waiting.pop())
        else:
            self.hide()

    @property
    def waiting(self) -> tuple[str, ...]:
        """What comes back when the shown message goes, the next one first."""
        return tuple(message.text for message in reversed(self._waiting))

    def give_way(self) -> list[_Message]:
        """Hide, and hand over what is to come back: the next one stands last."""
        shown, self._shown = self._shown, None
        waiting, self._waiting = self._waiting, []
        if shown is not None and self._is_unread(shown):
            again = shown if shown.lasts else replace(shown, action="", run=None)
            waiting = [*(each for each in waiting if each.text != shown.text), again]
        self._timer.stop()
        self.hide()
        return waiting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of a window that changes its size."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay as long as somebody points at it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count the time anew once the mouse is elsewhere."""
        self._timer.start()
        super().leaveEvent(event)

    def _show(self, message: _Message) -> None:
        self._shown = message
        self._label.setText(message.text)
        self._action.setText(message.action)
        self._action.setVisible(message.run is not None)
        self._close.setIcon(icon("close", colour(QPalette.ColorRole.PlaceholderText)))
        self.setAccessibleName(message.text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()

    def _is_unread(self, message: _Message) -> bool:
        return message.lasts or self._timer.remainingTime() > _SHOWN_MS - _READ_MS

    def _place(self) -> None:
        window = self._window.rect()
        widest = min(window.width() - 32, round(scaled(self, 560)))
        buttons = self._action.sizeHint().width() if self._action.isVisibleTo(self) else 0
        around = buttons + self._close.sizeHint().width() + 18 + 16
        words = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        width = min(widest, words + around)
        self._layout.activate()
        height = max(self._layout.totalHeightForWidth(width), self._layout.totalSizeHint().height())
        left = (window.width() - width) // 2
        self.setGeometry(left, window.height() - height - self._bottom_gap, width, height)

    @Slot()
    def _carry_out(self) -> None:
        run = self._shown.run if self._shown is not None else None
        self.put_away()
        if run is not None:
            run()

    @Slot()
    def _end(self) -> None:
        if self._action.hasFocus() or self._close.hasFocus():
            self._timer.start()
            return
        self.put_away()
