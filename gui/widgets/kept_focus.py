"""The only place that gives the keyboard on where what had it can't be used any more."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.widgets.soon import Soon


class FocusKeeper(QObject):
    """Watches over all windows of the program.

    A button that works for a while is disabled, a card that changes is made anew: whoever works by
    keys alone was there, and would have to begin at the top of the window. The focus goes to what
    is nearest instead, once everything that follows from the key has been done.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._around: tuple[QWidget, ...] = ()
        self._soon = Soon(self, self._give_on)
        self._hears = app.focusChanged.connect(self._follow)

    def close(self) -> None:
        """Watch no more: an application may outlive the program whose windows these were."""
        QObject.disconnect(self._hears)

    @Slot(QWidget, QWidget)
    def _follow(self, lost: QWidget | None, now: QWidget | None) -> None:
        if now is None and lost is not None and isValid(lost):
            self._around = tuple(_upwards(lost))
            self._soon.start()

    def _give_on(self) -> None:
        around, self._around = self._around, ()
        window = QApplication.activeWindow()
        if window is None or QApplication.focusWidget() or QApplication.activePopupWidget():
            return
        near = (each for each in around if isValid(each) and each.window() is window)
        for each in (*near, window):
            found = next((part for part in _in_order(each) if _can_have_it(part)), None)
            if found is not None:
                found.setFocus(Qt.FocusReason.OtherFocusReason)
                return


def _upwards(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all that it is in, up to its window."""
    at: QWidget | None = widget
    while at is not None:
        yield at
        at = None if at.isWindow() else at.parentWidget()


def _in_order(room: QWidget) -> Iterator[QWidget]:
    """What is in a widget, itself first, in the order of Tab."""
    yield room
    at = room.nextInFocusChain()
    while at is not None and at is not room:
        if room.isAncestorOf(at):
            yield at
        at = at.nextInFocusChain()


def _can_have_it(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and widget.isVisible() and widget.isEnabled()
