"""Every page, section, tab and dialog of the real window, as keys and screen readers meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTabBar, QWidget

from gui import ask, theme
from gui.appearance import Appearance
from gui.crash import ReportDialog
from gui.help.window import HelpWindow
from gui.preferences.dialog import Preferences
from gui.preferences.entries import entries
from gui.settings import Settings
from gui.theme import LIGHT
from gui.welcome.new_project.dialog import NewProjectDialog
from gui.welcome.page import WelcomePage
from gui.widgets.key_overlay import KeyOverlay
from tests.db.team.team import make_team
from tests.gui.accessibility.test_announcements import first_words
from tests.gui.accessibility.walk import complaints
from tests.gui.review.test_window import Desk, program_at

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SECTIONS = (
    "overview",
    "articles",
    "assignment",
    "collect",
    "scheme",
    "register",
    "export",
    "safety",
)


@pytest.fixture(autouse=True)
def still_caret(qapp: QApplication) -> Iterator[None]:
    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(flash)


@pytest.fixture
def statement(desk: Desk) -> Desk:
    """A desk with a statement and its proposer marked."""
    first_words(desk, "France")
    desk.press(K.Key_A)
    first_words(desk, "send troops")
    for key in (K.Key_P, K.Key_B, K.Key_F):
        desk.press(key)
    return desk


def walk_tabs(desk: Desk, page: QWidget) -> list[str]:
    """What is amiss in the page, whichever of its tabs is shown."""
    found = set(complaints(desk.window))
    for bar in page.findChildren(QTabBar):
        for tab in range(bar.count() if bar.isVisible() else 0):
            bar.setCurrentIndex(tab)
            desk.settle()
            found.update(complaints(desk.window))
    return sorted(found)


def test_annotate(statement):
    assert walk_tabs(statement, statement.window.annotate) == []


def test_annotate_with_the_bar_for_finding_and_the_guidelines(desk):
    desk.press(K.Key_F, CTRL)
    assert complaints(desk.window) == []
    desk.press(K.Key_Escape)
    desk.press(K.Key_F1)
    assert complaints(desk.window) == []


@pytest.mark.parametrize("page", ["review", "agreement", "explore"])
def test_the_other_pages_with_text(desk, page):
    desk.window.show_page(page)
    desk.settle()
    assert walk_tabs(desk, getattr(desk.window, page)) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_the_sections_of_the_project(desk, section):
    desk.window.show_page("project", section)
    desk.settle()
    assert walk_tabs(desk, desk.window.project) == []


def test_there_is_no_section_that_is_not_walked(desk):
    assert set(desk.window.project._sections) == set(SECTIONS)


class _Windows(QObject):
    """Keeps what is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(repr(watched))
        return False


def test_no_part_flashes_up_as_a_window_of_its_own_which_would_take_the_focus(qapp, desk):
    windows = _Windows()
    qapp.installEventFilter(windows)
    for page in ("review", "agreement", "explore", "annotate"):
        desk.window.show_page(page)
        desk.settle()
    for section in SECTIONS:
        desk.window.show_page("project", section)
        desk.settle()
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    assert desk.window.isActiveWindow()


def test_the_palette(desk):
    desk.press(K.Key_K, CTRL)
    popup = desk.window._palette.popup
    assert popup is not None
    assert complaints(popup) == []
    popup.close_list()


def test_the_help_on_keys(desk):
    KeyOverlay.show_over(desk.window, [])
    desk.settle()
    (overlay,) = desk.window.findChildren(KeyOverlay)
    assert complaints(overlay) == []
    overlay.reject()


def test_the_handbook(desk):
    desk.window.run_command("help.handbook")
    desk.settle()
    (handbook,) = desk.window.findChildren(HelpWindow)
    assert look(handbook) == []
    handbook.close()


def test_what_is_told_of_a_mistake_of_the_program(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    dialog = ReportDialog("What happened", Path("report.txt"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert complaints(dialog) == []


QUESTIONS: tuple[Callable[[QWidget], object], ...] = (
    lambda over: ask.text(over, "Title", "What is it called?"),
    lambda over: ask.paragraph(over, "Title", "What is to be said?"),
    lambda over: ask.choice(over, "Title", "Which one?", ["one", "two"]),
    lambda over: ask.confirm(over, "Title", "Shall it be?", yes="Do it"),
    lambda over: ask.note(over, "Title", "It is so."),
    lambda over: ask.report(over, "Title", "It is so.", "In full."),
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_kind_of_question(desk, monkeypatch, question):
    with looked_at(monkeypatch) as found:
        question(desk.window)
    assert len(found) == 1
    assert found[0] == []


def test_the_settings(desk):
    dialog = Preferences.show_over(desk.window, desk.window.settings, entries(None))
    assert look(dialog) == []
    dialog.close()


def test_what_is_there_without_a_project(qapp, qtbot, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    appearance = Appearance(qapp, settings)
    start = WelcomePage(settings, appearance)
    qtbot.addWidget(start)
    start.show()
    assert look(start) == []
    start.make()
    dialog = start.findChild(NewProjectDialog)
    for _ in range(2):
        assert look(dialog) == []
        dialog.go_on()
    assert look(dialog) == []
    dialog.reject()
    start.close()
    appearance.deleteLater()


def test_a_work_package(qapp, qtbot, tmp_path):
    team = make_team(tmp_path)
    with team.project:
        package = team.pack(team.people[0])
    with program_at(package, qapp, qtbot) as desk:
        assert walk_tabs(desk, desk.window.project) == []
        desk.window.show_page("annotate")
        assert walk_tabs(desk, desk.window.annotate) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_the_dialogs_to_which_a_section_leads(desk, monkeypatch, section):
    desk.window.show_page("project", section)
    desk.settle()
    with looked_at(monkeypatch) as found:
        for leading in buttons_that_lead_on(desk.window.project):
            leading.click()
            desk.settle()
            look_at_open_dialogs(found)
            desk.settle()
    assert [each for dialog in found for each in dialog] == []


def test_the_strategies_of_the_review(desk, monkeypatch):
    desk.window.show_page("review")
    desk.settle()
    with looked_at(monkeypatch) as found:
        desk.window.review.open_strategies()
        desk.settle()
        look_at_open_dialogs(found)
    assert found == [[]]


def buttons_that_lead_on(page: QWidget) -> list[QAbstractButton]:
    return [
        each
        for each in page.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and each.text().endswith("…")
    ]


def look_at_open_dialogs(found: list[list[str]]) -> None:
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            found.append(look(dialog))
            dialog.reject()


def look(dialog: QWidget) -> list[str]:
    dialog.activateWindow()
    QApplication.processEvents()
    found = set(complaints(dialog))
    for bar in dialog.findChildren(QTabBar):
        for tab in range(bar.count() if bar.isVisible() else 0):
            bar.setCurrentIndex(tab)
            QApplication.processEvents()
            found.update(complaints(dialog))
    return sorted(f"{type(dialog).__name__}: {each}" for each in found)


@contextmanager
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """Whatever asks is looked at and turned away; no file is chosen, nothing outside opened."""
    found: list[list[str]] = []

    def shown(dialog: QDialog) -> int:
        dialog.show()
        found.append(look(dialog))
        dialog.reject()
        return 0

    monkeypatch.setattr(QDialog, "exec", shown)
    monkeypatch.setattr(ask._Question, "exec", shown)
    for name in ("open_file", "open_folder", "save_file"):
        monkeypatch.setattr(ask, name, lambda *_, **__: None)
    monkeypatch.setattr(ask, "open_files", lambda *_, **__: ())
    yield found
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
