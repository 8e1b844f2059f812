"""Who acts in the window: what acts, hands and errands may know of the monkey."""

from __future__ import annotations

import random
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import Program
from gui.main_window.window import MainWindow
from tests.monkey.reached import Reached
from tests.monkey.room import Room


class Somebody(Protocol):
    """Their dice, the program with the window as it is now, and where steps are written down."""

    chance: random.Random
    program: Program
    reached: Reached
    room: Room

    @property
    def window(self) -> MainWindow:
        """The window that is open."""
        ...

    def note(self, step: str) -> None:
        """Write a step down."""
        ...

    def settle(self) -> None:
        """Wait for all that follows from what was done."""
        ...


def named(widget: QWidget) -> str:
    """A widget, for people."""
    kind = type(widget).__name__
    name = widget.accessibleName() or widget.objectName()
    return f"{kind} “{name}”" if name else kind


def in_the_way() -> QWidget | None:
    """The menu, list or dialog that has to go before the window can be used again."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def place_of(who: Somebody) -> str:
    """Where the monkey is: the page with its section, or the dialog over it."""
    over = in_the_way()
    if over is not None:
        return type(over).__name__
    window = who.program.window
    if window is None:
        return "welcome"
    page = window._turner.page
    return f"project/{window._turner.section}" if page == "project" else page


def top_of(who: Somebody) -> QWidget:
    """The window that takes keys and clicks now."""
    active = QApplication.activeWindow()
    top = in_the_way() or (active if active and active.isVisible() else who.program.window)
    return top or next(each for each in QApplication.topLevelWidgets() if each.isVisible())


def focus_of(who: Somebody) -> QWidget:
    """What takes the keys."""
    return QApplication.focusWidget() or top_of(who)


def point_in(widget: QWidget, chance: random.Random) -> QPoint:
    """Any point of a widget."""
    return QPoint(
        chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height()))
    )


def can_be_used(widget: QWidget) -> bool:
    """Whether somebody could click it."""
    return widget.isVisible() and widget.isEnabled() and widget.width() > 1


def columns_of(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """How many columns there are; a list keeps it to itself that it has one."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
