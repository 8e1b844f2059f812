from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from gui import icons, theme
from gui.theme import DARK, LIGHT
from gui.widgets.popup_items import PopupItem, popup_model
from gui.widgets.popup_list import PopupList, no_filter

ITEMS = (
    PopupItem(key="france", title="France", detail="9 mentions"),
    PopupItem(key="army", title="French Army", detail="1 mention"),
    PopupItem(key="nato", title="NATO", detail="alliance of France and others", caps=("Ctrl", "K")),
)


@pytest.fixture
def window(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = QWidget()
    made.resize(900, 600)
    made.field = QLineEdit(made)
    layout = QVBoxLayout(made)
    layout.addWidget(made.field)
    layout.addStretch()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


@pytest.fixture
def popup(window, qtbot):
    made = PopupList(window, "Choose a referent")
    made.set_items(ITEMS)
    made.open()
    qtbot.waitUntil(made._field.hasFocus)
    return made


def keys(popup: PopupList) -> list[str]:
    return [item.key for item in popup.shown]


def test_an_open_list_shows_everything_and_has_the_focus(popup):
    assert keys(popup) == ["france", "army", "nato"]
    assert popup.current == ITEMS[0]


def test_typing_narrows_the_list_and_tells_the_query(qtbot, popup):
    with qtbot.waitSignals([popup.typed] * 4):
        qtbot.keyClicks(popup._field, "army")
    assert keys(popup) == ["army"]


def test_a_title_that_answers_comes_before_a_detail(qtbot, popup):
    qtbot.keyClicks(popup._field, "france")
    assert keys(popup) == ["france", "nato"]


def test_enter_takes_the_item_under_the_bar_and_gives_the_focus_back(qtbot, window, popup):
    qtbot.keyClick(popup._field, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(popup.dismissed), qtbot.waitSignal(popup.chosen) as told:
        qtbot.keyClick(popup._field, Qt.Key.Key_Return)
    assert told.args == ["army"]
    assert not popup.isVisible()
    assert window.field.hasFocus()


def test_tab_goes_through_the_items_and_round(qtbot, popup):
    seen = []
    for _ in range(3):
        qtbot.keyClick(popup._field, Qt.Key.Key_Tab)
        seen.append(popup.current.key)
    assert seen == ["army", "nato", "france"]
    qtbot.keyClick(popup._field, Qt.Key.Key_Backtab)
    assert popup.current.key == "nato"


def test_escape_closes_without_an_answer(qtbot, window, popup):
    with qtbot.assertNotEmitted(popup.chosen), qtbot.waitSignal(popup.dismissed):
        qtbot.keyClick(popup._field, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert window.field.hasFocus()


def test_a_click_beside_the_list_closes_it_and_does_nothing_else(qtbot, window, popup):
    with qtbot.waitSignal(popup.dismissed):
        qtbot.mouseClick(popup._shade, Qt.MouseButton.LeftButton, pos=QPoint(5, 590))
    assert not popup._shade.isVisible()


def test_the_list_closes_when_the_focus_goes_elsewhere(qtbot, window, popup):
    with qtbot.waitSignal(popup.dismissed):
        window.field.setFocus()
    assert window.field.hasFocus()


def test_a_click_takes_an_item(qtbot, popup):
    view = popup.findChild(QListView)
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(popup.chosen) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["army"]


def test_nothing_found_is_said_and_enter_waits(qtbot, popup):
    qtbot.keyClicks(popup._field, "xyz")
    assert keys(popup) == []
    assert popup.current is None
    assert not popup._nothing.isHidden()
    with qtbot.assertNotEmitted(popup.chosen):
        qtbot.keyClick(popup._field, Qt.Key.Key_Return)
    assert popup.isVisible()


def test_items_that_come_later_keep_the_bar_where_it_was(popup, qtbot):
    qtbot.keyClick(popup._field, Qt.Key.Key_Down)
    popup.set_items((PopupItem(key="new", title="New referent"), *ITEMS))
    assert popup.current.key == "army"


def test_a_list_that_is_searched_elsewhere_shows_what_it_gets(window, qtbot):
    popup = PopupList(window, "Search", item_filter=no_filter)
    popup.set_items(ITEMS)
    popup.open(query="zzz")
    assert keys(popup) == ["france", "army", "nato"]
    popup.close_list()


def test_opening_again_starts_anew(qtbot, popup):
    qtbot.keyClicks(popup._field, "army")
    popup.close_list()
    popup.open()
    assert popup.query == ""
    assert len(popup.shown) == 3


@pytest.mark.parametrize("anchor", [QRect(700, 10, 300, 30), QRect(10, 560, 200, 30), None])
@pytest.mark.parametrize("zoom", [100, 175])
def test_the_list_stays_inside_the_window(qapp, window, anchor, zoom):
    theme.apply(qapp, LIGHT, zoom)
    popup = PopupList(window, "Choose")
    popup.set_items([PopupItem(key=str(n), title=f"Referent {n}") for n in range(40)])
    popup.open(anchor=anchor)
    assert window.rect().contains(popup.geometry())
    popup.close_list()


def test_the_list_follows_a_window_that_shrinks(window, popup):
    window.resize(420, 300)
    assert window.rect().contains(popup.geometry())


@pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=lambda each: each.name)
def test_a_row_shows_title_detail_caps_and_icon_in_the_colours_of_the_theme(qapp, popup, chosen):
    theme.apply(qapp, chosen, 100)
    icon = icons.icon("flag", QColor("#ff0000"))
    popup.set_items([PopupItem(key="x", title="Title", detail="detail", caps=("K",), icon=icon)])
    view = popup.findChild(QListView)
    row = view.visualRect(view.model().index(0, 0)).translated(view.mapTo(popup, QPoint(0, 0)))
    image = popup.grab(row).toImage()
    drawn = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    expected = (chosen.selection, chosen.page, chosen.line, QColor("#ff0000"))
    assert {colour.name() for colour in expected} <= drawn
    assert "#000000" not in drawn


def test_a_screen_reader_hears_detail_and_keys(qtmodeltester, window):
    model = popup_model(window)
    model.show_rows(ITEMS)
    qtmodeltester.check(model)
    heard = model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "NATO, alliance of France and others, Ctrl+K"
