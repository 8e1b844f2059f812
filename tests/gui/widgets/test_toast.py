from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui import theme
from gui.theme import LIGHT
from gui.widgets.toast import Toast


@pytest.fixture
def window(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = QWidget()
    made.resize(800, 500)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def toast(window):
    return Toast(window)


def test_a_message_is_shown_at_the_bottom_inside_the_window(window, toast):
    toast.say("5 mentions marked")
    assert toast.text == "5 mentions marked"
    assert window.rect().contains(toast.geometry())
    assert toast.geometry().bottom() == 500 - 44 - 1


def test_the_action_runs_once_and_ends_the_message(qtbot, toast):
    ran: list[str] = []
    toast.say("5 mentions marked", action="Undo", run=lambda: ran.append("undo"))
    qtbot.mouseClick(toast._action, Qt.MouseButton.LeftButton)
    toast._action.click()
    assert ran == ["undo"]
    assert toast.text == ""


def test_a_new_message_replaces_the_old_one_with_its_action(toast):
    toast.say("one", action="Undo", run=lambda: None)
    toast.say("two")
    assert toast.text == "two"
    assert toast._action.isHidden()


def test_the_message_ends_by_itself(qtbot, toast):
    toast._timer.setInterval(10)
    toast.say("gone soon")
    qtbot.waitUntil(lambda: toast.text == "")


def test_the_message_stays_under_the_mouse_and_goes_after_it(toast):
    toast.say("read me")
    here = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(here, here, here))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()


def test_the_message_does_not_vanish_under_the_keyboard(qtbot, window, toast):
    window.activateWindow()
    toast.say("read me", action="Undo", run=lambda: None)
    toast._action.setFocus()
    qtbot.waitUntil(toast._action.hasFocus)
    toast._end()
    assert toast.text == "read me"


def test_the_close_button_closes(qtbot, toast):
    toast.say("read me")
    qtbot.mouseClick(toast._close, Qt.MouseButton.LeftButton)
    assert toast.text == ""


@pytest.mark.parametrize("zoom", [100, 175])
def test_a_long_message_wraps_and_is_seen_whole_in_a_narrow_window(qapp, window, toast, zoom):
    theme.apply(qapp, LIGHT, zoom)
    window.resize(360, 500)
    toast.say("The last action could not be carried out because the disk is full. " * 2)
    assert window.rect().contains(toast.geometry())
    label = toast._label
    assert label.height() >= label.heightForWidth(label.width())


def test_the_message_keeps_its_place_when_the_window_changes(window, toast):
    toast.say("here")
    window.resize(500, 300)
    assert window.rect().contains(toast.geometry())
    assert toast.geometry().bottom() == 300 - 44 - 1


def test_a_screen_reader_hears_the_message(toast):
    toast.say("5 mentions marked")
    assert toast.accessibleName() == "5 mentions marked"
