"""What must hold of all windows: nothing is left over, out of sight or without the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.widgets.work_dialog import WorkDialog
from tests.monkey.somebody import in_the_way, named


def screen() -> str:
    """Every window and list that opened lies on the screen."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    room = QRect()
    for each in QApplication.screens():
        room = room.united(each.geometry())
    for each in shown:
        if each.parent() is None:
            # The window itself may be larger than the screen of the off-screen platform.
            room = room.united(each.geometry())
    for each in shown:
        if not room.contains(each.geometry()):
            return f"{named(each)} lies at {each.geometry()}, outside {room}"
    return ""


def modal() -> str:
    """No dialog is left that nothing stands behind."""
    for each in QApplication.topLevelWidgets():
        if not each.isVisible():
            continue
        if isinstance(each, WorkDialog) and not each._task.is_running:
            return f"the window of “{each.windowTitle()}” stays though the work is done"
        parent = each.parentWidget()
        if each.isModal() and parent is not None and not parent.isVisible():
            return f"{named(each)} stands over a window that is gone"
    return ""


def focus() -> str:
    """Something that can be seen has the keyboard."""
    active, widget = QApplication.activeWindow(), QApplication.focusWidget()
    is_list = active is not None and active.windowType() is Qt.WindowType.Popup
    if active is None or is_list or in_the_way() not in (None, active):
        return ""
    if widget is None:
        return f"nothing has the focus in {named(active)}"
    if widget.window() is not active:
        return f"{named(widget)} has the focus, in another window than {named(active)}"
    if not widget.isVisible() or not widget.isEnabled():
        return f"{named(widget)} has the focus, and can't be used: {_why(widget)}"
    if not _has_room(widget):
        return f"{named(widget)} has the focus, and no room at all"
    return ""


def _why(widget: QWidget) -> str:
    """What is hidden or disabled of all that it is in."""
    at: QWidget | None = widget
    while at is not None and not at.isHidden() and at.isEnabled():
        at = at.parentWidget()
    return "" if at is None else f"{named(at)} in {type(at.parentWidget()).__name__}"


def _has_room(widget: QWidget) -> bool:
    return widget.width() > 0 and widget.height() > 0
