from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from gui import theme
from gui.theme import DARK, LIGHT
from gui.widgets.completing_field import CompletingField
from gui.widgets.search_field import SearchField


@pytest.fixture
def search(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = SearchField("Filter titles", hint="Ctrl+L")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def field(qtbot):
    made = CompletingField("Referent")
    made.set_candidates(["France", "French Army", "Germany"])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_fast_typing_searches_once(qtbot, search):
    told: list[str] = []
    search.searched.connect(told.append)
    qtbot.keyClicks(search, "nato")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["nato"]


def test_enter_searches_at_once(qtbot, search):
    told: list[str] = []
    search.searched.connect(told.append)
    qtbot.keyClicks(search, " nato ")
    with qtbot.waitSignal(search.accepted):
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert told == ["nato"]


def test_the_same_words_are_not_searched_twice(qtbot, search):
    search.setText("nato")
    search.search_now()
    with qtbot.assertNotEmitted(search.searched):
        search.setText("nato ")
        search.search_now()


def test_escape_empties_the_field_and_tells_so_at_once(qtbot, search):
    search.setText("nato")
    search.search_now()
    with qtbot.waitSignal(search.searched) as told:
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert told.args == [""]
    assert search.text() == ""


def test_down_leads_out_of_the_field(qtbot, search):
    with qtbot.waitSignal(search.left_downwards):
        qtbot.keyClick(search, Qt.Key.Key_Down)


def test_the_cross_is_there_only_with_something_to_clear(qapp, search):
    assert not search._cross.isVisible()
    search.setText("nato")
    assert search._cross.isVisible()
    search._cross.trigger()
    assert search.text() == ""


def test_the_cross_changes_with_the_theme(qapp, search):
    before = search._cross.icon().cacheKey()
    theme.apply(qapp, DARK, 100)
    assert search._cross.icon().cacheKey() != before


def test_the_hint_gives_way_to_what_is_typed(search):
    empty = search.grab().toImage()
    search.setText(" ")
    assert search.grab().toImage() != empty
    assert search.accessibleName() == "Filter titles"


def test_typing_offers_what_may_be_meant_best_first(qtbot, field):
    qtbot.keyClicks(field, "army")
    assert field.offered == ("French Army",)
    assert field.completer().popup().isVisible()
    field.completer().popup().hide()


def test_nothing_to_offer_shows_no_list(qtbot, field):
    qtbot.keyClicks(field, "xyz")
    assert field.offered == ()
    assert not field.completer().popup().isVisible()


def test_a_completion_that_is_picked_is_committed_once(qtbot, field):
    told: list[str] = []
    field.committed.connect(told.append)
    qtbot.keyClicks(field, "ger")
    popup = field.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "Germany"
    assert told == ["Germany"]


def test_a_text_of_ones_own_is_committed_with_enter_or_on_leaving(qtbot, field):
    with qtbot.waitSignal(field.committed) as told:
        qtbot.keyClicks(field, "Xyz")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["Xyz"]
    other = QLineEdit()
    qtbot.addWidget(other)
    with qtbot.waitSignal(field.committed) as told:
        qtbot.keyClicks(field, "q")
        field.completer().popup().hide()
        field.clearFocus()
    assert told.args == ["Xyzq"]


def test_a_value_that_is_shown_is_not_committed(qtbot, field):
    with qtbot.assertNotEmitted(field.committed):
        field.set_value("France")
        field.clearFocus()
    assert field.text() == "France"
