"""The only place for what the small popups share: where they open and how they close."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from gui.style_sheet import set_role
from gui.widgets.focus_before import give_back_focus
from gui.widgets.painting import scaled

_MARGIN = 8
_GAP_TO_ANCHOR = 6
# The focus that goes to a menu or another window comes back.
_PASSING_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Popup(QFrame):
    """A frame over the window, near what it is about.

    `dismissed` says that the person turned away.
    """

    dismissed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._anchor = QRect()
        self._focus_before: QWidget | None = None
        self.setObjectName("popup")
        set_role(self, "popup")
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._heading, "muted")
        set_role(self._heading, "secondary")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(9, 7, 9, 8)
        self._body.setSpacing(5)
        self._body.addWidget(self._heading)
        self.hide()

    def put_away(self) -> bool:
        """Close without a word; whether it was open. The focus goes back to where it was."""
        if not self.isVisible():
            return False
        self._window.removeEventFilter(self)
        self.hide()
        give_back_focus(self._focus_before)
        self._focus_before = None
        return True

    def dismiss(self) -> None:
        """Close because the person turned away."""
        if self.put_away():
            self.dismissed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when a click or the focus goes elsewhere."""
        if watched is self._window:
            if event.type() == QEvent.Type.MouseButtonPress:
                self.dismiss()
            elif event.type() == QEvent.Type.Resize:
                self._place()
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            self._follow_focus(event.reason())
        return super().eventFilter(watched, event)

    def _follow_focus(self, reason: Qt.FocusReason) -> None:
        if self.isVisible() and reason not in _PASSING_REASONS:
            # The focus stays where the person has put it.
            self._focus_before = None
            self.dismiss()

    def _show_at(self, heading: str, anchor: QRect, focus: QWidget) -> None:
        """Open under `anchor` (in the window's coordinates), or over it where room is short."""
        self._heading.setText(heading)
        self._anchor = anchor
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
            # No shade over the window, as other popups have: hiding it would repaint everything.
            self._window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        room = self._window.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self._body.activate()
        size = self.sizeHint().boundedTo(room.size())
        gap = round(scaled(self, _GAP_TO_ANCHOR))
        corner = QPoint(self._anchor.left(), self._anchor.bottom() + gap)
        if corner.y() + size.height() > room.bottom():
            corner.setY(self._anchor.top() - gap - size.height())
        x = max(room.left(), min(corner.x(), room.right() - size.width()))
        y = max(room.top(), min(corner.y(), room.bottom() - size.height()))
        self.setGeometry(QRect(QPoint(x, y), size))
