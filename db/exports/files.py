"""Files that appear whole or not at all, one of them or many together."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from db.errors import StorageFault

_SYNCED_FILES = 100


@contextmanager
def whole_or_nothing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it takes its name, from an older one too, when the block ends well.

    Raises StorageFault where the disk refuses; the older file is as it was then.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


class Stage:
    """A place where files grow that are to stand in `home` later, all of them or none.

    Use it in a `with` block: what was not settled is gone afterwards, and `home` is as it was.
    `asked` is what the person named: a file in `home`, which must be there then, or `home` itself,
    which is made if need be. Raises StorageFault where the disk refuses, also for what the block
    itself writes.
    """

    def __init__(self, home: Path, asked: Path) -> None:
        self._home = home
        self._asked = asked
        self._is_new = home == asked and not home.exists()
        self.folder = (home.parent if self._is_new else home) / f".{asked.name}.partial"

    def __enter__(self) -> Self:
        try:
            self._clear()
            self.folder.mkdir()
        except OSError as error:
            raise self._fault(error) from error
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        with suppress(OSError):
            self._clear()
        if isinstance(error, OSError):
            raise self._fault(error) from error

    @property
    def names(self) -> tuple[str, ...]:
        """What was written so far, relative and with slashes, by name."""
        return tuple(
            sorted(
                path.relative_to(self.folder).as_posix()
                for path in self.folder.rglob("*")
                if path.is_file()
            )
        )

    def settle(self, outdated: Mapping[str, str] | None = None) -> None:
        """Give all files their names at once.

        `outdated` are files of an older export with their digests: those that nobody changed since
        are removed.
        """
        names = self.names
        for name in names if len(names) <= _SYNCED_FILES else ():
            _sync(self.folder / name)
        if self._is_new:
            self.folder.rename(self._home)
            return
        gone = [
            name
            for name, sha256 in (outdated or {}).items()
            if name not in names
            and (self._home / name).is_file()
            and sha256_of(self._home / name) == sha256
        ]
        _replace(self.folder, self._home, names, gone)

    def _clear(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def _fault(self, error: OSError) -> StorageFault:
        return _refused(self._asked, error)


def _replace(source: Path, home: Path, names: Iterable[str], outdated: Iterable[str]) -> None:
    """Move files to where older ones may stand; where one can't be, all are as they were."""
    aside = source.with_name(f"{source.name}.older")
    names, outdated = list(names), list(outdated)
    placed: list[str] = []
    try:
        for name in (*names, *outdated):
            if (home / name).is_file():
                _keep(home / name, aside / name)
        for name in names:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).replace(home / name)
            placed.append(name)
    except BaseException:
        for name in (*names, *outdated):
            if (aside / name).exists():
                (aside / name).replace(home / name)
            elif name in placed:
                (home / name).unlink()
        shutil.rmtree(aside, ignore_errors=True)
        raise
    for name in outdated:
        (home / name).unlink(missing_ok=True)
        with suppress(OSError):
            (home / name).parent.rmdir()
    shutil.rmtree(aside, ignore_errors=True)


def _keep(path: Path, aside: Path) -> None:
    """A second name for what is there, so that its own is never without a file; or another."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, aside)
    except OSError:
        path.rename(aside)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _refused(path: Path, error: OSError) -> StorageFault:
    return StorageFault(
        f"{path.name} can't be written in {path.parent} ({error.strerror}). "
        "Nothing was changed there; choose another place or make room, then try again."
    )


def sha256_of(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
