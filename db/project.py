"""The project file as an open thing: creating, opening, locking, transactions and closing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from db import backup, inspection, schema
from db.connection import (
    Access,
    connect,
    fold_log,
    keep_few_pages,
    keep_log,
    storage_faults,
)
from db.errors import Bug, StorageFault
from db.identifiers import new_id
from db.project_lock import ProjectLock

SUFFIX = ".demarche"
_LONGEST_WAIT_S = 5.0


class Project:
    """One open project file and its connection; use it from the thread that opened it.

    `clock` and `new_id` can be replaced, so that tests get the same times and ids every run.
    `is_beside` says that this is the connection of a background job, which should let others in.
    `ended_uncleanly` says that the program which had it open last died in it: nothing that it said
    was saved is lost, but a full check is worth its time then.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: ProjectLock | None,
        *,
        is_read_only: bool,
    ) -> None:
        self.path = path
        self.connection = connection
        self.is_read_only = is_read_only
        self.ended_uncleanly = False
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.new_id: Callable[[], str] = new_id
        self.is_beside = False
        self._lock = lock
        self._turn = threading.Lock()
        self._file = _identity(path)

    @classmethod
    def create(cls, path: Path) -> Project:
        """Make an empty project file; `operations.projects.create` fills in its title and scheme.

        Raises StorageFault where a file of that name exists or the folder can't be written.
        """
        path = path.absolute()
        if path.exists():
            raise StorageFault(
                f"{path.name} exists already. Nothing was changed; please choose another name."
            )
        if not path.parent.is_dir():
            raise StorageFault(
                f"The folder {path.parent} does not exist. Make it first, or choose another place."
            )
        lock = ProjectLock.acquire(path)
        try:
            connection = _create(path)
        except BaseException:
            _remove(path)
            lock.release()
            raise
        return cls(path, connection, lock, is_read_only=False)

    @classmethod
    def open(cls, path: Path, *, is_read_only: bool = False) -> Project:
        """Open an existing project, bringing an older format up after a backup.

        Raises NotAProject, FileTooNew, ProjectLocked or StorageFault; the file is unchanged then.
        A read-only opening takes no lock, so it works beside a running window.
        """
        # The file that a link leads to, so that two ways to it share one lock and one log.
        path = path.resolve()
        inspection.look(path)
        if is_read_only:
            with storage_faults(path):
                return cls(path, connect(path, Access.READ), None, is_read_only=True)
        lock = ProjectLock.acquire(path)
        try:
            ended_uncleanly = inspection.ended_uncleanly(path)
            connection = _open(path, check=ended_uncleanly)
        except BaseException:
            lock.release()
            raise
        project = cls(path, connection, lock, is_read_only=False)
        project.ended_uncleanly = ended_uncleanly
        return project

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; what the block did is on the disk when this returns.

        Raises StorageFault where the disk refuses, with the file as it was before.
        """
        if self.connection.in_transaction:
            raise Bug("a transaction was begun inside another")
        if self.is_read_only:
            raise StorageFault(f"{self.path.name} is open for reading only. Nothing was changed.")
        with self._own_turn(), storage_faults(self.path):
            self._refuse_if_vanished()
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself, and a second fault must not hide it.
                with suppress(sqlite3.DatabaseError):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                raise

    def now(self) -> str:
        """The time to store: UTC, ISO 8601, to the millisecond."""
        return self.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def stay_small(self) -> None:
        """Keep little of the file in memory: for a window, whose long jobs run beside it."""
        keep_few_pages(self.connection)

    def beside(self) -> Project:
        """A second connection to the same file for a background job; close it when the job ends.

        Call it in the thread that will use it.
        """
        with storage_faults(self.path):
            connection = connect(self.path, Access.READ if self.is_read_only else Access.WRITE)
        other = Project(self.path, connection, None, is_read_only=self.is_read_only)
        other.clock, other.new_id = self.clock, self.new_id
        other.is_beside, other._turn = True, self._turn
        return other

    def close(self) -> None:
        """Fold the write-ahead log back, so that the one file is complete, and let others in."""
        lock, self._lock = self._lock, None
        try:
            if lock is not None:
                fold_log(self.connection)
            self.connection.close()
        finally:
            if lock is not None:
                lock.release()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        # SQLite lets writers wait by looking again after ever longer pauses; a job that writes
        # often would nearly always be first. Among ourselves whoever waits is next.
        if not self._turn.acquire(timeout=_LONGEST_WAIT_S):
            raise StorageFault(
                f"{self.path.name} is being written by a long step. Nothing was changed; wait "
                "until it is done, then do it again."
            )
        try:
            yield
        finally:
            self._turn.release()

    def _refuse_if_vanished(self) -> None:
        # SQLite would go on writing to a file that was deleted or replaced, and all of it be lost.
        if _identity(self.path) != self._file:
            raise StorageFault(
                f"{self.path.name} is no longer where it was. Nothing can be saved until the file "
                "or its drive is back; what was saved before is in the file that was moved."
            )


def _create(path: Path) -> sqlite3.Connection:
    with storage_faults(path):
        connection = connect(path, Access.CREATE)
        try:
            schema.bring_up_to_date(connection)
            keep_log(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, *, check: bool) -> sqlite3.Connection:
    with storage_faults(path):
        connection = connect(path)
        try:
            keep_log(connection)
            if check:
                inspection.check_pages(path, connection)
            _migrate(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found < schema.newest_format():
        backup.make(connection, path, reason="before-format-change")
        schema.bring_up_to_date(connection)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
