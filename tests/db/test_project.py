"""Opening, locking, writing and closing a project file, and what goes wrong there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import connection as connections
from db import doctor, schema
from db.connection import Access, connect, keep_log
from db.errors import Bug, FileTooNew, NotAProject, ProjectLocked, StorageFault
from db.identifiers import new_id
from db.project import Project
from db.project_lock import ProjectLock
from tests.builders import Desk, author_of, make_desk, make_project


def closed_project(folder: Path) -> Path:
    with make_project(folder, articles=["France said no."]) as project:
        return project.path


def beside(path: Path) -> list[str]:
    """The names of the files that lie beside a project."""
    return sorted(each.name for each in path.parent.iterdir() if each != path)


# Making, opening and closing


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


# Locks


def test_a_project_is_open_once(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        with pytest.raises(ProjectLocked, match="open elsewhere") as caught:
            Project.open(project.path)
        assert f"process {os.getpid()}" in caught.value.holder
    with Project.open(project.path):
        pass


def test_a_project_is_read_while_it_is_open_elsewhere(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    with Project.open(desk.project.path, is_read_only=True) as reader:
        assert reader.connection.execute("SELECT quote FROM span").fetchall() == [("France",)]
        with pytest.raises(StorageFault, match="reading only"), reader.transaction():
            pass
    desk.mark("ACTOR", "Poland")


def test_another_process_is_told_who_holds_the_project(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        said = _in_another_process(
            "import sys; from pathlib import Path; from db.project import Project\n"
            "from db.errors import UserFault\n"
            "try: Project.open(Path(sys.argv[1]))\n"
            "except UserFault as fault: print(fault)",
            project.path,
        )
    assert "open elsewhere" in said
    assert str(os.getpid()) in said


def test_a_lock_of_a_dead_process_holds_nobody(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    _in_another_process(
        "import os, sys; from pathlib import Path; from db.project import Project\n"
        "Project.open(Path(sys.argv[1])); os._exit(1)",
        path,
    )
    with Project.open(path):
        pass


def test_a_lock_file_that_says_nothing_sensible_is_no_obstacle(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    path.with_name(f"{path.name}.lock").write_text("[]")
    with Project.open(path) as project:
        path.with_name(f"{path.name}.lock").write_text("[]")
        with pytest.raises(ProjectLocked, match="another program"):
            Project.open(project.path)


def test_two_that_race_for_a_lock_never_both_get_it(tmp_path: Path) -> None:
    path = tmp_path / "x.demarche"
    holders = 0
    most = 0
    guard = threading.Lock()

    def take_often() -> None:
        nonlocal holders, most
        for _ in range(100):
            try:
                lock = ProjectLock.acquire(path)
            except ProjectLocked:
                continue
            with guard:
                holders += 1
                most = max(most, holders)
            with guard:
                holders -= 1
            lock.release()

    threads = [threading.Thread(target=take_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def _in_another_process(code: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


# What the disk refuses


def test_a_full_disk_is_said_and_what_was_saved_stays(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    pages = desk.project.connection.execute("PRAGMA page_count").fetchone()[0]
    desk.project.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFault, match=r"is full.*everything before it is.*Free some space"):
        mark_and_undo_for_ever(desk)
    assert not desk.project.connection.in_transaction
    desk.project.connection.execute("PRAGMA max_page_count = 1000000")
    assert ("ACTOR", "France") in desk.quotes
    assert doctor.examine(desk.project) == ()
    desk.mark("ACTOR", "Poland")


def mark_and_undo_for_ever(desk: Desk) -> None:
    while True:
        desk.mark("PROPOSAL", desk.body)
        desk.undo()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk, which only Linux can")
def test_a_really_full_disk_is_said_and_what_was_saved_stays(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        desk = make_desk(folder)
        desk.mark("ACTOR", "France")
        (folder / "filler").write_bytes(b"x" * shutil.disk_usage(folder).free)
        with pytest.raises(StorageFault, match="is full"):
            mark_and_undo_for_ever(desk)
        (folder / "filler").unlink()
        assert ("ACTOR", "France") in desk.quotes
        assert doctor.examine(desk.project) == ()
        desk.mark("ACTOR", "Poland")
        desk.project.close()
        with Project.open(desk.project.path) as project:
            assert doctor.examine(project) == ()
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


_AS_SOMEBODY_ELSE = (
    "import os, sys; from pathlib import Path; from db.project import Project\n"
    "from db.errors import UserFault\n"
    "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
)
"""Become a person who may only read here; root may write everywhere."""

_OPEN_AND_SAY = (
    f"{_AS_SOMEBODY_ELSE}"
    "try:\n"
    "    with Project.open(Path(sys.argv[1])) as project, project.transaction() as connection:\n"
    "        connection.execute(\"UPDATE project SET title = 'x'\")\n"
    "    print('written')\n"
    "except UserFault as fault: print(type(fault).__name__, fault)"
)
_READ_AND_SAY = (
    f"{_AS_SOMEBODY_ELSE}"
    "with Project.open(Path(sys.argv[1]), is_read_only=True) as project:\n"
    "    print(project.connection.execute('SELECT title FROM project').fetchone()[0])"
)


@pytest.fixture
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that other people may look into, which those of tests are not."""
    folder = tmp_path_factory.mktemp("shared")
    for each in (folder, folder.parent, folder.parent.parent):
        each.chmod(each.stat().st_mode | 0o055)
    return folder


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_a_read_only_folder_is_said_and_the_project_can_be_read(shared_folder: Path) -> None:
    path = closed_project(shared_folder)
    path.chmod(0o644)
    shared_folder.chmod(0o555)
    try:
        said = _in_another_process(_OPEN_AND_SAY, path)
        read = _in_another_process(_READ_AND_SAY, path)
    finally:
        shared_folder.chmod(0o755)
    assert said.startswith("StorageFault")
    assert "can't be opened for writing" in said
    assert "Allow writing there" in said
    assert read == "A project\n"


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_a_read_only_file_is_said_and_left_as_it_is(shared_folder: Path) -> None:
    path = closed_project(shared_folder)
    shared_folder.chmod(0o777)
    path.chmod(0o444)
    before = path.read_bytes()
    said = _in_another_process(_OPEN_AND_SAY, path)
    assert said.startswith("StorageFault")
    assert "read-only" in said
    assert path.read_bytes() == before
    assert beside(path) == []


def test_a_file_that_vanished_is_said_and_nothing_is_lost_that_was_saved(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    path = desk.project.path
    moved = path.rename(path.with_name("moved.demarche"))
    with pytest.raises(StorageFault, match="no longer where it was"):
        desk.mark("ACTOR", "Poland")
    moved.rename(path)
    desk.mark("ACTOR", "Poland")
    assert len(desk.quotes) == 2


def test_a_file_that_was_replaced_is_not_written_past(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    path = desk.project.path
    other = path.with_name("other.demarche")
    shutil.copyfile(path, other)
    other.replace(path)
    with pytest.raises(StorageFault, match="no longer where it was"):
        desk.mark("ACTOR", "Poland")


def test_a_file_that_another_program_writes_is_said(desk: Desk) -> None:
    desk.project.connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(desk.project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFault, match="Another program is using"):
        desk.mark("ACTOR", "France")
    other.execute("ROLLBACK")
    other.close()
    desk.mark("ACTOR", "France")
    assert desk.quotes == [("ACTOR", "France")]


def test_a_long_step_beside_is_said_instead_of_waited_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.project._LONGEST_WAIT_S", 0.01)
    with (
        desk.project.beside() as other,
        other.transaction(),
        pytest.raises(StorageFault, match="being written by a long step"),
    ):
        desk.mark("ACTOR", "France")


def test_a_wrong_statement_is_our_bug_and_not_the_persons_fault(desk: Desk) -> None:
    with pytest.raises(Bug), desk.project.transaction() as connection:
        connection.execute("SELECT nonsense")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_READONLY, "read-only"),
        (sqlite3.SQLITE_IOERR, "could not be saved"),
        (sqlite3.SQLITE_CANTOPEN, "can't be opened"),
        (sqlite3.SQLITE_NOMEM, "too little memory"),
        (sqlite3.SQLITE_CORRUPT, "Open a backup"),
        (sqlite3.SQLITE_IOERR | (10 << 8), "could not be saved"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence_that_says_what_to_do(code: int, said: str) -> None:
    error = sqlite3.OperationalError("it says")
    error.sqlite_errorcode = code
    with (
        pytest.raises((StorageFault, NotAProject), match=said),
        connections.storage_faults(Path("a.demarche")),
    ):
        raise error


# Without a write-ahead log


def _without_shared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = connections._uri
    monkeypatch.setattr(
        connections, "_uri", lambda path, access: f"{plain(path, access)}&vfs=unix-none"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a way of locking that Windows has not")
def test_where_memory_cannot_be_shared_a_rollback_journal_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_shared_memory(monkeypatch)
    desk = make_desk(tmp_path)
    assert desk.project.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    desk.mark("ACTOR", "France")
    desk.reopen()
    desk.undo()
    desk.redo()
    assert desk.quotes == [("ACTOR", "France")]
    assert doctor.examine(desk.project) == ()
    desk.project.close()
    assert beside(desk.project.path) == []


@pytest.mark.skipif(os.name == "nt", reason="needs a way of locking that Windows has not")
def test_a_file_left_in_log_mode_is_opened_where_memory_cannot_be_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed_project(tmp_path)
    connection = connect(path)
    assert keep_log(connection) == "wal"
    connection.close()
    _without_shared_memory(monkeypatch)
    opened = connect(path, Access.WRITE)
    assert keep_log(opened) == "delete"
    opened.close()


# What no project is


def _tampered(folder: Path, *statements: str) -> Path:
    path = closed_project(folder)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def _text(path: Path) -> None:
    path.write_text("France said no. " * 50)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE project (a)")
    connection.close()


def _nothing(_path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_nothing, "there is no such file"),
        (_folder, "it is a folder"),
        (_empty, "it is empty"),
        (_text, "not a project file"),
        (_foreign, "a database of another program"),
    ],
)
def test_what_is_no_project_is_refused_with_the_reason(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "x.demarche"
    make(path)
    for is_read_only in (False, True):
        with pytest.raises(NotAProject, match=reason):
            Project.open(path, is_read_only=is_read_only)
    assert beside(path) == []


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (
            ["CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM article; END"],
            r"holds a trigger that no project has \(evil\)",
        ),
        (["CREATE VIEW evil AS SELECT * FROM span"], r"holds a view .*\(evil\)"),
        (["CREATE TABLE evil (a)"], r"holds a table .*\(evil\)"),
        (["CREATE INDEX evil ON span(abs(id))"], r"holds a index .*\(evil\)"),
        (["CREATE VIRTUAL TABLE evil USING fts5(a)"], r"holds a table .*\(evil"),
        (["ALTER TABLE span ADD COLUMN extra TEXT"], "table span is not made as in a project"),
        (
            ["ALTER TABLE span ADD COLUMN evil TEXT AS (hex(quote)) VIRTUAL"],
            "table span is not made",
        ),
        (["DROP TABLE comment"], "its .* is missing"),
        (["DROP INDEX span_layer"], "index span_layer is missing"),
        (
            ["DROP TABLE comment", "CREATE VIEW comment AS SELECT 1 AS id"],
            "view comment is not made",
        ),
        (
            [
                """UPDATE sqlite_schema SET sql =
                   replace(sql, 'label TEXT NOT NULL', 'label INTEGER NOT NULL')
                   WHERE name = 'span'"""
            ],
            "table span is not made",
        ),
        (["PRAGMA user_version = 0"], "never finished"),
        (["DELETE FROM project"], "never finished"),
        (["UPDATE scheme SET is_current = 0"], "never finished"),
        (["INSERT INTO project VALUES ('x', 'Two', 'project', '')"], "says twice"),
        (["PRAGMA application_id = 7"], "another program"),
    ],
)
def test_a_file_with_anything_of_its_own_is_refused_before_anything_is_run(
    tmp_path: Path, statements: list[str], reason: str
) -> None:
    path = _tampered(tmp_path, *statements)
    before = path.read_bytes()
    with pytest.raises(NotAProject, match=reason):
        Project.open(path)
    assert path.read_bytes() == before
    assert beside(path) == []


def test_what_sqlite_itself_keeps_is_no_obstacle(tmp_path: Path) -> None:
    path = _tampered(tmp_path, "ANALYZE")
    with Project.open(path) as project:
        assert doctor.examine(project) == ()


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = _tampered(
        tmp_path, f"PRAGMA user_version = {schema.newest_format() + 1}", "CREATE TABLE new (a)"
    )
    before = path.read_bytes()
    with pytest.raises(FileTooNew, match="newer version of Demarche"):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    content = path.read_bytes()
    for length in (50, 3000, 4096, len(content) // 2):
        path.write_bytes(content[:length])
        with pytest.raises(NotAProject):
            Project.open(path)


def test_damage_in_a_table_is_found_after_a_crash(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    crashed = tmp_path / "crashed.demarche"
    desk.project.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    root = desk.project.connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'span'"
    ).fetchone()[0]
    desk.mark("ACTOR", "Poland")
    shutil.copyfile(desk.project.path, crashed)
    desk.project.close()
    size = 4096
    content = bytearray(crashed.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    crashed.write_bytes(content)
    crashed.with_name(f"{crashed.name}-wal").write_bytes(b"not a log")
    with pytest.raises(NotAProject, match="damaged"):
        Project.open(crashed)


def test_a_project_says_whether_it_ended_uncleanly(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    _in_another_process(
        "import os, sys; from pathlib import Path; from db.project import Project\n"
        "project = Project.open(Path(sys.argv[1]))\n"
        "with project.transaction() as connection:\n"
        "    connection.execute(\"UPDATE project SET title = 'Saved'\")\n"
        "os._exit(1)",
        path,
    )
    with Project.open(path) as project:
        assert project.ended_uncleanly
        assert project.connection.execute("SELECT title FROM project").fetchone() == ("Saved",)
    with Project.open(path) as project:
        assert not project.ended_uncleanly


# Formats


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
    said = _in_another_process(
        "import sys; from pathlib import Path; from db.project import Project\n"
        "Project.open(Path(sys.argv[1])).close()\n"
        "print('sqlite_utils' in sys.modules)",
        closed_project(tmp_path),
    )
    assert said == "False\n"


# Ids


def test_ids_ascend_and_never_repeat_also_across_threads() -> None:
    made: list[list[str]] = [[] for _ in range(4)]

    def make(into: list[str]) -> None:
        into.extend(new_id() for _ in range(2000))

    threads = [threading.Thread(target=make, args=(each,)) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(each == sorted(each) for each in made)
    assert len({each for some in made for each in some}) == 8000
    assert all(len(each) == 36 and each[14] == "7" and each[19] in "89ab" for each in made[0])
