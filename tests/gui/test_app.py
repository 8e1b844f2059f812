"""The program as a whole: what it opens, and that it comes back to where a person was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from db import backup
from db.cli.samples import make_sample
from db.operations import hub as hub_operations
from db.operations.articles import set_title
from db.packages.hub import exchange
from db.project import Project
from gui import app as gui_app
from gui import ask
from gui.app import Program
from gui.command_line import read_arguments
from gui.project.exporting.record_view import RecordView
from gui.recovery import dialog as recovery
from gui.recovery.dialog import RecoveryDialog
from gui.settings import Settings
from gui.welcome.new_project.dialog import NewProjectDialog
from tests.db.team.team import make_team


@cache
def _sample_bytes(folder: Path) -> bytes:
    path = folder / "sample.demarche"
    make_sample(path).close()
    return path.read_bytes()


@pytest.fixture
def sample(tmp_path, tmp_path_factory):
    path = tmp_path / "sample.demarche"
    path.write_bytes(_sample_bytes(tmp_path_factory.getbasetemp()))
    return path


@pytest.fixture
def told(monkeypatch):
    messages = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: messages.append(str(fault)))
    return messages


@pytest.fixture
def start(qapp, tmp_path):
    programs = []

    def begin(*arguments: object) -> Program:
        settings = Settings(tmp_path / "settings.ini")
        program = Program(qapp, read_arguments([str(each) for each in arguments]), settings)
        programs.append(program)
        return program

    yield begin
    for program in programs:
        program.close()


def window_of(program):
    assert program.window is not None
    return program.window


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.annotate.view, key, modifiers)


def test_a_project_opens_on_its_first_article(start, sample):
    program = start(sample)
    assert program.open(sample)
    window = window_of(program)
    assert window.isVisible()
    assert window.annotate.current.article.title.startswith("Kelland")


def test_a_key_in_the_text_is_a_row_in_the_file(start, sample, qtbot):
    program = start(sample)
    program.open(sample)
    window = window_of(program)
    qtbot.waitUntil(window.annotate.view.hasFocus)
    window.annotate.open_number(8)
    window.annotate.view.set_caret(2)
    before = len(window.annotate.current.annotation.spans)
    press(window, Qt.Key.Key_A)
    with Project.open(sample, is_read_only=True) as other:
        count = other.connection.execute(
            "SELECT count(*) FROM span WHERE layer = ?",
            (window.annotate.current.annotation.layer.id,),
        ).fetchone()[0]
    assert count == before + 1


def test_the_next_start_comes_back_to_article_caret_and_undo(start, sample, qtbot):
    first = start(sample)
    first.open(sample)
    window = window_of(first)
    qtbot.waitUntil(window.annotate.view.hasFocus)
    window.annotate.open_number(8)
    window.annotate.view.set_caret(12)
    press(window, Qt.Key.Key_P)
    article, undo = window.selection.article, window.session.undo_title
    assert undo == "mark proposal"
    first.close()

    second = start(sample)
    second.open(sample)
    window = window_of(second)
    assert window.selection.article == article
    assert window.annotate.view.caret == 12
    assert window.session.undo_title == undo == "mark proposal"
    window.run_command("edit.undo")
    assert not window.annotate.current.annotation.spans


def test_an_open_project_is_not_opened_twice(start, sample, told):
    with Project.open(sample):
        assert not start(sample).open(sample)
    assert "open elsewhere" in told[0]


def test_what_is_no_project_is_refused_kindly(start, tmp_path, told):
    path = tmp_path / "letter.demarche"
    path.write_text("Dear all, this is a letter and not a project of any kind." * 4)
    assert not start(path).open(path)
    assert "not a project file" in told[0]


def damage(path):
    """Make a project into one that can't be opened, though all of it can still be read."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX span_layer")


def test_a_damaged_project_is_recovered_into_a_new_one_that_opens(
    start, sample, monkeypatch, qtbot, told
):
    damage(sample)
    before = sample.read_bytes()

    def agree(dialog):
        qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() > 0 and dialog._task is None)
        with qtbot.waitSignal(dialog.finished):
            dialog.make()
        return dialog.result()

    monkeypatch.setattr(RecoveryDialog, "exec", agree)
    program = start()
    assert program.open(sample)
    window = window_of(program)
    assert window.session.path == sample.with_name("sample (recovered).demarche")
    assert window.annotate.current.article.title.startswith("Kelland")
    assert sample.read_bytes() == before
    assert told == []


def test_who_does_not_want_to_recover_is_where_they_were(start, sample, monkeypatch):
    damage(sample)
    monkeypatch.setattr(recovery, "recover", lambda *_given, **_more: None)
    assert not start().open(sample)


def test_the_welcome_page_opens_projects_that_are_still_there(start, sample, tmp_path):
    program = start()
    gone = tmp_path / "gone.demarche"
    shutil.copy(sample, gone)
    for path in (gone, sample):
        program.open(path)
    program.show_start()
    gone.unlink()
    program._start.show_recent()
    rows = program._start.recent.rows
    assert [(row.path, row.face.isEnabled()) for row in rows] == [(sample, True), (gone, False)]


def test_a_new_project_is_made_and_opened_out_of_another(start, sample, tmp_path, qtbot, told):
    program = start(sample)
    program.open(sample)
    window_of(program).run_command("project.new")
    dialog = window_of(program).findChild(NewProjectDialog)
    path = dialog.basics.path
    with qtbot.waitSignal(dialog.made):
        for _ in range(3):
            dialog.next.click()
    assert window_of(program).session.path == path
    assert not told


def test_another_annotator_takes_over_with_a_layer_of_their_own(start, sample, monkeypatch):
    program = start(sample)
    program.open(sample)
    window = window_of(program)
    monkeypatch.setattr(ask, "choice", lambda *_, **__: 1)
    author = window.session.author
    window._commands.choose_annotator()
    assert window_of(program).session.author != author


def test_a_second_start_finds_the_first_window(start, sample):
    program = start(sample)
    program.open(sample)
    assert gui_app.raise_running(sample)


@pytest.mark.parametrize("page", ["annotate", "project/overview", "project/scheme"])
def test_a_picture_of_a_page_is_drawn_without_a_screen(qapp, sample, tmp_path, page):
    picture = tmp_path / "window.png"
    arguments = [str(sample), "--screenshot", str(picture), "--size", "1024x700", "--page", page]
    assert gui_app.main(arguments) == 0
    assert QImage(str(picture)).size().toTuple() == (1024, 700)


def test_a_picture_waits_for_what_waits_a_moment_itself(start, sample, tmp_path):
    picture = tmp_path / "window.png"
    program = start(sample, "--screenshot", picture, "--page", "project/export")
    assert program.run() == 0
    record = window_of(program).findChild(RecordView)
    assert "schema_version" in record.toPlainText()


def test_a_restored_backup_takes_the_place_of_the_open_project(start, sample, told):
    program = start(sample)
    program.open(sample)
    window = window_of(program)
    project = window.session.project
    chosen = backup.make(project.connection, project.path, reason=backup.BY_HAND)
    article = window.selection.article
    window.session.run(set_title, article=article, title="Another title")
    window.restore_wanted.emit(chosen)
    assert not told
    window = window_of(program)
    assert window.selection.article == article
    assert window.annotate.current.article.title.startswith("Kelland")
    reasons = [each.reason for each in backup.every(sample)]
    assert backup.BEFORE_RESTORING in reasons


def test_undo_on_the_project_page_leads_to_where_it_happened(start, sample):
    program = start(sample)
    program.open(sample)
    window = window_of(program)
    window.session.run(set_title, article=window.selection.article, title="Another title")
    window.show_page("project")
    window.run_command("edit.undo")
    assert window.annotate.isVisible()
    assert window.annotate.current.article.title.startswith("Kelland")


def test_a_project_that_can_not_be_opened_leaves_the_open_one_as_it_is(
    start, sample, told, tmp_path
):
    program = start(sample)
    program.open(sample)
    window = window_of(program)
    assert not program.open(tmp_path / "gone.demarche")
    assert "no such file" in told[0]
    assert program.window is window
    assert window.isVisible()


def test_a_project_that_is_only_locked_stays_among_the_recent_ones(start, sample, told):
    program = start(sample)
    program.open(sample)
    program.show_start()
    with Project.open(sample):
        assert not program.open(sample)
    assert program.settings.recent_projects == (sample,)


def test_a_picture_of_nothing_is_an_error_and_no_dialog(qapp, tmp_path, capsys):
    missing, picture = tmp_path / "gone.demarche", tmp_path / "window.png"
    assert gui_app.main([str(missing), "--screenshot", str(picture)]) == 1
    assert "no such file" in capsys.readouterr().err
    assert not picture.exists()


def test_a_package_that_is_opened_for_the_first_time_greets_and_then_opens_where_it_was_left(
    start, tmp_path
):
    team = make_team(tmp_path)
    package = team.pack(team.people[0])
    team.project.close()
    program = start(package)
    program.open(package)
    window = window_of(program)
    assert window.project.isVisible()
    assert "project.import" not in window.actions_by_id
    window.run_command("page.annotate")
    program.close()
    program.open(package)
    assert window_of(program).annotate.isVisible()


def test_a_newer_package_goes_into_the_file_that_somebody_works_in(start, tmp_path, monkeypatch):
    team = make_team(tmp_path)
    first = team.pack(team.people[0])
    newer = team.pack(team.people[0])
    team.project.close()
    program = start(first)
    program.open(first)
    questions = []
    monkeypatch.setattr(
        ask, "confirm", lambda _window, title, *_, **__: questions.append(title) or True
    )
    program.open(newer)
    window = window_of(program)
    assert len(questions) == 1
    assert window.session.path == first
    program.close()


def test_a_package_out_of_a_hub_is_unpacked_to_where_the_person_wants_it(
    start, tmp_path, monkeypatch
):
    team = make_team(tmp_path)
    (tmp_path / "hub").mkdir()
    hub_operations.set_hub(team.project, team.lead, address=str(tmp_path / "hub"))
    with closing(exchange.hub_of(team.project, team.secrets)) as hub:
        exchange.send(team.project, team.lead, hub=hub, secrets=team.secrets)
    team.project.close()
    sealed = next(each for each in tmp_path.rglob("*.demarche-package"))
    program = start(sealed)
    monkeypatch.setattr(ask, "save_file", lambda *_: None)
    assert not program.open(sealed)
    target = tmp_path / "mine.demarche"
    monkeypatch.setattr(ask, "save_file", lambda *_: target)
    assert program.open(sealed)
    assert window_of(program).session.path == target


def test_work_on_its_way_to_the_lead_is_not_opened(start, tmp_path, told):
    team = make_team(tmp_path)
    back = team.send_back(team.pack(team.people[0]), team.people[0])
    team.project.close()
    assert not start(back).open(back)
    assert "collect it there" in told[0]


def test_a_file_that_is_held_for_damaged_is_recovered_from_the_first_page(
    start, sample, tmp_path, monkeypatch, told
):
    program = start()
    program.show_start()
    made = tmp_path / "Recovered.demarche"
    make_sample(made).close()
    monkeypatch.setattr(ask, "open_file", lambda *_, **__: sample)
    monkeypatch.setattr(recovery, "recover", lambda *_, **__: made)
    program._start.choose_damaged()
    assert program.window.session.path == made


def test_a_file_of_another_kind_is_not_recovered_but_told_of(start, tmp_path, monkeypatch):
    program = start()
    program.show_start()
    other = tmp_path / "notes.txt"
    other.write_text("Nothing of a project.", encoding="utf-8")
    said = []
    monkeypatch.setattr(ask, "open_file", lambda *_, **__: other)
    monkeypatch.setattr(ask, "note", lambda _over, _title, text: said.append(text))
    program._start.choose_damaged()
    assert "notes.txt holds no Demarche project" in said[0]
    assert program.window is None
