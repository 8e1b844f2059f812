"""The only place that decides whether a file is a project that this program may open.

A file from elsewhere can hold triggers, views or bent tables that run or lie when it is used. So
the first look is read-only, and what the file says of itself (`sqlite_schema`) must be word for
word what our migrations make. That takes a moment however large the file is; reading every page
does not, so that is left to the doctor, and to small files after a program died in them.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db import schema
from db.connection import Access, connect, primary_code, storage_faults
from db.errors import FileTooNew, NotAProject

_CHECKED_AFTER_CRASH_BYTES = 32 * 2**20
# How these are made is the business of the library that keeps track of migrations.
_OF_OTHER_LIBRARIES = {
    "_sqlite_migrations": "table",
    "idx__sqlite_migrations_migration_set_name": "index",
}


def look(path: Path) -> None:
    """Raise NotAProject or FileTooNew unless a file is a project; nothing in it is run."""
    look_from_outside(path)
    with storage_faults(path, is_known=False):
        try:
            _look_inside(path, Access.READ)
        except sqlite3.DatabaseError as error:
            code = primary_code(error)
            if code == sqlite3.SQLITE_NOTADB:
                raise NotAProject(
                    path, "it is not a project file. To bring in articles, import it instead."
                ) from error
            if code not in _NEEDS_WRITING or not _has_content(_beside(path, "-journal")):
                raise
            # A program died in the file while it used a rollback journal: what it left half done
            # must be taken back before anybody can read, and taking back writes.
            _look_inside(path, Access.WRITE)


def ended_uncleanly(path: Path) -> bool:
    """Whether the last program that wrote here left its log behind; ask before opening it."""
    return any(_has_content(_beside(path, end)) for end in ("-wal", "-journal"))


def check_pages(path: Path, connection: sqlite3.Connection) -> None:
    """Read every page of a small file and raise NotAProject where one is damaged."""
    if path.stat().st_size <= _CHECKED_AFTER_CRASH_BYTES:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise NotAProject(
                path,
                f"it is damaged ({found}). Open a backup from the folder beside it instead.",
            )


def check_objects(path: Path, connection: sqlite3.Connection, format_number: int) -> None:
    """Raise NotAProject where a file holds other tables than its format has, or anything else."""
    known = schema.known_objects(format_number)
    found = schema.objects(connection)
    for name, (kind, sql) in found.items():
        if _OF_OTHER_LIBRARIES.get(name) == kind:
            continue
        if name not in known:
            raise NotAProject(
                path, f"it holds a {kind} that no project has ({name}). Nothing in it was run."
            )
        if (kind, sql) != known[name]:
            raise NotAProject(
                path, f"its {kind} {name} is not made as in a project. Nothing in it was run."
            )
    missing = sorted(known.keys() - found.keys())
    if missing:
        raise NotAProject(path, f"its {known[missing[0]][0]} {missing[0]} is missing.")


_NEEDS_WRITING = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}


def look_from_outside(path: Path) -> None:
    """Raise NotAProject unless there is a file with something in it."""
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise NotAProject(
            path, "there is no such file. Check the name, or look for it where it was moved."
        ) from error
    except OSError as error:
        raise NotAProject(path, f"it can't be read ({error.strerror}).") from error
    if path.is_dir():
        raise NotAProject(path, "it is a folder.")
    if size == 0:
        raise NotAProject(path, "it is empty. If it was copied here, copy it again.")


def _look_inside(path: Path, access: Access) -> None:
    # Through SQLite and not by reading the header ourselves: closing a file that this process has
    # open in SQLite as well would drop SQLite's locks on it (POSIX).
    connection = connect(path, access)
    try:
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if application != schema.APPLICATION_ID:
            raise NotAProject(path, "it is a database of another program.")
        if found > schema.newest_format():
            raise FileTooNew(path, found, schema.newest_format())
        if found < 1:
            raise NotAProject(path, "it was never finished. Delete it, and make the project anew.")
        check_objects(path, connection, found)
        _check_contents(path, connection)
    finally:
        connection.close()


def _check_contents(path: Path, connection: sqlite3.Connection) -> None:
    for table, condition in (("project", "1"), ("scheme", "is_current = 1")):
        count = connection.execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchone()[0]
        if count == 0:
            raise NotAProject(path, "it was never finished. Delete it, and make the project anew.")
        if count > 1:
            raise NotAProject(path, f"it says twice what its {table} is.")


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")
