"""A hub on which one can rely: tries again, goes on where it stopped, shows whole files only.

A file is written under another name and gets its own when all of it has arrived. The other name is
the own one with an ending, so it is as unique, and the same in every attempt.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Literal, TypeVar

from db.errors import Stopped, StorageFault
from db.packages.hub.backend import Backend, Source
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.store import Entry
from db.progress import IsCancelled, Progress, tell

PARTIAL = ".partial"
"""The ending of files that are still on their way."""
PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0)
"""How long to wait before each new attempt; a download that got ahead starts anew with these."""

_MOST_ENTRIES = 100_000
_PAUSE_STEP_S = 0.1

Pause = Callable[[float], None]
Result = TypeVar("Result")


class ReliableStore:
    """The store that everybody uses, over a backend of some kind."""

    def __init__(
        self, backend: Backend, *, pauses: Sequence[float] = PAUSES_S, pause: Pause = time.sleep
    ) -> None:
        self._backend = backend
        self._pauses = pauses
        self._pause = pause
        self._made: set[str] = set()

    @property
    def address(self) -> str:
        """Where it is."""
        return self._backend.address

    def list(self, folder: str) -> tuple[Entry, ...]:
        """What a folder holds directly; see `Store`."""
        return self._persistently(lambda: self._listed(folder))

    def put(
        self,
        name: str,
        path: Path,
        *,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Write a file under a new name; see `Store`."""
        backend = self._backend
        written = name if backend.is_atomic else f"{name}{PARTIAL}"

        def attempt() -> None:
            with _local_file(path) as file:
                size = os.fstat(file.fileno()).st_size
                if self._is_there(name, size):
                    return
                self._make_folders(name)
                source = Source(
                    file=file, path=path, size=size, progress=progress, is_cancelled=is_cancelled
                )
                backend.write(written, source)
            if backend.size(written) != size:
                raise HubFault(self.address, Trouble.FAILED, "the file did not arrive whole")
            if written != name:
                backend.move(written, name)
            tell(size, size, progress=progress, is_cancelled=None)

        try:
            self._persistently(attempt, is_cancelled)
        except BaseException as error:
            # Nobody answers any more where the fault is a passing one; the next sending cleans up.
            if written != name and not (isinstance(error, HubFault) and error.is_passing):
                backend.disconnect()
                with suppress(*backend.errors):
                    backend.remove(written)
            raise

    def get(
        self,
        entry: Entry,
        path: Path,
        *,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Fetch a file; see `Store`."""
        with _local_faults(path):
            if path.is_file() and path.stat().st_size == entry.size:
                tell(entry.size, entry.size, progress=progress, is_cancelled=is_cancelled)
                return
        part = path.with_name(f"{path.name}.{entry.size}{PARTIAL}")
        self._persistently(
            lambda: self._append(entry, part, progress, is_cancelled),
            is_cancelled,
            reached=lambda: _size_here(part),
        )
        with _local_faults(path):
            part.replace(path)

    def remove(self, name: str) -> None:
        """Remove a file of our own."""
        self._persistently(lambda: self._backend.remove(name))

    def close(self) -> None:
        """Leave the hub."""
        self._backend.disconnect()

    def _listed(self, folder: str) -> tuple[Entry, ...]:
        try:
            found = tuple(islice(self._backend.entries(folder), _MOST_ENTRIES))
        except FileNotFoundError:
            found = ()
        if not found and not self._backend.has_root():
            raise HubFault(self.address, Trouble.MISSING)
        if len(found) == _MOST_ENTRIES:
            # There is no end to it, and the connection is in the middle of it.
            self._backend.disconnect()
        return found

    def _is_there(self, name: str, size: int) -> bool:
        """Whether an earlier attempt has arrived, and only its answer was lost on the way."""
        found = self._backend.size(name)
        if found is not None and found != size:
            raise HubFault(self.address, Trouble.TAKEN, name)
        return found is not None

    def _make_folders(self, name: str) -> None:
        if not self._made and not self._backend.has_root():
            # Never made by us: it may be a share that is not connected at the moment.
            raise HubFault(self.address, Trouble.MISSING)
        parts = name.split("/")[:-1]
        for number in range(1, len(parts) + 1):
            folder = "/".join(parts[:number])
            if folder not in self._made:
                self._backend.make_folder(folder)
                self._made.add(folder)

    def _append(
        self,
        entry: Entry,
        part: Path,
        progress: Progress | None,
        is_cancelled: IsCancelled | None,
    ) -> None:
        with _local_file(part, "ab") as file:
            done = file.tell()
            if done > entry.size:
                done = file.truncate(0)
            tell(done, entry.size, progress=progress, is_cancelled=is_cancelled)
            if done < entry.size:
                with self._backend.read(entry.name, done) as blocks:
                    for block in blocks:
                        done += len(block)
                        if done > entry.size:
                            _empty(part)
                            raise HubFault(self.address, Trouble.UNTRUE, "it is longer")
                        with _local_faults(part):
                            file.write(block)
                            file.flush()
                        tell(done, entry.size, progress=progress, is_cancelled=is_cancelled)
            if done < entry.size:
                raise HubFault(self.address, Trouble.UNREACHABLE, "the connection was cut")
            with _local_faults(part):
                os.fsync(file.fileno())

    def _persistently(
        self,
        attempt: Callable[[], Result],
        is_cancelled: IsCancelled | None = None,
        *,
        reached: Callable[[], int] | None = None,
    ) -> Result:
        """Try until it works or there is no hope; `reached` says how far an attempt got."""
        errors: tuple[type[Exception], ...] = (HubFault, *self._backend.errors)
        failures, best = 0, -1
        while True:
            try:
                return attempt()
            except errors as error:
                fault = error if isinstance(error, HubFault) else self._backend.explained(error)
                self._backend.disconnect()
                now = reached() if reached is not None else best
                failures, best = (0, now) if now > best >= 0 else (failures, max(best, now))
                if not fault.is_passing or failures == len(self._pauses):
                    if fault is error:
                        raise
                    raise fault from error
            self._rest(self._pauses[failures], is_cancelled)
            failures += 1

    def _rest(self, seconds: float, is_cancelled: IsCancelled | None) -> None:
        """Wait in short steps, so that somebody who wants no more need not wait."""
        left = seconds
        while left > 0:
            if is_cancelled is not None and is_cancelled():
                raise Stopped
            self._pause(min(left, _PAUSE_STEP_S))
            left -= _PAUSE_STEP_S


@contextmanager
def _local_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFault(
            f"{path.name} can't be read or written in {path.parent} ({error.strerror}). What was "
            "saved before is kept. Check that there is room and that you may write there, then do "
            "it again."
        ) from error


@contextmanager
def _local_file(path: Path, mode: Literal["rb", "ab"] = "rb") -> Iterator[IO[bytes]]:
    """A file of ours; what is raised while it is open is the hub's fault, not its."""
    with _local_faults(path):
        file = path.open(mode)
    with file:
        yield file


def _size_here(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _empty(path: Path) -> None:
    with suppress(OSError):
        os.truncate(path, 0)
