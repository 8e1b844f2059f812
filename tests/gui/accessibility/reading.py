"""Says where Tab goes another way through a window than eyes do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QSplitter, QWidget

_SLACK = 2
"""Parts of one line need not stand at the same pixel."""


def out_of_order(window: QWidget) -> list[str]:
    """Neighbours in the order of Tab of which the second stands above or before the first."""
    return [
        f"{_named(one)} before {_named(other)}"
        for one, other in pairwise(_tabbed(window))
        if not _is_read_before(one, other)
    ]


def _tabbed(window: QWidget) -> Iterator[QWidget]:
    at = window.nextInFocusChain()
    while at is not window:
        takes_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None
        if takes_tab and at.isVisible() and at.isEnabled():
            yield at
        at = at.nextInFocusChain()


def _is_read_before(one: QWidget, other: QWidget) -> bool:
    """Compare the rooms in which the two are, within the smallest that has both."""
    ways = _upwards(one), _upwards(other)
    common = next(each for each in ways[0] if each in ways[1])
    if common in (one, other):
        return common is one
    rooms = [way[way.index(common) - 1] for way in ways]
    if isinstance(common, QSplitter):
        return common.indexOf(rooms[0]) < common.indexOf(rooms[1])
    first, second = (room.geometry() for room in rooms)
    if second.top() >= first.bottom() - _SLACK:
        return True
    return first.top() < second.bottom() - _SLACK and first.left() <= second.left()


def _upwards(widget: QWidget) -> list[QWidget]:
    way, at = [], widget
    while True:
        way.append(at)
        parent = at.parentWidget()
        if at.isWindow() or parent is None:
            return way
        at = parent


def _named(widget: QWidget) -> str:
    said = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return f"{type(widget).__name__} “{said}”"
