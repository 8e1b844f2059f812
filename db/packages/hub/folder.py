"""Hubs that are folders: a network share, a synced folder, a stick."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from db.packages.hub.address import Address
from db.packages.hub.backend import BLOCK, Source
from db.packages.hub.faults import HubFault, explained_os_error
from db.packages.hub.store import Entry


class FolderBackend:
    """A folder that something else carries to the others; links in it are not followed."""

    errors: tuple[type[Exception], ...] = (OSError,)
    is_atomic = False

    def __init__(self, address: Address) -> None:
        self.address = address.text
        self._root = Path(address.path)

    def has_root(self) -> bool:
        """Whether the folder is there."""
        return self._root.is_dir()

    def entries(self, folder: str) -> Iterator[Entry]:
        """What a folder holds."""
        with os.scandir(self._root / folder) as found:
            for each in found:
                name = f"{folder}/{each.name}" if folder else each.name
                if each.is_dir(follow_symlinks=False):
                    yield Entry(name=name, is_folder=True)
                elif each.is_file(follow_symlinks=False):
                    # Others may remove their files at any moment.
                    with suppress(FileNotFoundError):
                        status = each.stat(follow_symlinks=False)
                        modified = datetime.fromtimestamp(status.st_mtime, UTC)
                        yield Entry(name=name, size=status.st_size, modified=modified)

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        with suppress(FileNotFoundError):
            return (self._root / name).stat().st_size
        return None

    @contextmanager
    def read(self, name: str, start: int) -> Iterator[Iterator[bytes]]:
        """The blocks of a file from a byte on."""
        with (self._root / name).open("rb") as file:
            file.seek(start)
            yield iter(lambda: file.read(BLOCK), b"")

    def write(self, name: str, source: Source) -> None:
        """Write a file and wait until it is on the disk."""
        with (self._root / name).open("wb") as file:
            while block := source.read(BLOCK):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())

    def move(self, old: str, new: str) -> None:
        """Give a file another name, and wait until the folder is on the disk, too."""
        target = self._root / new
        (self._root / old).replace(target)
        _sync_folder(target.parent)

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._root / name).unlink(missing_ok=True)

    def make_folder(self, name: str) -> None:
        """Make a folder."""
        (self._root / name).mkdir(exist_ok=True)

    def explained(self, error: Exception) -> HubFault:
        """An error of the system in words."""
        assert isinstance(error, OSError)
        return explained_os_error(self.address, error)

    def disconnect(self) -> None:
        """There is nothing to leave."""


def _sync_folder(folder: Path) -> None:
    # Windows opens no folders, and some shares can't sync them: the file itself is safe already.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
