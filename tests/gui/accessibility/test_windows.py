"""The windows that open beside the pages: named, with a role, and walked by Tab alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.cli.samples import make_sample
from gui import theme
from gui.app import Program
from gui.appearance import Appearance
from gui.background import Background
from gui.command_line import read_arguments
from gui.help.window import HelpWindow
from gui.keys.choices import KeyChoices
from gui.preferences.dialog import Preferences
from gui.preferences.entries import entries
from gui.preferences.key_dialog import KeyDialog
from gui.project.importing.assistant import ImportAssistant
from gui.project.importing.steps import Step
from gui.project.person.dialog import PersonDialog
from gui.recovery.dialog import RecoveryDialog
from gui.settings import Settings
from gui.theme import LIGHT
from gui.welcome.page import WelcomePage
from tests.builders import make_desk
from tests.db.doctor.damaging import spoiled
from tests.gui.accessibility.reach import out_of_reach
from tests.gui.accessibility.test_walk import SECTIONS, look
from tests.gui.accessibility.walk import complaints
from tests.gui.review.test_window import Desk

SAMPLES = Path(__file__).parents[3] / "resources" / "samples" / "articles.jsonl"


@pytest.fixture(autouse=True)
def still_caret(qapp: QApplication) -> Iterator[None]:
    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(flash)


def looked_through(window: QWidget) -> list[str]:
    """What is amiss with a window, or never reached in it."""
    return [*look(window), *(f"not by Tab: {each}" for each in out_of_reach(window))]


class _Trap(QLineEdit):
    """A field that lets nobody out by Tab."""

    def event(self, event: QEvent) -> bool:
        is_tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        return True if is_tab else super().event(event)


def test_what_tab_never_comes_to_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    trap, last = _Trap(), QPushButton("Last")
    trap.setAccessibleName("Trap")
    for each in (trap, last):
        layout.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    assert out_of_reach(window) == ["QPushButton “Last”"]


def test_the_window_that_saves_a_damaged_project(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    theme.apply(qapp, LIGHT, 100)
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    damaged = spoiled(desk)
    background = Background()
    dialog = RecoveryDialog(None, damaged, LIGHT, background, reason="It is damaged.")
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: not background.running)
    assert looked_through(dialog) == []
    dialog.reject()
    background.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_pages_before_they_are_printed(desk: Desk) -> None:
    desk.window.run_command("article.print")
    desk.settle()
    (preview,) = desk.window.findChildren(QPrintPreviewDialog)
    assert looked_through(preview) == []
    preview.close()


def test_the_tour(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Sample.demarche"
    make_sample(path).close()
    program = Program(qapp, read_arguments([str(path)]), Settings(tmp_path / "settings.ini"))
    assert program.open(path)
    assert program.window is not None
    program.window.activateWindow()
    assert program.tour.begin(program.window)
    tour = program.tour.tour
    assert tour is not None
    qtbot.waitUntil(tour.panel.isVisible)
    assert complaints(tour.panel) == []
    for each in (tour.panel.show_button, tour.panel.skip_button, tour.panel.leave_button):
        assert "&" in each.text()
    program.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_first_page(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.remember_project(tmp_path / "One.demarche")
    appearance = Appearance(qapp, settings)
    page = WelcomePage(settings, appearance)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert looked_through(page) == []
    page.close()
    appearance.deleteLater()


def test_what_is_kept_of_a_person(desk: Desk) -> None:
    session = desk.window.session
    background = desk.program._background
    assert background is not None
    dialog = PersonDialog(desk.window, session, LIGHT, background, session.author)
    dialog.show()
    desk.settle()
    assert looked_through(dialog) == []
    dialog.reject()


def test_each_step_of_the_import(desk: Desk) -> None:
    desk.window.show_page("project", "articles")
    desk.window.project.import_articles((SAMPLES,))
    desk.settle()
    (assistant,) = desk.window.findChildren(ImportAssistant)
    seen = set()
    while assistant._steps.has(-1):
        assistant._steps.go(-1)
    while True:
        desk.settle()
        step = assistant._steps.current
        seen.add(step)
        assert complaints(desk.window) == [], step
        assert out_of_reach(assistant) == [], step
        if not assistant._steps.has(1):
            break
        assistant._steps.go(1)
    assert {Step.FILES, Step.OUTCOME} <= seen


@pytest.mark.parametrize("section", SECTIONS)
def test_tab_comes_to_everything_in_a_section(desk: Desk, section: str) -> None:
    desk.window.show_page("project", section)
    desk.settle()
    assert out_of_reach(desk.window.project.section(section)) == []


def test_the_settings_on_each_of_their_tabs(desk: Desk) -> None:
    dialog = Preferences.show_over(desk.window, desk.window.settings, entries(None))
    for at in range(dialog._tabs.count()):
        dialog._tabs.setCurrentIndex(at)
        desk.settle()
        assert looked_through(dialog) == []
    dialog.close()


def test_the_window_that_takes_a_key(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, LIGHT, 100)
    known = entries(None)
    entry = next(each for each in known if each.command.id == "palette.open")
    dialog = KeyDialog(None, entry, known, KeyChoices())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert look(dialog) == []
    dialog.reject()


def test_the_handbook(desk: Desk) -> None:
    desk.window.run_command("help.handbook")
    desk.settle()
    (handbook,) = desk.window.findChildren(HelpWindow)
    assert looked_through(handbook) == []
    handbook.close()
