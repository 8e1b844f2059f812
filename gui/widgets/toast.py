"""The only place for the short message at the bottom of the window that goes away by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.icons import icon
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import colour, scaled

_SHOWN_MS = 6000


class Toast(QFrame):
    """Says one thing at a time, the latest; it stays while the mouse or the focus is on it."""

    def __init__(self, window: QWidget, *, bottom_gap: int = 44) -> None:
        """`bottom_gap` keeps it clear of what the window shows at its lower edge, in pixels."""
        super().__init__(window)
        self._window = window
        self._bottom_gap = bottom_gap
        self._run: Callable[[], object] | None = None
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

    def say(self, text: str, *, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Show a message, perhaps with one thing to do about it: `run` is called at most once."""
        self._label.setText(text)
        self._run = run
        self._action.setText(action)
        self._action.setVisible(run is not None)
        self._close.setIcon(icon("close", colour(QPalette.ColorRole.PlaceholderText)))
        self.setAccessibleName(text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        """What is being said; empty while nothing is."""
        return self._label.text() if self.isVisible() else ""

    @Slot()
    def put_away(self) -> None:
        """Hide the message now."""
        self._timer.stop()
        self._run = None
        self.hide()

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

    def _place(self) -> None:
        window = self._window.rect()
        widest = min(window.width() - 32, round(scaled(self, 560)))
        buttons = self._action.sizeHint().width() if self._run else 0
        around = buttons + self._close.sizeHint().width() + 18 + 16
        words = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        width = min(widest, words + around)
        self._layout.activate()
        height = max(self._layout.totalHeightForWidth(width), self._layout.totalSizeHint().height())
        left = (window.width() - width) // 2
        self.setGeometry(left, window.height() - height - self._bottom_gap, width, height)

    @Slot()
    def _carry_out(self) -> None:
        run = self._run
        self.put_away()
        if run is not None:
            run()

    @Slot()
    def _end(self) -> None:
        if self._action.hasFocus() or self._close.hasFocus():
            self._timer.start()
            return
        self.put_away()
