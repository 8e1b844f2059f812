from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.reading_order import ReadingRoom, in_reading_order


def buttons(*names: str) -> list[QPushButton]:
    return [QPushButton(name) for name in names]


def names(parts: Iterable[QWidget]) -> list[str]:
    return [part.text() for part in parts if isinstance(part, QPushButton | QLineEdit)]


def walked(room: ReadingRoom, bot: QtBot, *, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """What Tab comes to, once around."""
    bot.addWidget(room)
    room.show()
    room.activateWindow()
    bot.waitUntil(room.isActiveWindow)
    first = next(in_reading_order(room))
    first.setFocus()
    met: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in met:
        met.append(focused)
        QTest.keyClick(focused, key)
    return names(met)


def test_parts_that_are_made_anew_are_reached_where_they_stand(qtbot: QtBot) -> None:
    room = ReadingRoom()
    column = QVBoxLayout(room)
    pills = PillBar("Which")
    for each in (*buttons("one"), pills, *buttons("two")):
        column.addWidget(each)
    pills.set_pills([Pill(key="all", title="All")])
    pills.set_pills([Pill(key="any", title="Any"), Pill(key="none", title="None")])
    assert walked(room, qtbot) == ["one", "Any", "two"]


def test_backwards_it_is_the_same_way(qtbot: QtBot) -> None:
    room = ReadingRoom()
    column = QVBoxLayout(room)
    one, two, three = buttons("one", "two", "three")
    for each in (three, one, two):
        column.insertWidget(0, each)
    assert walked(room, qtbot, key=Qt.Key.Key_Backtab) == ["two", "three", "one"]


def test_panes_come_one_after_another_and_grids_line_by_line(qtbot: QtBot) -> None:
    room = ReadingRoom()
    line = QHBoxLayout(room)
    splitter = QSplitter()
    right, left = QWidget(), QWidget()
    grid = QGridLayout(right)
    for name, row, column in (("d", 1, 1), ("a", 0, 0), ("c", 1, 0), ("b", 0, 1)):
        grid.addWidget(*buttons(name), row, column)
    column = QVBoxLayout(left)
    above, below = QHBoxLayout(), QScrollArea()
    (inside,) = buttons("inside")
    below.setWidget(inside)
    below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    column.addWidget(below)
    column.insertLayout(0, above)
    for each in buttons("x", "y"):
        above.addWidget(each)
    splitter.addWidget(left)
    splitter.addWidget(right)
    line.addWidget(splitter)
    assert walked(room, qtbot) == ["x", "y", "inside", "a", "b", "c", "d"]


def test_what_is_hidden_or_hands_the_focus_on_is_not_counted(qtbot: QtBot) -> None:
    room = ReadingRoom()
    column = QVBoxLayout(room)
    seen, hidden = buttons("seen", "hidden")
    stack = QStackedWidget()
    for each in buttons("this page", "another page"):
        stack.addWidget(each)
    box = QComboBox()
    box.setEditable(True)
    for part in (seen, hidden, stack, box):
        column.addWidget(part)
    hidden.hide()
    qtbot.addWidget(room)
    room.show()
    assert list(in_reading_order(room)) == [seen, stack.currentWidget(), box]


def test_parts_without_a_layout_come_by_their_places(qtbot: QtBot) -> None:
    room = ReadingRoom()
    for name, y in (("below", 80), ("above", 0)):
        (each,) = buttons(name)
        each.setParent(room)
        each.move(0, y)
    assert walked(room, qtbot) == ["above", "below"]
