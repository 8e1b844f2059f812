"""Making, opening and closing a project file, and bringing an older one up."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import doctor, schema
from db.errors import Bug, ProjectLocked, StorageFault
from db.project import Project
from tests.builders import Desk, author_of, make_desk, make_project
from tests.db.closed import beside, closed_project, in_another_process


def test_a_closed_project_is_one_file_and_complete(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    path = desk.project.path
    desk.project.close()
    assert beside(path) == []
    copied = shutil.copy(path, tmp_path / "copy.demarche")
    with Project.open(Path(copied)) as project:
        assert project.connection.execute("SELECT quote FROM span").fetchall() == [("France",)]


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.close()
    with Project.open(project.path):
        project.close()
        with pytest.raises(ProjectLocked):
            Project.open(project.path)


def test_an_open_project_writes_ahead_and_to_the_disk(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        pragmas = {
            name: project.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_a_new_project_does_not_replace_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.demarche"
    path.write_text("mine")
    with pytest.raises(StorageFault, match="exists already"):
        Project.create(path)
    assert path.read_text() == "mine"


def test_a_project_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="does not exist"):
        Project.create(tmp_path / "gone" / "new.demarche")


def test_a_project_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "bring_up_to_date", fail)
    with pytest.raises(Bug):
        Project.create(tmp_path / "new.demarche")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_project_shares_its_lock(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    link = tmp_path / "link.demarche"
    link.symlink_to(project.path)
    with pytest.raises(ProjectLocked):
        Project.open(link)
    project.close()
    with Project.open(link) as opened:
        assert opened.path == project.path


def test_a_connection_beside_sees_what_is_saved_and_leaves_the_project_open(desk: Desk) -> None:
    with desk.project.beside() as other:
        desk.mark("ACTOR", "France")
        assert other.connection.execute("SELECT count(*) FROM span").fetchone() == (1,)
    desk.mark("ACTOR", "Poland")


def test_closing_while_a_job_still_reads_leaves_the_file_complete_afterwards(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    other = desk.project.beside()
    rows = other.connection.execute("SELECT * FROM span")
    desk.project.close()
    rows.close()
    other.close()
    with Project.open(desk.project.path) as project:
        assert project.connection.execute("SELECT quote FROM span").fetchall() == [("France",)]
        assert doctor.examine(project) == ()


def test_whoever_waits_to_write_comes_next(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    order: list[str] = []
    waits = threading.Event()

    def job() -> None:
        with desk.project.beside() as other:
            waits.set()
            with other.transaction():
                order.append("job")

    with desk.project.transaction():
        thread = threading.Thread(target=job)
        thread.start()
        assert waits.wait(10)
        order.append("window")
    thread.join()
    desk.project.close()
    assert order == ["window", "job"]


@pytest.fixture
def _no_formats_remembered() -> Iterator[None]:
    yield
    schema.known_objects.cache_clear()


@pytest.mark.usefixtures("_no_formats_remembered")
def test_an_older_format_is_brought_up_after_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed_project(tmp_path)

    def format_2(database: schema.Executes) -> None:
        database.execute("CREATE TABLE later (a TEXT) STRICT")
        database.execute("PRAGMA user_version = 2")

    monkeypatch.setattr(schema, "FORMATS", (*schema.FORMATS, format_2))
    with Project.open(path) as project:
        assert project.connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
        assert project.connection.execute("PRAGMA user_version").fetchone() == (2,)
    (made,) = (tmp_path / "project-backups").iterdir()
    assert "before-format-change" in made.name
    with Project.open(path) as project:
        assert author_of(project)
    assert len(list((tmp_path / "project-backups").iterdir())) == 1


@pytest.mark.usefixtures("_no_formats_remembered")
def test_a_failed_change_of_format_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed_project(tmp_path)

    def format_2(database: schema.Executes) -> None:
        database.execute("CREATE TABLE later (a TEXT) STRICT")
        database.execute("nonsense")

    with monkeypatch.context() as patched:
        patched.setattr(schema, "FORMATS", (*schema.FORMATS, format_2))
        with pytest.raises(Bug):
            Project.open(path)
    with Project.open(path) as project:
        assert project.connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert doctor.examine(project) == ()


def test_opening_a_project_needs_no_library_for_migrations(tmp_path: Path) -> None:
    said = in_another_process(
        "import sys; from pathlib import Path; from db.project import Project\n"
        "Project.open(Path(sys.argv[1])).close()\n"
        "print('sqlite_utils' in sys.modules)",
        closed_project(tmp_path),
    )
    assert said == "False\n"
