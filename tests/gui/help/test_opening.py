"""The handbook from the window: which key opens what, and at which page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.actions import COMMANDS, commands_on
from gui.appearance import Appearance
from gui.help.book import Place
from gui.help.window import HelpWindow
from gui.main_window.window import MainWindow
from tests.explored import make_corpus
from tests.gui.project.office import opened_office

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qapp, qtbot, tmp_path: Path):
    corpus = make_corpus(tmp_path, ["France waited.", "Norway thanked France."])
    with opened_office(corpus.project, qapp, qtbot) as office:
        appearance = Appearance(qapp, office.settings)
        made = MainWindow(office.session, office.settings, appearance, office.background)
        made.forget_place()
        office.show(made)
        yield made


def opened(window) -> Place | None:
    shown = window.findChild(HelpWindow)
    return shown.place if shown is not None and shown.isVisible() else None


def test_f1_in_the_text_opens_the_guidelines_and_shift_f1_the_handbook(window):
    window.annotate.view.setFocus()
    QTest.keyClick(window.annotate.view, Qt.Key.Key_F1)
    assert opened(window) is None
    QTest.keyClick(window.annotate.view, Qt.Key.Key_F1, SHIFT)
    assert opened(window) == Place(page="annotators")


@pytest.mark.parametrize(
    ("section", "slug"),
    [("assignment", "hand-out-articles"), ("scheme", "write-the-scheme"), ("export", "export")],
)
def test_f1_on_the_project_page_opens_the_handbook_at_the_section(window, section, slug):
    window.show_page("project", section)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)
    assert opened(window) == Place(page="leads", slug=slug)


@pytest.mark.parametrize("page", ["review", "agreement", "explore"])
def test_shift_f1_opens_what_fits_the_page(window, page):
    window.show_page(page)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1, SHIFT)
    assert opened(window).page == "leads"
    assert opened(window).slug.startswith(page) or page == "agreement"


def test_the_handbook_closes_with_the_project(window):
    window.run_command("help.handbook")
    assert opened(window) is not None
    window.close()
    assert opened(window) is None


def test_the_overlay_says_which_key_opens_what():
    here = {command.id: command.all_keys for command in commands_on("annotate", COMMANDS)}
    assert here["help.guidelines"] == ("F1",)
    assert here["help.handbook"] == ("Shift+F1",)
    there = {command.id: command.all_keys for command in commands_on("project", COMMANDS)}
    assert "help.guidelines" not in there
    assert there["help.handbook"] == ("F1", "Shift+F1")


def test_it_opens_at_the_top_of_the_page(window, qtbot):
    QTest.keyClick(window.annotate.view, Qt.Key.Key_F1, SHIFT)
    shown = window.findChild(HelpWindow)
    with qtbot.waitExposed(shown):
        pass
    assert shown._text.section_number == 0
