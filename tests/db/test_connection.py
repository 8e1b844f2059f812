"""What the disk refuses, and where memory can't be shared."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection as connections
from db import doctor
from db.connection import Access, connect, keep_log
from db.errors import Bug, NotAProject, StorageFault
from db.project import Project
from tests.builders import Desk, make_desk
from tests.db.closed import beside, closed_project, in_another_process


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
def shared_folder() -> Iterator[Path]:
    """A folder that other people may look into, which those of tests are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_a_read_only_folder_is_said_and_the_project_can_be_read(shared_folder: Path) -> None:
    path = closed_project(shared_folder)
    path.chmod(0o644)
    shared_folder.chmod(0o555)
    try:
        said = in_another_process(_OPEN_AND_SAY, path)
        read = in_another_process(_READ_AND_SAY, path)
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
    said = in_another_process(_OPEN_AND_SAY, path)
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
