"""The window for damaged projects: what it shows, what it writes, and that it only writes that."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from db import backup
from db.doctor import recovery
from db.project import Project
from gui import ask
from gui.background import Background
from gui.recovery import dialog as room
from gui.recovery.dialog import RecoveryDialog, can_help
from gui.theme import LIGHT
from tests.builders import make_desk
from tests.db.doctor.damaging import spoiled
from tests.gui.project.office import answer, button, click, said


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    made.mark("ACTOR", "France")
    made.mark("ACTOR", "Poland")
    yield made
    made.project.close()


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def open_dialog(qtbot, background):
    def begin(path: Path, *, waits: bool = True, reason: str = "") -> RecoveryDialog:
        dialog = RecoveryDialog(None, path, LIGHT, background, reason=reason)
        # Not handed to the bot: the dialog goes for good by itself once it is closed.
        with qtbot.waitExposed(dialog):
            dialog.show()
        if waits:
            qtbot.waitUntil(lambda: not background.running)
        return dialog

    return begin


def rows(dialog):
    tree = dialog.tree
    items = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(3)) for item in items]


def test_it_says_what_can_be_saved_before_anything_is_written(desk, open_dialog):
    path = spoiled(desk, "span", "change")
    beside = sorted(path.parent.iterdir())
    dialog = open_dialog(path, reason="It is damaged.")
    assert "It is damaged." in said(dialog)
    assert "0 articles are whole; 1 is not." in said(dialog)
    assert ("Spans", "0", "2") in rows(dialog)
    assert ("Articles", "1", "–") in rows(dialog)
    (article,) = [row for row in rows(dialog) if row[0].startswith("France proposed")]
    assert article[1:] == ("1 layer", "2 spans")
    assert sorted(path.parent.iterdir()) == beside
    dialog.reject()
    assert sorted(path.parent.iterdir()) == beside


def test_what_the_journal_remembers_is_told(desk, open_dialog):
    dialog = open_dialog(spoiled(desk, "span"))
    assert "All that the file held can be saved." in said(dialog)
    assert ("Spans", "2 (2 from the journal)", "–") in rows(dialog)
    dialog.reject()


def test_the_new_project_is_made_beside_the_old_one_and_told(desk, open_dialog, qtbot):
    path = spoiled(desk, "span")
    before = path.read_bytes()
    dialog = open_dialog(path)
    with qtbot.waitSignal(dialog.recovered) as made:
        click(dialog, "Make the new project and open it")
    target = path.with_name("project (recovered).demarche")
    assert made.args == [target]
    assert path.read_bytes() == before
    with Project.open(target) as project:
        assert project.connection.execute("SELECT count(*) FROM span").fetchone() == (2,)


def test_it_goes_where_the_person_wants_it(desk, open_dialog, qtbot, monkeypatch, tmp_path):
    dialog = open_dialog(spoiled(desk, "span"))
    target = tmp_path / "other.demarche"
    monkeypatch.setattr(ask, "save_file", answer(target))
    click(dialog, "Choose another place…")
    with qtbot.waitSignal(dialog.recovered) as made:
        click(dialog, "Make the new project and open it")
    assert made.args == [target]


def test_where_something_lies_already_it_asks_for_another_place(
    desk, open_dialog, qtbot, monkeypatch, tmp_path, background
):
    dialog = open_dialog(spoiled(desk, "span"))
    told = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(str(fault)))
    (tmp_path / "project (recovered).demarche").write_text("mine")
    click(dialog, "Make the new project and open it")
    qtbot.waitUntil(lambda: not background.running)
    assert "exists already" in told[0]
    assert dialog.isVisible()
    assert button(dialog, "Make the new project and open it").isEnabled()
    dialog.reject()


def test_of_a_file_with_nothing_in_it_nothing_is_offered(open_dialog, tmp_path):
    path = tmp_path / "other.demarche"
    path.write_bytes(b"no database at all" * 100)
    dialog = open_dialog(path)
    assert any(each.startswith("Nothing can be saved: ") for each in said(dialog))
    assert not button(dialog, "Make the new project and open it").isEnabled()
    dialog.reject()


def test_looking_can_be_stopped(desk, open_dialog, qtbot, monkeypatch):
    gate, started, real = threading.Event(), threading.Event(), recovery.prepare

    def held(*given):
        started.set()
        gate.wait()
        return real(*given)

    monkeypatch.setattr(recovery, "prepare", held)
    desk.project.close()
    dialog = open_dialog(desk.project.path, waits=False)
    qtbot.waitUntil(started.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.finished):
        gate.set()


def test_asking_gives_the_new_file_or_nothing(desk, qtbot, monkeypatch):
    desk.project.close()

    def wish(what):
        def run(dialog):
            qtbot.waitUntil(lambda: bool(rows(dialog)) and dialog._task is None)
            with qtbot.waitSignal(dialog.finished):
                what(dialog)
            return dialog.result()

        return run

    monkeypatch.setattr(RecoveryDialog, "exec", wish(lambda dialog: dialog.reject()))
    assert room.recover(None, desk.project.path, LIGHT) is None
    monkeypatch.setattr(RecoveryDialog, "exec", wish(lambda dialog: dialog.make()))
    made = room.recover(None, desk.project.path, LIGHT)
    assert made is not None
    assert made.exists()


def test_only_what_might_be_a_project_is_looked_at(tmp_path):
    empty, text = tmp_path / "a.demarche", tmp_path / "b.txt"
    empty.write_bytes(b"")
    text.write_text("words")
    assert not can_help(empty)
    assert not can_help(text)
    assert not can_help(tmp_path / "gone.demarche")
    assert not can_help(tmp_path)


def test_a_damaged_project_can_be_helped_also_where_its_tables_cannot_be_listed(desk):
    path = spoiled(desk, "span")
    assert can_help(path)
    content = bytearray(path.read_bytes())
    content[100:400] = b"\xff" * 300
    path.write_bytes(content)
    assert can_help(path)


def test_every_word_wraps_so_that_long_names_do_not_widen_the_window(desk, open_dialog):
    dialog = open_dialog(spoiled(desk, "span"))
    wide = [each for each in dialog.findChildren(QLabel) if each.width() > dialog.width()]
    assert wide == []
    dialog.reject()


def test_the_newest_backup_is_named(desk, open_dialog):
    made = backup.make(desk.project.connection, desk.project.path, reason="by-hand")
    dialog = open_dialog(spoiled(desk, "span"))
    assert any(str(made.parent) in each and "today " in each for each in said(dialog))
    dialog.reject()
