"""The welcome page: what it offers, by keys, and what it remembers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui import ask
from gui.appearance import Appearance
from gui.settings import Settings
from gui.welcome import opening
from gui.welcome.new_project.dialog import NewProjectDialog
from gui.welcome.page import WelcomePage
from tests.builders import make_project


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def page(qtbot, qapp, settings):
    appearance = Appearance(qapp, settings)
    made = WelcomePage(settings, appearance)
    qtbot.addWidget(made)

    def show() -> WelcomePage:
        made.show()
        made.activateWindow()
        qapp.processEvents()
        return made

    yield show
    made.close()
    appearance.deleteLater()


def opened_before(settings, folder, name, articles=("One.", "Two.")):
    with make_project(folder, articles=articles, name=name) as project:
        path = project.path
    settings.remember_project(path)
    return path


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def test_the_first_start_begins_at_the_sample(page, qtbot):
    shown = page()
    qtbot.waitUntil(shown.sample.hasFocus)
    wanted = []
    shown.sample_wanted.connect(wanted.append)
    press(Qt.Key.Key_Space)
    assert wanted == [opening.sample_path()]
    assert wanted[0].exists()


def test_the_sample_is_made_once_and_kept_as_it_was_left(page):
    shown = page()
    shown.open_sample()
    before = opening.sample_path().stat().st_mtime_ns
    shown.open_sample()
    assert opening.sample_path().stat().st_mtime_ns == before


def test_recent_projects_say_what_they_are_and_how_far(page, settings, tmp_path, qtbot):
    path = opened_before(settings, tmp_path, "harbour")
    shown = page()
    row = shown.recent.rows[0]
    qtbot.waitUntil(lambda: "0 of 2 done" in row.face.accessibleDescription())
    assert "today" in row.face.accessibleDescription()
    opened = []
    shown.project_wanted.connect(opened.append)
    qtbot.waitUntil(row.face.hasFocus)
    press(Qt.Key.Key_Return)
    assert opened == [path]


def test_a_missing_project_is_greyed_and_can_be_forgotten(page, settings, tmp_path, qtbot):
    opened_before(settings, tmp_path, "gone").unlink()
    shown = page()
    row = shown.recent.rows[0]
    assert not row.face.isEnabled()
    assert row.forget.isVisible()
    assert "Not there any more" in row.face.accessibleDescription()
    row.forget.click()
    assert settings.recent_projects == ()
    assert settings.opened(row.path) is None


def test_arrows_walk_through_recent_projects_and_delete_takes_one_off_the_list(
    page, settings, tmp_path, qtbot
):
    first, second = (opened_before(settings, tmp_path, name) for name in ("one", "two"))
    shown = page()
    qtbot.waitUntil(shown.recent.rows[0].face.hasFocus)
    press(Qt.Key.Key_Down)
    assert shown.recent.rows[1].face.hasFocus()
    press(Qt.Key.Key_Delete)
    assert settings.recent_projects == (second,)
    assert first.exists()


def test_a_file_that_is_no_project_is_listed_all_the_same(page, settings, tmp_path, qtbot):
    path = tmp_path / "letter.demarche"
    path.write_text("no project")
    settings.remember_project(path)
    shown = page()
    background = shown.recent._background
    qtbot.waitUntil(lambda: not background.running)
    assert shown.recent.rows[0].face.isEnabled()


def test_a_name_is_asked_for_once_and_can_be_changed(page, settings, qtbot):
    shown = page()
    assert shown.identity.isVisible()
    shown.identity.field.setFocus()
    QTest.keyClicks(shown.identity.field, "annotator 1")
    press(Qt.Key.Key_Return)
    assert settings.author == "annotator 1"
    assert not shown.identity.isVisible()
    assert "annotator 1" in shown._name.text()
    shown._name.click()
    assert shown.identity.isVisible()
    shown.identity.skip_button.click()
    assert settings.author == ""
    assert settings.is_name_asked
    assert not shown.identity.isVisible()


def test_dropped_projects_are_opened_and_other_files_begin_a_project(page, tmp_path, qtbot):
    shown = page()
    opened = []
    shown.project_wanted.connect(opened.append)
    package = tmp_path / "a.demarche-package"
    shown.take((tmp_path / "a.txt", package))
    assert opened == [package]
    text = tmp_path / "a.txt"
    text.write_text("An article.")
    shown.take((text,))
    dialog = shown.findChild(NewProjectDialog)
    assert dialog.articles.paths == (text,)
    dialog.reject()


def test_keys_open_and_make(page, tmp_path, monkeypatch, qtbot):
    shown = page()
    path = tmp_path / "chosen.demarche"
    monkeypatch.setattr(ask, "open_file", lambda *_, **__: path)
    opened = []
    shown.project_wanted.connect(opened.append)
    qtbot.waitUntil(shown.isActiveWindow)
    press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert opened == [path]
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = shown.findChild(NewProjectDialog)
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.parametrize("zoom", [100, 175])
def test_the_page_fits_a_small_window(page, settings, zoom, qapp):
    settings.zoom = zoom
    shown = page()
    shown.resize(1024, 700)
    qapp.processEvents()
    assert shown.width() == 1024
    for each in (shown.sample, shown.new, shown.open):
        assert each.height() >= each.heightForWidth(each.width())
