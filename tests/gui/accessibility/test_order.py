"""Tab goes through every page and section as it is read: pane by pane, line by line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window.top_bar import TopBar
from gui.project.register.section import RegisterSection
from tests.gui.accessibility.reading import out_of_order
from tests.gui.accessibility.test_announcements import first_words
from tests.gui.accessibility.test_walk import SECTIONS
from tests.gui.review.test_window import Desk

K = Qt.Key


def go_on(desk: Desk) -> None:
    """Press Tab at the top of the window, as whoever begins there."""
    bar = desk.window.findChild(TopBar)
    assert isinstance(bar, TopBar)
    first = next(each for each in bar.findChildren(QWidget) if each.accessibleName() == "Menu")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, K.Key_Tab)
    QApplication.processEvents()


def test_another_order_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    line = QHBoxLayout(window)
    for each in ("second", "first"):
        line.insertWidget(0, QPushButton(each))
    qtbot.addWidget(window)
    window.show()
    assert out_of_order(window) == ["QPushButton “second” before QPushButton “first”"]


@pytest.mark.parametrize("page", ["annotate", "review", "agreement", "explore"])
def test_the_pages_with_text(desk: Desk, page: str) -> None:
    desk.window.show_page(page)
    desk.settle()
    go_on(desk)
    assert out_of_order(desk.window) == []


def test_the_cards_of_what_is_marked(desk: Desk) -> None:
    for words, key in (("France", K.Key_A), ("send troops", K.Key_P)):
        first_words(desk, words)
        desk.press(key)
    go_on(desk)
    assert out_of_order(desk.window) == []


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("section", SECTIONS)
def test_the_sections_of_the_project(desk: Desk, section: str, zoom: int) -> None:
    desk.window.settings.zoom = zoom
    desk.window.resize(QSize(1280, 800))
    desk.window.show_page("project", section)
    desk.settle()
    go_on(desk)
    assert out_of_order(desk.window) == []


def test_the_answers_about_a_referent_come_after_its_name(desk: Desk) -> None:
    first_words(desk, "France")
    desk.press(K.Key_A)
    desk.window.show_page("project", "register")
    desk.settle()
    register = desk.window.project.section("register")
    assert isinstance(register, RegisterSection)
    register._table.selectRow(0)
    desk.settle()
    go_on(desk)
    assert out_of_order(desk.window) == []
