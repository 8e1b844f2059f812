"""The lock that keeps one project from being written by two programs at once.

SQLite's own locks last for a moment only; this one lasts as long as the project is open. The
operating system drops it when a program dies, so a crash never leaves a project locked.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, SoftFileLock, Timeout

from db.errors import ProjectLocked, StorageFault


class ProjectLock:
    """A held lock; release it when the project closes."""

    def __init__(self, lock: FileLock, path: Path) -> None:
        self._lock = lock
        self._path = path

    @classmethod
    def acquire(cls, project_path: Path) -> ProjectLock:
        """Take the lock or raise ProjectLocked with a word on who holds it."""
        path = project_path.with_name(f"{project_path.name}.lock")
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise ProjectLocked(project_path, _holder(path)) from error
        except OSError as error:
            raise StorageFault(
                f"{project_path.name} can't be opened for writing in {project_path.parent} "
                f"({error.strerror}). Allow writing there, or copy the file to another folder."
            ) from error
        if not isinstance(lock, SoftFileLock):
            # Only the message for others gets poorer where this fails; the lock itself holds.
            with suppress(OSError):
                said = {"process": os.getpid(), "machine": platform.node()}
                path.write_text(json.dumps(said), encoding="utf-8")
        return cls(lock, path)

    def release(self) -> None:
        """Let others in, and leave no lock file behind."""
        # Removed while it is still held, or else somebody who took it in between would hold a file
        # that is gone. Windows refuses that; there nobody can remove what somebody else has open.
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._lock.release()
        if os.name == "nt":
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return f"process {said['process']} on {said['machine']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another program"
