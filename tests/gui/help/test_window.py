from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from gui import theme
from gui.help.book import Place, handbook
from gui.help.window import HelpWindow
from gui.theme import DARK, LIGHT
from gui.translation import translate_qt

START, LEADS, REVIEW = Place(page="start"), Place(page="leads"), Place(page="leads", slug="review")


@pytest.fixture
def window(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = HelpWindow()
    qtbot.addWidget(made)
    made.go(START)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def press(window, key, *, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, held)


def found(window, qtbot, words):
    QTest.keyClicks(window._field, words)
    qtbot.waitUntil(lambda: window._results.count() > 0)


def test_it_opens_at_a_heading(window):
    window.go(REVIEW)
    assert window.place == REVIEW
    assert window._text.section == "Review"


def test_the_contents_show_where_one_is(window):
    window.go(REVIEW)
    assert window._contents.currentItem().text(0) == "Review"
    window.go(START)
    assert window._contents.currentItem().text(0) == handbook().pages[0].title


def test_going_down_the_contents_shows_each_page_and_is_one_step(window):
    window._contents.setFocus()
    for _ in range(3):
        press(window, Qt.Key.Key_Down)
    assert window.place != START
    press(window, Qt.Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert window.place == START


def test_back_and_forward_come_to_the_same_lines(window):
    window.go(REVIEW)
    scroll = window._text.verticalScrollBar().value()
    window.go(START)
    assert window.findChild(QToolButton, "left").isEnabled()
    press(window, Qt.Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert (window.place, window._text.verticalScrollBar().value()) == (REVIEW, scroll)
    press(window, Qt.Key.Key_Right, held=Qt.KeyboardModifier.AltModifier)
    assert window.place == START
    assert not window.findChild(QToolButton, "right").isEnabled()


def test_a_link_leads_to_its_page(window):
    window._text.link_wanted.emit("leads.md#review")
    assert window.place == REVIEW
    window._text.link_wanted.emit("#collect")
    assert window.place == Place(page="leads", slug="collect")


def test_a_link_to_elsewhere_leads_nowhere(window):
    window._text.link_wanted.emit("https://example.org/")
    assert window.place == START


def test_links_can_be_followed_by_keys(window):
    window._text.setFocus()
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Return)
    assert window.place == Place(page="annotators")


def test_words_are_found_and_marked_by_keys_alone(window, qtbot):
    press(window, Qt.Key.Key_F, held=Qt.KeyboardModifier.ControlModifier)
    assert window._field.hasFocus()
    found(window, qtbot, "fingerprint")
    press(window, Qt.Key.Key_Return)
    first = window.place
    assert first != START
    assert window._text.extraSelections()
    press(window, Qt.Key.Key_Down)
    assert window._results.hasFocus()
    assert window.place != first
    place = window._text.textCursor().position()
    press(window, Qt.Key.Key_F3)
    marks = len(window._text.extraSelections())
    assert marks == 1 or window._text.textCursor().position() != place


def test_an_emptied_search_shows_the_contents_again(window, qtbot):
    found(window, qtbot, "fingerprint")
    press(window._field, Qt.Key.Key_Escape)
    qtbot.waitUntil(window._contents.isVisible)
    assert window.isVisible()
    assert not window._text.extraSelections()


def test_words_that_nothing_has_are_said_to_be_missing(window, qtbot):
    QTest.keyClicks(window._field, "zeppelin")
    qtbot.waitUntil(window._nothing.isVisible)


def test_a_copied_link_can_be_pasted_into_the_search(window, qtbot):
    window.go(REVIEW)
    window.copy_link()
    assert QGuiApplication.clipboard().text() == "handbook:leads#review"
    window.go(START)
    window._field.setFocus()
    press(window, Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.place == REVIEW)


def test_f6_goes_through_search_contents_and_text(window):
    window._text.setFocus()
    for part in (window._field, window._contents, window._text):
        press(window, Qt.Key.Key_F6)
        assert part.hasFocus()
    press(window, Qt.Key.Key_F6, held=Qt.KeyboardModifier.ShiftModifier)
    assert window._contents.hasFocus()


def test_escape_closes_it(window):
    window._text.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_window_has_one_handbook(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    one = HelpWindow.show_over(parent, START)
    other = HelpWindow.show_over(parent, REVIEW)
    assert one is other
    assert one.place == REVIEW
    one.close()


@pytest.mark.parametrize(("look", "zoom"), [(LIGHT, 175), (DARK, 100)])
@pytest.mark.parametrize("page", handbook().pages, ids=lambda page: page.name)
def test_every_heading_of_every_page_can_be_gone_to(qapp, window, page, look, zoom):
    theme.apply(qapp, look, zoom)
    for section in page.sections:
        window.go(section.place)
        assert window._text.section_number >= 0
        headings = [block.text() for block in window._text.headings()]
    assert headings == [section.title for section in page.sections]


def test_the_key_that_leads_to_the_search_is_spelled_in_the_language_of_the_person(qapp, qtbot):
    german = translate_qt(qapp, "de")
    assert german is not None
    try:
        window = HelpWindow()
        qtbot.addWidget(window)
        assert window._field._hint == "Strg+F"
    finally:
        qapp.removeTranslator(german)
