"""The only place that connects to a project file, and that turns faults of the disk into sentences.

Every connection has the same pragmas. The journal mode stays with the file, so only the one that
opens a project for writing sets it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from db.errors import Bug, NotAProject, StorageFault

_CACHE_KIB = 65_536
_SMALL_CACHE_KIB = 8_192
_BUSY_TIMEOUT_MS = 5_000


class Access(StrEnum):
    """What a connection may do with the file; the value is SQLite's own word for it."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


def connect(path: Path, access: Access = Access.WRITE) -> sqlite3.Connection:
    """A connection in autocommit mode that trusts nothing in the file; raises sqlite3's errors.

    A file on a medium that can't be written is read as it stands where it has no log beside it.
    """
    connection = sqlite3.connect(
        _uri(path, access), uri=True, isolation_level=None, cached_statements=256
    )
    try:
        _set_up(connection)
    except sqlite3.OperationalError as error:
        if access is Access.READ or primary_code(error) not in _NO_SHARED_MEMORY:
            connection.close()
            raise
        _leave_log_alone(connection)
        _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def keep_few_pages(connection: sqlite3.Connection) -> None:
    """Let a connection that is open all day remember only what somebody at work reads and writes.

    What a long job gains from more would stay in memory, page by page, until the evening.
    """
    connection.execute(f"PRAGMA cache_size = -{_SMALL_CACHE_KIB}")


def keep_log(connection: sqlite3.Connection) -> str:
    """Let the file use a write-ahead log, and answer with the journal mode that it has now.

    Some network drives and memory sticks can't share memory between programs: SQLite then answers
    with the old mode or an error, and a rollback journal is as safe, only slower.
    """
    try:
        mode = str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        # The answer comes from the header; only reading shows whether memory can be shared.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if primary_code(error) not in _NO_SHARED_MEMORY:
            raise
        mode = _leave_log_alone(connection)
    return mode


def fold_log(connection: sqlite3.Connection) -> bool:
    """Fold the write-ahead log into the file, so that the file alone is complete; whether it was.

    It fails harmlessly while another connection still reads: the last one to close folds it then.
    """
    try:
        connection.execute("PRAGMA busy_timeout = 250")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Leaving WAL mode removes the two files beside the project.
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError:
        return False
    return True


@contextmanager
def without_log(connection: sqlite3.Connection) -> Iterator[None]:
    """Use a rollback journal inside, where nobody else has the file open.

    As safe as the log, and new pages are written once instead of twice, which large imports feel.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        pass
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    try:
        yield
    finally:
        keep_log(connection)


@contextmanager
def storage_faults(path: Path, *, is_known: bool = True) -> Iterator[None]:
    """Turn what SQLite says of the disk into an error with a sentence that a person can act on.

    Raises StorageFault or NotAProject for the file's faults, and Bug where the fault is ours: in a
    file that was not looked at yet, whatever goes wrong is the file's fault.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        explained = _explained(path, error)
        if isinstance(explained, Bug) and not is_known:
            explained = _damaged(path, str(error))
        raise explained from error
    except UnicodeDecodeError as error:
        # Text inside the file, which sqlite3 needs even to say what is wrong.
        raise _damaged(path, "its text can't be read") from error


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its extension; 0 where the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _explained(path: Path, error: sqlite3.DatabaseError) -> StorageFault | NotAProject | Bug:
    code = primary_code(error)
    is_text = code == 0 and str(error).startswith("Could not decode")
    if is_text or code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return _damaged(path, str(error))
    if code in _SENTENCES:
        return StorageFault(_SENTENCES[code].format(name=path.name, message=error, kept=_KEPT))
    return Bug(f"SQLite refused a statement: {error}")


def _damaged(path: Path, reason: str) -> NotAProject:
    return NotAProject(
        path, f"it is damaged ({reason}). Open a backup from the folder beside it instead."
    )


def _uri(path: Path, access: Access) -> str:
    uri = f"{path.absolute().as_uri()}?mode={access}"
    return f"{uri}&immutable=1" if access is Access.READ and _is_still(path) else uri


def _is_still(path: Path) -> bool:
    # Whether nobody writes to the file, so that it may be read without a lock: SQLite would make
    # files beside it for one, which a read-only folder forbids.
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "foreign_keys = ON",
        "synchronous = FULL",
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "temp_store = MEMORY",
        f"cache_size = -{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _leave_log_alone(connection: sqlite3.Connection) -> str:
    # Without shared memory, a file that is in WAL mode can be read and left only in exclusive mode.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    mode = str(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
    connection.execute("PRAGMA locking_mode = NORMAL")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return mode


_NO_SHARED_MEMORY = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL}
_KEPT = "This step was not saved; everything before it is."
_FAILED = "{name} could not be saved ({message}). {kept} Check the drive, then do it again."
_SENTENCES = {
    sqlite3.SQLITE_FULL: (
        "The disk that holds {name} is full. {kept} Free some space, then do it again."
    ),
    sqlite3.SQLITE_READONLY: (
        "{name} can't be written: the file or its folder is read-only. {kept} "
        "Allow writing, or copy it elsewhere."
    ),
    sqlite3.SQLITE_PERM: (
        "{name} can't be written: the file or its folder is read-only. {kept} "
        "Allow writing, or copy it elsewhere."
    ),
    sqlite3.SQLITE_BUSY: (
        "Another program is using {name}. {kept} Close it there, then do it again."
    ),
    sqlite3.SQLITE_LOCKED: (
        "Another program is using {name}. {kept} Close it there, then do it again."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{name} can't be opened. Check that the folder is there and that you may write in it."
    ),
    sqlite3.SQLITE_IOERR: _FAILED,
    sqlite3.SQLITE_PROTOCOL: _FAILED,
    sqlite3.SQLITE_NOLFS: _FAILED,
    sqlite3.SQLITE_NOMEM: (
        "There is too little memory for this step. {kept} Close other programs, then do it again."
    ),
    sqlite3.SQLITE_TOOBIG: (
        "A text is too long to be stored in {name}. {kept} Shorten it, then do it again."
    ),
    sqlite3.SQLITE_INTERRUPT: "The step was stopped. {kept}",
}
