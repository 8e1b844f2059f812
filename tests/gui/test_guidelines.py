from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui import theme
from gui.guidelines import GuidelinesPanel
from gui.theme import DARK, LIGHT
from tests.gui.annotate.room import made_room


@pytest.fixture
def room(qapp, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    with made_room(tmp_path) as made:
        yield made


@pytest.fixture
def panel(room, qtbot):
    made = GuidelinesPanel(room.session, LIGHT)
    qtbot.addWidget(made)
    made.resize(404, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.mark.parametrize(
    ("label", "section"),
    [("ACTOR", "2 Actors"), ("PROPOSAL", "3 Proposals"), ("REJECTION", "4 Rejections")],
)
def test_it_opens_at_the_section_of_a_label(panel, label, section):
    panel.show_guidelines(label)
    assert panel.section == section


def test_without_a_label_it_stays_where_it_was(panel):
    panel.show_guidelines("REJECTION")
    panel.show_guidelines(None)
    assert panel.section == "4 Rejections"
    panel.show_guidelines("UNKNOWN")
    assert panel.section == "4 Rejections"


def test_words_are_searched_and_enter_goes_on_to_the_next_place(panel, qtbot):
    QTest.keyClicks(panel._field, "referent")
    qtbot.waitUntil(lambda: len(panel._text.extraSelections()) > 2)
    first = panel._text.textCursor().position()
    QTest.keyClick(panel._field, Qt.Key.Key_Return)
    assert panel._text.textCursor().position() > first


def test_words_that_are_not_there_are_said_to_be_missing(panel, qtbot):
    QTest.keyClicks(panel._field, "zeppelin")
    missing = next(each for each in panel.findChildren(QLabel) if each.text() == "Not found")
    qtbot.waitUntil(missing.isVisible)
    panel._field.clear()
    qtbot.waitUntil(lambda: not missing.isVisible())


def test_escape_and_the_cross_ask_to_close(panel, qtbot):
    with qtbot.waitSignal(panel.close_wanted):
        QTest.keyClick(panel._text, Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.close_wanted):
        panel._close.click()


def test_a_scheme_without_guidelines_says_so(qapp, qtbot, room):
    room.session.scheme = replace(room.session.scheme, guidelines="")
    panel = GuidelinesPanel(room.session, LIGHT)
    qtbot.addWidget(panel)
    panel.show_guidelines("ACTOR")
    assert panel._text.toPlainText() == "This scheme has no guidelines."


@pytest.mark.parametrize(("look", "zoom"), [(LIGHT, 175), (DARK, 100)])
def test_headings_are_larger_than_the_text_at_any_size(qapp, panel, look, zoom):
    theme.apply(qapp, look, zoom)
    panel.set_theme(look)
    panel.show_guidelines("ACTOR")
    heading = next(panel._text.headings())
    fragment = heading.begin().fragment()
    assert fragment.charFormat().font().pixelSize() > 13 * zoom / 100
