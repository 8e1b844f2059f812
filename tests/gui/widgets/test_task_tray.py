"""Work in the background and what was said, in one place of the window."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from db.errors import UserFault
from gui.background import Background, State
from gui.theme import LIGHT
from gui.widgets import parts, task_tray
from gui.widgets.notices import Notices
from gui.widgets.task_book import Share, TaskBook
from gui.widgets.task_tray import TaskTray
from gui.widgets.toast import Toast


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


class Room(QWidget):
    def __init__(self, background):
        super().__init__()
        self.resize(900, 600)
        self.field = QLineEdit(self)
        self.notices = Notices(self)
        self.book = TaskBook(background, self)
        self.tray = TaskTray(self, self.book, self.notices, LIGHT)
        self.toast = Toast(self)

    @property
    def words(self):
        return " | ".join(each.text() for each in self.tray.findChildren(QLabel))

    def press(self, words):
        buttons = self.tray.findChildren(QPushButton)
        next(each for each in buttons if each.text() == words).click()


@pytest.fixture
def room(qtbot, background):
    made = Room(background)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def held(background):
    """Jobs wait for this before they end."""
    go = threading.Event()
    yield go
    go.set()


def wait_for(go):
    def job(progress):
        progress.report(30, 100, "articles")
        go.wait()
        progress.check()
        return 7

    return job


def test_a_task_is_listed_with_its_share_while_it_runs(qtbot, room, background, held):
    task = background.start(wait_for(held), title="Exporting")
    qtbot.waitUntil(lambda: room.book.share(task).percent == 30)
    room.tray.toggle()
    assert "Exporting" in room.words
    assert "articles · 30 %" in room.words
    held.set()
    qtbot.waitUntil(lambda: not room.book.running)


def test_a_task_can_be_stopped_from_the_tray(qtbot, room, background, held):
    task = background.start(wait_for(held), title="Exporting")
    room.tray.toggle()
    room.press("Cancel")
    held.set()
    qtbot.waitUntil(lambda: task.state is State.CANCELLED)
    assert room.book.running == ()


def test_what_came_of_it_stays_with_a_way_to_the_folder(
    qtbot, room, background, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(task_tray, "open_folder", opened.append)
    background.start(
        lambda _progress: 12,
        done=lambda count: background.tell_outcome(f"{count} articles", tmp_path),
        title="Exporting",
    )
    qtbot.waitUntil(lambda: bool(room.book.finished))
    room.tray.toggle()
    assert "✓ Exporting: 12 articles" in room.words
    room.press("Open the folder")
    assert opened == [str(tmp_path)]
    room.press("Clear")
    assert room.book.finished == ()
    assert parts.open_folder not in opened


def test_a_fault_is_kept_in_its_own_words(qtbot, room, background):
    def job(_progress):
        raise UserFault("The disk is full.")

    background.start(job, failed=lambda _fault: None, title="Exporting")
    qtbot.waitUntil(lambda: bool(room.book.finished))
    room.tray.toggle()
    assert "✕ Exporting: The disk is full." in room.words


def test_short_work_and_work_without_a_title_is_not_kept(qtbot, room, background):
    ended = []
    for title in ("Looking", ""):
        task = background.start(lambda _progress: None, title=title)
        task.finished.connect(ended.append)
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert room.book.finished == ()


def test_the_tray_takes_the_focus_only_when_it_is_asked_for(qtbot, room, background, held):
    room.field.setFocus()
    qtbot.waitUntil(room.field.hasFocus)
    background.start(wait_for(held), title="Exporting")
    room.toast.say("marked")
    assert room.field.hasFocus()
    assert not room.tray.isVisible()
    room.tray.toggle()
    assert room.tray.isAncestorOf(room.focusWidget())
    QTest.keyClick(room.focusWidget(), Qt.Key.Key_Escape)
    assert not room.tray.isVisible()


def test_what_was_said_can_be_read_again(room):
    room.toast.say("first")
    room.toast.say("second")
    room.tray.toggle()
    assert room.words.index("second") < room.words.index("first")
    room.toast.say("third")
    assert "third" in room.words


def test_an_interrupted_message_comes_back_but_its_undo_does_not(room):
    room.toast.say("first", action="Undo", run=lambda: None)
    room.toast.say("second")
    assert room.toast.text == "second"
    assert room.toast.waiting == ("first",)
    room.toast.put_away()
    assert room.toast.text == "first"
    assert room.toast._action.isHidden()
    room.toast.put_away()
    assert room.toast.text == ""


def test_what_lasts_comes_back_with_what_can_be_done(room):
    ran = []
    room.toast.say("trouble", action="Look", run=lambda: ran.append(1), lasts=True)
    room.toast.say("second")
    room.toast.put_away()
    room.toast._action.click()
    assert ran == [1]


def test_the_tray_stays_inside_a_small_window(room):
    room.resize(360, 300)
    for number in range(20):
        room.toast.say(f"The {number}th of many things that were said, in many words")
    room.tray.toggle()
    assert room.rect().contains(room.tray.geometry())


def test_a_share_is_unknown_without_a_total():
    assert Share(5, 0).percent is None
    assert Share(5, 7).percent == 71


def test_two_parts_of_a_window_do_not_speak_over_each_other(room):
    page = Toast(QWidget(room))
    page.say("said by a page")
    room.toast.say("said by the window")
    assert page.text == ""
    assert room.toast.text == "said by the window"
    assert room.toast.waiting == ("said by a page",)
