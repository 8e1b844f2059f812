"""The places with the same words, ticked before they are marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QListView, QPushButton, QWidget

from db.model import Fragment
from gui.annotate.asking.place_list import PlaceList
from gui.annotate.same_places import SamePlace

TICK = Qt.ItemDataRole.CheckStateRole
LIKELY = (True, False, True)


@pytest.fixture
def asked(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    made = PlaceList(window)
    places = [
        SamePlace(
            extent=Fragment(10 * at, 10 * at + 3),
            before="so",
            words="the",
            after="ship",
            is_likely=is_likely,
        )
        for at, is_likely in enumerate(LIKELY)
    ]
    made.ask("“the” stands in 3 more places", places, QRect(50, 50, 20, 20))
    return made


def shown(asked):
    return asked.findChild(QListView)


def ticks(asked):
    model = shown(asked).model()
    return tuple(
        model.index(row, 0).data(TICK) == Qt.CheckState.Checked.value
        for row in range(model.rowCount())
    )


def test_the_likely_places_are_ticked_at_first(asked, qtmodeltester):
    qtmodeltester.check(shown(asked).model())
    assert ticks(asked) == LIKELY
    assert asked.findChild(QPushButton).text() == "Mark 2"
    heard = shown(asked).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "so the ship"


def test_a_ticks_all_places_and_takes_all_ticks_away(asked, qtbot):
    qtbot.keyClick(shown(asked), Qt.Key.Key_A)
    assert ticks(asked) == (True, True, True)
    qtbot.keyClick(shown(asked), Qt.Key.Key_A)
    assert ticks(asked) == (False, False, False)
    assert not asked.findChild(QPushButton).isEnabled()


def test_space_and_a_click_on_the_box_tick_and_untick(asked, qtbot):
    qtbot.keyClick(shown(asked), Qt.Key.Key_Space)
    model = shown(asked).model()
    model.setData(model.index(1, 0), Qt.CheckState.Checked.value, TICK)
    model.setData(model.index(2, 0), Qt.CheckState.Checked.value, TICK)
    assert ticks(asked) == (False, True, True)


def test_enter_marks_the_ticked_places(asked, qtbot):
    with qtbot.waitSignal(asked.accepted) as told:
        qtbot.keyClick(shown(asked), Qt.Key.Key_Return)
    assert told.args == [(Fragment(0, 3), Fragment(20, 23))]
    assert not asked.isVisible()


def test_the_place_under_the_bar_is_looked_at(asked, qtbot):
    with qtbot.waitSignal(asked.looked_at) as told:
        qtbot.keyClick(shown(asked), Qt.Key.Key_Down)
    assert told.args == [Fragment(10, 13)]
