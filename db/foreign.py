"""The only place that reads files which may be hostile or damaged: into a fresh file, row by row.

Nothing of such a file is run: it is opened for reading only, and of its tables only those that we
know are read, and of those only the columns that we know and that hold values instead of
expressions. The fresh file's own rules decide what comes in.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from db import inspection, rows, schema
from db.connection import Access, connect, primary_code, storage_faults
from db.errors import FileTooNew, NotAProject
from db.progress import IsCancelled, Progress, tell
from db.project import Project

_MOST_BYTES_A_VALUE = 64 * 2**20
_ROWS_BETWEEN_REPORTS = 500

# What can do without the row that it names; the others go with it.
_MAY_BE_EMPTY = {
    ("span", "referent"),
    ("referent", "owner"),
    ("comment", "span"),
    ("comment", "reply_to"),
    ("decision", "span"),
    ("decision", "addressee"),
    ("operation", "reverts"),
    ("work_package", "annotator"),
    ("assignment", "package"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that did not come along, or a part of a table that could not be read."""

    table: str
    row: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How many rows of each table came along, and what did not."""

    counts: dict[str, int]
    left_out: tuple[LeftOut, ...]


def copy_known_tables(
    source: Path,
    target: Path,
    *,
    tables: Collection[str] = schema.TABLES,
    is_temporary: bool = False,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Copied:
    """Copy the known tables' rows of any SQLite file into a new project file, and say what is lost.

    Whether offsets, quotes and the like are right is for the doctor to examine in the target. A
    temporary target need not outlive a power failure, which saves waiting for the disk.
    Raises NotAProject where there is nothing to copy, FileTooNew, StorageFault and Stopped; there
    is no target then.
    """
    inspection.look_from_outside(source)
    with storage_faults(source, is_known=False), closing(connect(source, Access.READ)) as hostile:
        found = int(hostile.execute("PRAGMA user_version").fetchone()[0])
        if found > schema.newest_format():
            raise FileTooNew(source, found, schema.newest_format())
    fresh = Project.create(target)
    if is_temporary:
        fresh.connection.execute("PRAGMA synchronous = OFF")
    try:
        # A copy that is only half made is thrown away, so nothing need be safe meanwhile.
        fresh.connection.execute("PRAGMA journal_mode = MEMORY")
        fresh.connection.execute("PRAGMA synchronous = OFF")
        with (
            storage_faults(source, is_known=False),
            closing(connect(source, Access.READ)) as hostile,
        ):
            copier = _Copier(hostile, fresh, progress, is_cancelled)
            copied = copier.copy([table for table in schema.TABLES if table in tables])
        _require_project(source, copied)
    except BaseException:
        fresh.close()
        target.unlink(missing_ok=True)
        raise
    fresh.close()
    with storage_faults(target), target.open("rb+") as file:
        os.fsync(file.fileno())
    return copied


def _require_project(source: Path, copied: Copied) -> None:
    if not (copied.counts.get("project") and copied.counts.get("scheme")):
        raise NotAProject(source, "nothing of a project can be read in it.")


class _Copier:
    """Carries rows over; the target checks types and rules, what it refuses is left out."""

    def __init__(
        self,
        source: sqlite3.Connection,
        target: Project,
        progress: Progress | None,
        is_cancelled: IsCancelled | None,
    ) -> None:
        self._source = source
        self._target = target
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._counts: dict[str, int] = {}
        self._left_out: list[LeftOut] = []
        self._read = 0
        source.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES_A_VALUE)

    def copy(self, tables: list[str]) -> Copied:
        connection = self._target.connection
        connection.execute("PRAGMA foreign_keys = OFF")
        with self._target.transaction():
            indexes = _without_indexes(connection)
            connection.execute("DELETE FROM search_progress")
            for table in tables:
                self._copy_table(table)
            connection.execute("INSERT INTO search_progress VALUES (1, 0, 0)")
            for statement in indexes:
                connection.execute(statement)
            while self._cut_loose_ends():
                pass
            # One project, and one scheme in force, whatever the file said.
            connection.execute("DELETE FROM project WHERE rowid > (SELECT min(rowid) FROM project)")
            connection.execute(
                """UPDATE scheme SET is_current = (rowid = (SELECT rowid FROM scheme
                   ORDER BY is_current DESC, created_at DESC, id DESC LIMIT 1))"""
            )
        connection.execute("PRAGMA foreign_keys = ON")
        return Copied(counts=self._counts, left_out=tuple(self._left_out))

    def _copy_table(self, table: str) -> None:
        # Bytes, because text that is no UTF-8 must not stop the reading.
        self._source.text_factory = bytes
        columns = self._columns(table)
        self._counts[table] = 0
        if columns and not self._copy_at_once(table, columns):
            self._copy_what_can_be(table, columns)

    def _copy_at_once(self, table: str, columns: tuple[str, ...]) -> bool:
        """Copy a table that is all as it should be, which is quick; nothing where it is not."""
        connection = self._target.connection
        connection.execute("SAVEPOINT rows")
        before = self._read
        self._source.text_factory = str
        try:
            found = self._source.execute(_query(table, columns, _key(table)))
            while many := found.fetchmany(_ROWS_BETWEEN_REPORTS):
                connection.executemany(rows.insert_statement(table, columns), many)
                self._report(len(many))
        except sqlite3.DatabaseError:
            if not connection.in_transaction:
                # The disk is full; there is nothing left to go back to.
                raise
            # Row by row it will be seen what is wrong.
            connection.execute("ROLLBACK TO rows")
            connection.execute("RELEASE rows")
            self._read = before
            return False
        connection.execute("RELEASE rows")
        self._counts[table] = self._read - before
        return True

    def _copy_what_can_be(self, table: str, columns: tuple[str, ...]) -> None:
        self._source.text_factory = bytes
        found = self._rows(table, columns)
        while many := list(islice(found, _ROWS_BETWEEN_REPORTS)):
            self._report(len(many))
            for values in many:
                self._insert(table, columns, values)

    def _report(self, number: int) -> None:
        self._read += number
        tell(self._read, None, progress=self._progress, is_cancelled=self._is_cancelled)

    def _insert(self, table: str, columns: tuple[str, ...], values: tuple[object, ...]) -> None:
        try:
            decoded = [_text(each) for each in values]
            self._target.connection.execute(rows.insert_statement(table, columns), decoded)
            self._counts[table] += 1
        except UnicodeDecodeError:
            self._leave_out(table, _name(table, columns, values), "its text can't be read")
        except (sqlite3.IntegrityError, sqlite3.DataError) as error:
            self._leave_out(table, _name(table, columns, values), str(error))

    def _columns(self, table: str) -> tuple[str, ...]:
        """The columns that both files have, and that hold values in the source."""
        kind = self._source.execute(
            "SELECT type, sql FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
        is_table = kind is not None and kind[0] == b"table"
        if not is_table or kind[1].lstrip().upper().startswith(b"CREATE VIRTUAL"):
            return ()
        known = [
            str(row[1]) for row in self._target.connection.execute(f'PRAGMA table_info("{table}")')
        ]
        there = {
            row[1].decode("utf-8", "replace")
            for row in self._source.execute(f'PRAGMA table_xinfo("{table}")')
            if row[6] == 0
        }
        return tuple(column for column in known if column in there)

    def _rows(self, table: str, columns: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        """All rows that can be read: from the front up to a damaged page, then from the back."""
        key = _key(table)
        last: tuple[object, ...] | None = None
        for order in ("ASC", "DESC"):
            keys = ", ".join(f"{each} {order}" for each in key.split(", "))
            width = key.count(",") + 1
            try:
                for row in self._source.execute(_query(table, (*key.split(", "), *columns), keys)):
                    if order == "ASC":
                        last = row[:width]
                    elif last is not None and row[:width] <= last:
                        return
                    yield row[width:]
            except (sqlite3.DatabaseError, sqlite3.DataError) as error:
                if primary_code(error) not in _OF_DAMAGE:
                    raise
                self._leave_out(table, None, f"a part of it can't be read ({error})")
            else:
                return

    def _cut_loose_ends(self) -> bool:
        """Let rows go of what did not come along, or leave them out too; whether there were any."""
        connection = self._target.connection
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        columns: dict[str, dict[int, str]] = {}
        for table, rowid, parent, number in broken:
            if table not in columns:
                listed = connection.execute(f'PRAGMA foreign_key_list("{table}")')
                columns[table] = {row[0]: row[3] for row in listed}
            column = columns[table][number]
            if rowid is None:
                connection.execute(
                    "DELETE FROM change WHERE operation NOT IN (SELECT number FROM operation)"
                )
            elif (table, column) in _MAY_BE_EMPTY:
                connection.execute(
                    f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,)
                )
            else:
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
                self._counts[table] -= 1
                self._leave_out(table, None, f"the {parent} that it names is not there")
        return bool(broken)

    def _leave_out(self, table: str, row: str | None, reason: str) -> None:
        self._left_out.append(LeftOut(table=table, row=row, reason=reason))


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop what only makes reading quick, and give the statements that bring it back."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [str(statement) for _, statement in found]


def _key(table: str) -> str:
    """What tells rows apart, in the order in which they lie in the file."""
    return "operation, sequence" if table == "change" else "rowid"


def _query(table: str, columns: tuple[str, ...], order: str) -> str:
    selected = ", ".join(f'"{column}"' for column in columns)
    return f'SELECT {selected} FROM "{table}" ORDER BY {order}'


_OF_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG}


def _text(value: object) -> object:
    return value.decode() if isinstance(value, bytes) else value


def _name(table: str, columns: tuple[str, ...], values: tuple[object, ...]) -> str | None:
    key = "number" if table == "operation" else rows.key(table)
    value = dict(zip(columns, values, strict=True)).get(key)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
