"""Copies of a project file, made while it is in use, thinned by age, and put back.

They lie in a folder beside the project, each one a whole project file named by its time and reason.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import inspection
from db.connection import Access, connect, storage_faults
from db.errors import NotAProject, StorageFault
from db.progress import IsCancelled, Progress, tell
from db.project_lock import ProjectLock

AUTOMATIC = "automatic"
BY_HAND = "by-hand"
BEFORE_RESTORING = "before-restoring"

_TIME_FORMAT = "%Y%m%dT%H%M%SZ"
_PAGES_A_STEP = 2_048
_SPARE_BYTES = 16 * 2**20
_MOST_AUTOMATIC_BYTES = 4 * 2**30
_KEPT_BEFORE_STEPS = 5
_KEPT_BEFORE_STEPS_FOR = timedelta(days=30)
_KEPT = (
    (timedelta(hours=1), timedelta(0)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=14), timedelta(days=1)),
)
"""Up to which age one automatic backup is kept per how much time; older ones go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One copy: when and why it was made (`AUTOMATIC`, `BY_HAND`, or before which step)."""

    path: Path
    made: datetime
    reason: str
    size_bytes: int


def folder_of(project_path: Path) -> Path:
    """The folder beside the project that holds its backups."""
    return project_path.with_name(f"{project_path.stem}-backups")


def every(project_path: Path) -> tuple[Backup, ...]:
    """All backups of a project, the newest first; other files in the folder are passed over."""
    found = []
    try:
        for path in folder_of(project_path).glob(f"*{project_path.suffix}"):
            time, _, reason = path.stem.partition("-")
            with suppress(ValueError, FileNotFoundError):
                made = datetime.strptime(time, _TIME_FORMAT).replace(tzinfo=UTC)
                size = path.stat().st_size
                found.append(Backup(path=path, made=made, reason=reason, size_bytes=size))
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path), reverse=True))


def make(
    connection: sqlite3.Connection,
    project_path: Path,
    *,
    reason: str,
    now: datetime | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Path:
    """Write a complete copy of the open project and return its path.

    `reason` is a few words joined by hyphens. Work that is saved meanwhile is not in it, and not
    held up by it. Raises StorageFault, and Stopped with nothing left behind.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    folder = folder_of(project_path)
    with _writing_faults(project_path, folder), storage_faults(project_path):
        _make_room(connection, folder)
        target = _free_name(folder, f"{moment:{_TIME_FORMAT}}-{reason}", project_path.suffix)
        with _partial(target) as partial, _snapshot(connection):

            def report(_status: int, remaining: int, total: int) -> None:
                tell(total - remaining, total, progress=progress, is_cancelled=is_cancelled)

            copy = sqlite3.connect(partial)
            try:
                connection.backup(copy, pages=_PAGES_A_STEP, progress=report)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
    return target


def roll(
    connection: sqlite3.Connection,
    project_path: Path,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Path | None:
    """Make an automatic backup where anything was done since the last backup, and thin them.

    Call it now and then, on a connection of its own in the background.
    """
    moment = now or datetime.now(UTC)
    latest = next(iter(every(project_path)), None)
    made = None
    if latest is None or _last_action(connection) >= latest.made:
        made = make(
            connection,
            project_path,
            reason=AUTOMATIC,
            now=moment,
            progress=progress,
            is_cancelled=is_cancelled,
        )
    for backup in superfluous(every(project_path), moment):
        with suppress(OSError):
            backup.path.unlink()
    return made


def superfluous(backups: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """Which backups are no longer needed.

    Automatic ones: all of the last hour stay, one an hour of the last day, one a day of the last
    two weeks, as far as all together take up to 4 GiB; the newest always stays. Those made before a
    large step stay for 30 days, and the last five for ever, as do those made by hand.
    """
    newest_first = sorted(backups, key=lambda backup: backup.made, reverse=True)
    automatic = [backup for backup in newest_first if backup.reason.startswith(AUTOMATIC)]
    before_steps = [backup for backup in newest_first if backup.reason.startswith("before-")]
    kept: list[Backup] = []
    for backup in automatic:
        is_room = sum(each.size_bytes for each in (*kept, backup)) <= _MOST_AUTOMATIC_BYTES
        if not kept or (is_room and _is_due(kept[-1], backup, now)):
            kept.append(backup)
    kept += before_steps[:_KEPT_BEFORE_STEPS]
    kept += [each for each in before_steps if now - each.made <= _KEPT_BEFORE_STEPS_FOR]
    return tuple(each for each in (*automatic, *before_steps) if each not in kept)


def restore(project_path: Path, chosen: Path, *, now: datetime | None = None) -> Path | None:
    """Put a backup in the place of the project, which must be closed.

    The present file becomes a backup itself, whose path is returned: also a damaged one, as it
    stands. Raises NotAProject for a backup that can't be read, ProjectLocked or StorageFault.
    """
    inspection.look(chosen)
    with storage_faults(chosen, is_known=False):
        _check_all_pages(chosen)
    lock = ProjectLock.acquire(project_path)
    try:
        former = _keep_present(project_path, now) if project_path.exists() else None
        with _writing_faults(project_path, project_path.parent), _partial(project_path) as partial:
            shutil.copyfile(chosen, partial)
            # The log of the former file must not be taken for one of the restored file.
            for ending in ("-wal", "-shm", "-journal"):
                project_path.with_name(f"{project_path.name}{ending}").unlink(missing_ok=True)
    finally:
        lock.release()
    return former


def _keep_present(project_path: Path, now: datetime | None) -> Path:
    try:
        with storage_faults(project_path):
            connection = connect(project_path)
            try:
                return make(connection, project_path, reason=BEFORE_RESTORING, now=now)
            finally:
                connection.close()
    except NotAProject:
        folder = folder_of(project_path)
        stamp = f"{(now or datetime.now(UTC)).astimezone(UTC):{_TIME_FORMAT}}"
        target = _free_name(folder, f"{stamp}-{BEFORE_RESTORING}-damaged", project_path.suffix)
        with _writing_faults(project_path, folder):
            for ending in ("", "-wal", "-journal"):
                source = project_path.with_name(f"{project_path.name}{ending}")
                if source.exists():
                    shutil.copyfile(source, target.with_name(f"{target.name}{ending}"))
        return target


def _check_all_pages(path: Path) -> None:
    connection = connect(path, Access.READ)
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    finally:
        connection.close()
    if found != "ok":
        raise NotAProject(path, f"it is damaged ({found}). Choose another backup.")


def _is_due(newer: Backup, backup: Backup, now: datetime) -> bool:
    age = now - backup.made
    return any(age <= limit and newer.made - backup.made >= step for limit, step in _KEPT)


def _last_action(connection: sqlite3.Connection) -> datetime:
    row = connection.execute("SELECT at FROM operation ORDER BY number DESC LIMIT 1").fetchone()
    try:
        # To the second, as the names of backups are: rather one too many.
        return datetime.fromisoformat(row[0]).replace(microsecond=0).astimezone(UTC)
    except (TypeError, ValueError):
        return datetime.now(UTC)


def _make_room(connection: sqlite3.Connection, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    needed = pages * int(connection.execute("PRAGMA page_size").fetchone()[0]) + _SPARE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise StorageFault(
            f"There is no room for a backup in {folder}; it takes {needed // 2**20} MB. "
            "Free some space, then do it again."
        )


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    number, path = 1, folder / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    # With a write-ahead log, reading one state throughout keeps nobody from writing, and the copy
    # need not begin again when somebody does.
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    if mode != "wal" or connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """A file to write that takes its place when all of it is on the disk, or goes again."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except BaseException:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                partial.with_name(f"{partial.name}{ending}").unlink(missing_ok=True)
        raise


@contextmanager
def _writing_faults(project_path: Path, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFault(
            f"The backup of {project_path.name} can't be written in {folder} ({error.strerror}). "
            "Check that there is room and that you may write there, then do it again."
        ) from error
