"""The assistant for a new project: complete at the end, and nothing at all when it is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from db.project import Project
from db.queries import annotators, overview, projects, schemes
from gui import ask
from gui.settings import Settings
from gui.theme import LIGHT
from gui.welcome.new_project.dialog import NewProjectDialog
from tests.builders import make_project


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "projects"
    made.mkdir()
    return made


@pytest.fixture
def dialog(qtbot, settings, folder, monkeypatch):
    made = NewProjectDialog(None, settings, LIGHT)
    monkeypatch.setattr(ask, "save_file", lambda *_: folder / "new.demarche")
    made.basics.choose_place()
    made.open()
    yield made
    if isValid(made) and made.isVisible():
        made.reject()


@pytest.fixture
def texts(tmp_path):
    paths = (tmp_path / "one.txt", tmp_path / "two.txt")
    for path in paths:
        path.write_text(f"Article {path.stem}\n\nNorland proposed a truce.", encoding="utf-8")
    return paths


def finish(dialog, qtbot):
    with qtbot.waitSignal(dialog.made) as caught:
        dialog.next.click()
    return caught.args[0]


def to_articles(dialog):
    dialog.go_on()
    dialog.go_on()


def test_a_project_without_articles_has_title_name_and_the_usual_scheme(
    dialog, qtbot, settings, folder
):
    dialog.basics.title.setText("Harbour talks")
    dialog.basics.name.setText("annotator 1")
    to_articles(dialog)
    path = finish(dialog, qtbot)
    with Project.open(path) as project:
        assert projects.info(project).title == "Harbour talks"
        assert schemes.current(project).id == "proposals-and-rejections"
        names = [each.name for each in annotators.every(project)]
        assert "annotator 1" in names
    assert settings.author == "annotator 1"
    assert [each.name for each in folder.iterdir()] == ["new.demarche"]


def test_articles_are_looked_at_before_and_come_in_with_the_project(dialog, qtbot, texts):
    to_articles(dialog)
    dialog.articles.add(texts)
    qtbot.waitUntil(lambda: dialog.articles.plan is not None and dialog.next.isEnabled())
    assert "2 articles from 2 files" in dialog.articles._told.text()
    with Project.open(finish(dialog, qtbot)) as project:
        assert overview.overview(project).articles == 2


def test_a_file_with_a_problem_stops_until_it_is_left_out(dialog, qtbot, texts, tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{not json}\n")
    to_articles(dialog)
    dialog.articles.add((*texts, broken))
    qtbot.waitUntil(dialog.articles.sound.isVisible)
    assert not dialog.next.isEnabled()
    dialog.articles.sound.click()
    qtbot.waitUntil(dialog.next.isEnabled)
    with Project.open(finish(dialog, qtbot)) as project:
        assert overview.overview(project).articles == 2


def test_leaving_the_assistant_leaves_nothing(dialog, qtbot, texts, folder):
    to_articles(dialog)
    dialog.articles.add(texts)
    qtbot.waitUntil(dialog.next.isEnabled)
    dialog.reject()
    assert not list(folder.iterdir())


def test_cancelling_while_it_is_made_leaves_nothing(dialog, qtbot, texts, folder):
    to_articles(dialog)
    dialog.articles.add(texts)
    qtbot.waitUntil(dialog.next.isEnabled)
    with qtbot.waitSignal(dialog.finished):
        dialog.next.click()
        dialog.reject()
    left = [each.name for each in folder.iterdir()]
    assert left in ([], ["new.demarche"])
    assert "new.demarche.partial" not in left


def test_the_scheme_of_another_project_is_taken(dialog, qtbot, tmp_path):
    with make_project(tmp_path, name="other") as other:
        toml, path = schemes.current_toml(other), other.path
    dialog.go_on()
    dialog.scheme.take(path)
    assert dialog.scheme.toml == toml
    dialog.go_on()
    with Project.open(finish(dialog, qtbot)) as project:
        assert schemes.current_toml(project) == toml


def test_a_scheme_file_with_problems_is_told_and_not_taken(dialog, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(str(fault)))
    path = tmp_path / "scheme.toml"
    path.write_text("title = 3")
    dialog.go_on()
    dialog.scheme.take(path)
    assert told
    assert dialog.scheme.toml is None
    assert dialog.next.isEnabled()


def test_a_title_is_needed_and_no_file_is_overwritten(dialog, folder, monkeypatch):
    dialog.basics.title.setText("  ")
    assert not dialog.next.isEnabled()
    dialog.basics.title.setText("Again")
    assert dialog.next.isEnabled()
    (folder / "new.demarche").write_text("mine")
    dialog.basics.choose_place()
    assert not dialog.next.isEnabled()
    assert (folder / "new.demarche").read_text() == "mine"


def test_the_name_is_not_asked_for_again(qtbot, settings):
    settings.author = "annotator 1"
    dialog = NewProjectDialog(None, settings, LIGHT)
    dialog.open()
    assert not dialog.basics.name.isVisible()
    assert dialog._wish.name == "annotator 1"
    dialog.reject()


def test_enter_goes_on_from_field_to_field(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.basics.title.hasFocus)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialog.scheme.isVisible()
