from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui import theme
from gui.theme import LIGHT
from gui.widgets.pill_bar import Pill, PillBar

PILLS = (
    Pill(key="all", title="All", count=120),
    Pill(key="todo", title="To do", count=84),
    Pill(key="done", title="Done & dusted"),
)


@pytest.fixture
def bar(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = PillBar("States")
    made.set_pills(PILLS)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def titles(bar: PillBar) -> list[str]:
    return [button.text().replace("&&", "&") for button in bar._buttons.values()]


def test_the_first_pill_is_chosen_until_somebody_chooses(bar):
    assert bar.current == "all"
    assert titles(bar) == ["All 120", "To do 84", "Done & dusted"]


def test_a_click_chooses_and_tells(qtbot, bar):
    with qtbot.waitSignal(bar.chosen) as told:
        qtbot.mouseClick(bar._buttons["todo"], Qt.MouseButton.LeftButton)
    assert told.args == ["todo"]
    assert bar.current == "todo"


def test_arrow_keys_go_round(qtbot, bar):
    told: list[str] = []
    bar.chosen.connect(told.append)
    bar._buttons["all"].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(bar._buttons[bar.current], key)
    assert told == ["todo", "all", "done"]


def test_tab_reaches_the_chosen_pill_only(bar):
    bar.choose("todo")
    reachable = [
        key
        for key, button in bar._buttons.items()
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert reachable == ["todo"]


def test_new_counts_keep_the_choice_the_buttons_and_the_peace(qtbot, bar):
    bar.choose("todo")
    button = bar._buttons["todo"]
    with qtbot.assertNotEmitted(bar.chosen):
        bar.set_pills((PILLS[0], Pill(key="todo", title="To do", count=83), PILLS[2]))
    assert bar.current == "todo"
    assert bar._buttons["todo"] is button
    assert titles(bar)[1] == "To do 83"


def test_a_chosen_pill_that_goes_gives_way_to_the_first(bar):
    bar.choose("done")
    bar.set_pills(PILLS[:2])
    assert bar.current == "all"
    bar.set_pills(())
    assert bar.current == ""


def test_choosing_what_is_not_there_changes_nothing(bar):
    bar.choose("nothing")
    assert bar.current == "all"


def test_a_screen_reader_hears_title_and_count(bar):
    assert bar.accessibleName() == "States"
    assert bar._buttons["all"].accessibleName() == "All 120"


@pytest.mark.parametrize("zoom", [100, 175])
def test_pills_that_do_not_fit_wrap_and_keep_their_words(qapp, qtbot, zoom):
    theme.apply(qapp, LIGHT, zoom)
    bar = PillBar("States")
    bar.set_pills(PILLS)
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(150, bar.heightForWidth(150))
    for button in bar._buttons.values():
        assert button.width() >= button.minimumSizeHint().width()
        assert bar.rect().contains(button.geometry())
