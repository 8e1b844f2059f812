"""Whoever works by keys alone is never left without a place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QGroupBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.kept_focus import FocusKeeper


class Room(QWidget):
    """A button above a group of two."""

    def __init__(self) -> None:
        super().__init__()
        self.above = QPushButton("above")
        self.group = QGroupBox()
        self.first, self.second = QPushButton("first"), QPushButton("second")
        inside = QVBoxLayout(self.group)
        inside.addWidget(self.first)
        inside.addWidget(self.second)
        column = QVBoxLayout(self)
        column.addWidget(self.above)
        column.addWidget(self.group)


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    parent = QObject()
    FocusKeeper(qapp, parent)
    made = Room()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()


def test_what_is_near_gets_the_focus_of_what_is_made_anew(room: Room, qtbot: QtBot):
    room.first.setFocus()
    room.first.clearFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.first)


def test_a_group_that_is_disabled_gives_the_focus_to_what_is_around_it(room: Room, qtbot: QtBot):
    room.second.setFocus()
    room.group.setEnabled(False)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.above)


def test_the_focus_comes_back_to_what_was_disabled_only_for_a_moment(room: Room, qtbot: QtBot):
    room.second.setFocus()
    room.group.setEnabled(False)
    room.group.setEnabled(True)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.second)


def test_a_window_in_which_nothing_can_be_used_stays_without(room: Room, qtbot: QtBot):
    room.above.setFocus()
    room.setEnabled(False)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is None)
    room.setEnabled(True)
    room.first.setFocus()
    assert QApplication.focusWidget() is room.first


def test_a_keeper_that_was_closed_watches_no_more(qapp, qtbot):
    parent = QObject()
    keeper = FocusKeeper(qapp, parent)
    keeper.close()
    keeper.close()
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.clearFocus()
    assert keeper._around == ()
