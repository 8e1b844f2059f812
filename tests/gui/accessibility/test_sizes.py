"""Letters of up to three times the usual size, in a window as small as an old laptop's screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QPushButton, QScrollArea, QWidget

from gui.widgets.scrolled_room import ScrolledRoom
from tests.gui.accessibility.test_walk import SECTIONS

SMALL = QSize(1024, 700)
PAGES = ("annotate", "review", "agreement", "explore")


def shown(desk, page, section=""):
    desk.window.show_page(page, section)
    desk.settle()
    return getattr(desk.window, page)


@pytest.mark.parametrize("zoom", [100, 150, 200, 300])
def test_the_window_stays_as_small_as_it_is_whatever_the_size_of_letters(desk, zoom):
    desk.window.settings.zoom = zoom
    desk.window.resize(SMALL)
    desk.settle()
    for page in PAGES:
        shown(desk, page)
        assert desk.window.size() == SMALL, page
    for section in SECTIONS:
        shown(desk, "project", section)
        assert desk.window.size() == SMALL, section


def test_nothing_is_scrolled_at_the_usual_size(desk):
    desk.window.resize(SMALL)
    for page in PAGES:
        shown(desk, page)
        for room in desk.window.findChildren(ScrolledRoom):
            assert room.verticalScrollBar().maximum() == 0, page
            assert room.horizontalScrollBar().maximum() == 0, page


@pytest.mark.parametrize("zoom", [150, 200, 300])
def test_no_page_is_scrolled_sideways_in_a_small_window(desk, zoom):
    desk.window.settings.zoom = zoom
    desk.window.resize(SMALL)
    for page in PAGES:
        shown(desk, page)
        assert not scrolled_sideways(desk.window, ScrolledRoom), page
    for section in SECTIONS:
        shown(desk, "project", section)
        assert not scrolled_sideways(desk.window, QScrollArea), section


def scrolled_sideways(window, kind):
    return [
        type(room.widget()).__name__
        for room in window.findChildren(kind)
        if room.isVisible() and room.horizontalScrollBar().maximum() > 0
    ]


@pytest.mark.parametrize("page", ["annotate", "review"])
def test_what_gets_the_focus_comes_into_view(desk, page):
    desk.window.settings.zoom = 300
    desk.window.resize(SMALL)
    shown_page = shown(desk, page)
    room = next(r for r in desk.window.findChildren(ScrolledRoom) if r.isAncestorOf(shown_page))
    shown_page.side.take_focus()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        desk.settle()
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and shown_page.side.isAncestorOf(focused):
            middle = focused.mapTo(room.viewport(), focused.rect().center())
            assert room.viewport().rect().contains(middle), focused.text()


@pytest.mark.parametrize("zoom", [200, 300])
def test_words_on_buttons_are_whole(desk, zoom):
    desk.window.settings.zoom = zoom
    desk.window.resize(1920, 1080)
    for section in SECTIONS:
        page = shown(desk, "project", section)
        for button in page.findChildren(QPushButton):
            if button.isVisible() and type(button) is QPushButton:
                needed = button.fontMetrics().horizontalAdvance(button.text())
                assert button.width() >= needed, f"{section}: {button.text()}"


def test_a_room_scrolls_only_where_its_widget_needs_more_than_there_is(qtbot):
    wide = QWidget()
    wide.setMinimumSize(400, 300)
    room = ScrolledRoom(wide)
    qtbot.addWidget(room)
    room.resize(500, 400)
    room.show()
    assert wide.size() == QSize(500, 400)
    room.resize(200, 100)
    assert wide.size() == QSize(400, 300)
    assert room.horizontalScrollBar().maximum() > 0


def test_a_flat_room_is_as_high_as_what_is_in_it(qtbot):
    inner = QWidget()
    rows = QFormLayout(inner)
    rows.addRow("Words", QLabel("more words"))
    room = ScrolledRoom(inner, flat=True)
    qtbot.addWidget(room)
    room.resize(600, 50)
    assert room.sizeHint().height() == inner.sizeHint().height()
