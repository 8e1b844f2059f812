"""The only place that lets Tab go through a window as it is read.

Qt goes by when parts were made: those that are made anew while the window is open, as pills and
cards are, would all come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

T = TypeVar("T")


class ReadingRoom(QWidget):
    """Tab goes through what is in it from the top to the bottom, one pane after another."""

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Put the parts in order, whatever has come meanwhile, and then go on."""
        put_in_reading_order(self)
        return super().focusNextPrevChild(is_next)


def put_in_reading_order(room: QWidget) -> None:
    """Let Tab reach what is shown in a room in the order in which it is laid out."""
    for one, other in pairwise(in_reading_order(room)):
        QWidget.setTabOrder(one, other)


def in_reading_order(room: QWidget) -> Iterator[QWidget]:
    """All shown parts that take the focus by Tab."""
    for part in _parts(room):
        if part.isHidden():
            continue
        # Whoever hands the focus on to another part takes none.
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
            yield part
        yield from in_reading_order(part)


def _parts(room: QWidget) -> list[QWidget]:
    """What is directly in a widget, in order; what it has for itself, such as bars, is left out."""
    if isinstance(room, QSplitter):
        return _there(room.widget(at) for at in range(room.count()))
    if isinstance(room, QStackedWidget):
        return _there([room.currentWidget()])
    if isinstance(room, QScrollArea):
        return _there([room.widget()])
    if isinstance(room, QAbstractItemView):
        return []
    layout = room.layout()
    laid_out = list(_laid_out(layout)) if layout is not None else []
    others = [
        each
        for each in room.children()
        if isinstance(each, QWidget) and not each.isWindow() and each not in laid_out
    ]
    return laid_out + sorted(others, key=lambda each: (each.y(), each.x()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        # A grid may have been filled in any order.
        places.sort(key=lambda at: _cell(layout, at))
    return _there(layout.itemAt(at) for at in places)


def _cell(grid: QGridLayout, at: int) -> tuple[int, int]:
    # The stubs know nothing of the four numbers that there are.
    row, column, _, _ = cast("tuple[int, int, int, int]", grid.getItemPosition(at))
    return row, column


def _there(found: Iterable[T | None]) -> list[T]:
    return [each for each in found if each is not None]
