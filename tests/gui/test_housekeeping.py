"""What the program does for an open project unasked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from db import backup
from db.model import Fragment
from db.operations import search_index
from db.operations.spans import add_span
from db.queries import search
from gui.background import Background
from gui.housekeeping import Housekeeping
from gui.project_session import ProjectSession
from gui.settings import Settings
from tests.builders import article_ids, make_desk


@pytest.fixture
def session(tmp_path, qapp):
    desk = make_desk(tmp_path)
    yield ProjectSession(desk.project, desk.author)
    desk.project.close()


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()


@pytest.fixture
def housekeeping(session, background):
    parent = QObject()
    keeping = Housekeeping(session, background, parent)
    yield keeping
    keeping.close()


def test_new_words_are_taken_into_the_search_once_it_is_quiet(session, housekeeping, qtbot):
    assert not search.indexed(session.project).is_complete
    qtbot.waitUntil(lambda: search.indexed(session.project).is_complete)


def test_a_share_is_told_while_there_is_more_to_take_in(housekeeping, session, qtbot, monkeypatch):
    told = []
    housekeeping.told.connect(told.append)
    real = search_index.index_some
    answers = [search.Indexed(done=1, total=4)]
    monkeypatch.setattr(
        search_index,
        "index_some",
        lambda *each, **named: answers.pop() if answers else real(*each, **named),
    )
    housekeeping.index_words()
    qtbot.waitUntil(lambda: told[-1:] == [""])
    assert "25 %" in told[0]


def test_a_backup_is_made_where_something_was_done(housekeeping, session, qtbot):
    housekeeping.back_up()
    qtbot.waitUntil(lambda: len(backup.every(session.path)) == 1)


def test_nothing_starts_any_more_after_closing(housekeeping, background):
    housekeeping.close()
    housekeeping.close()
    assert not background.running


def test_what_no_longer_stands_where_it_was_marked_is_told(session, housekeeping, qtbot):
    mark = [Fragment(0, 6)]
    article = article_ids(session.project)[0]
    session.run(add_span, article=article, label="ACTOR", fragments=mark)
    session.project.connection.execute("UPDATE span SET quote = 'Frankreich'")
    with qtbot.waitSignal(housekeeping.trouble_found) as told:
        housekeeping.look()
    assert told.args == [1]


def test_a_sound_project_makes_no_words(housekeeping, background, qtbot):
    with qtbot.assertNotEmitted(housekeeping.trouble_found):
        housekeeping.look()
        qtbot.waitUntil(lambda: not background.running)


@pytest.mark.parametrize(("is_on", "largest", "made"), [(False, 0, 0), (True, 0, 1), (True, 1, 1)])
def test_backups_are_made_only_where_they_are_wanted(
    session, background, tmp_path, qtbot, is_on, largest, made
):
    settings = Settings(tmp_path / "settings.ini")
    settings.makes_backups = is_on
    settings.largest_backup = largest
    parent = QObject()
    keeping = Housekeeping(session, background, parent, settings)
    keeping.close()
    add_span(
        session.project,
        session.author,
        article=article_ids(session.project)[0],
        label="ACTOR",
        fragments=[Fragment(0, 6)],
    )
    keeping.back_up()
    qtbot.waitUntil(lambda: not background.running)
    assert len(backup.every(session.path)) == made


def test_a_project_that_is_too_large_gets_no_backup_unasked(
    session, background, tmp_path, monkeypatch
):
    settings = Settings(tmp_path / "settings.ini")
    settings.largest_backup = 1
    monkeypatch.setattr(ProjectSession, "path", property(lambda _self: tmp_path / "large"))
    (tmp_path / "large").write_bytes(b"\0" * 1_100_000)
    parent = QObject()
    keeping = Housekeeping(session, background, parent, settings)
    keeping.close()
    keeping.back_up()
    assert background.running == ()
