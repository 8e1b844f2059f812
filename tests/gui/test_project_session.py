"""The open project as the window sees it."""

from __future__ import annotations

import pytest

from db.errors import UserFault
from db.model import Fragment
from db.operations.spans import add_span
from gui.project_session import ProjectSession
from tests.builders import make_desk


@pytest.fixture
def desk(tmp_path):
    desk = make_desk(tmp_path)
    yield desk
    desk.project.close()


@pytest.fixture
def session(desk, qapp):
    return ProjectSession(desk.project, desk.author)


def mark(session, desk, start=0, end=6, label="ACTOR"):
    return session.run(
        add_span, article=desk.article, label=label, fragments=[Fragment(start, end)]
    )


def test_a_gesture_is_on_the_disk_before_the_views_hear_of_it(session, desk):
    seen = []
    session.changed.connect(lambda changes: seen.append((changes.name, desk.quotes)))
    mark(session, desk)
    assert seen == [("mark actor", [("ACTOR", "France")])]


def test_the_connection_of_a_window_remembers_less_of_the_file_than_those_of_its_jobs(session):
    def pages(project):
        return -project.connection.execute("PRAGMA cache_size").fetchone()[0]

    with session.project.beside() as beside:
        assert 0 < pages(session.project) < pages(beside)


def test_a_refused_gesture_is_explained_and_changes_nothing(session, desk, qtbot):
    mark(session, desk)
    heard = []
    session.changed.connect(heard.append)
    with qtbot.waitSignal(session.failed) as failed:
        assert mark(session, desk) is None
    assert isinstance(failed.args[0], UserFault)
    assert not heard


def test_undo_and_redo_name_what_they_will_do(session, desk):
    assert session.undo_title is None
    mark(session, desk)
    assert session.undo_title == "mark actor"
    session.undo()
    assert (session.undo_title, session.redo_title) == (None, "mark actor")
    session.redo()
    assert desk.quotes == [("ACTOR", "France")]


def test_undo_with_nothing_to_take_back_is_silent(session):
    heard = []
    session.changed.connect(heard.append)
    assert session.undo() is None
    assert not heard
