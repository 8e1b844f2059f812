"""What each kind of hub has to bring along: single steps, which may fail at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from db.errors import StorageFault
from db.packages.hub.faults import HubFault
from db.packages.hub.store import Entry
from db.progress import IsCancelled, Progress, tell

BLOCK = 256 * 1024
"""How many bytes are moved between two reports."""


@dataclass(slots=True, kw_only=True)
class Source:
    """A file on its way out: reading it reports how far it is, and asks whether to go on."""

    file: IO[bytes]
    path: Path
    size: int
    progress: Progress | None = None
    is_cancelled: IsCancelled | None = None
    done: int = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises Stopped, and StorageFault where the disk refuses."""
        tell(self.done, self.size, progress=self.progress, is_cancelled=self.is_cancelled)
        try:
            block = self.file.read(size)
        except OSError as error:
            raise StorageFault(
                f"{self.path.name} can't be read here ({error.strerror}). Nothing was sent."
            ) from error
        self.done += len(block)
        return block


class Backend(Protocol):
    """One kind of hub. Its steps raise `errors`, which `explained` puts into words.

    After an error it is told to disconnect; the next step connects again.
    """

    address: str
    errors: tuple[type[Exception], ...]
    is_atomic: bool
    """Whether a file that is being written is seen by nobody before it is whole."""

    def has_root(self) -> bool:
        """Whether the place that the address names is there at all."""

    def entries(self, folder: str) -> Iterator[Entry]:
        """What a folder holds directly; raises FileNotFoundError where there is none."""

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""

    def read(self, name: str, start: int) -> AbstractContextManager[Iterator[bytes]]:
        """The blocks of a file from a byte on."""

    def write(self, name: str, source: Source) -> None:
        """Write a whole file, in place of one of this name."""

    def move(self, old: str, new: str) -> None:
        """Give a file another name, at once."""

    def remove(self, name: str) -> None:
        """Remove a file; fine where there is none."""

    def make_folder(self, name: str) -> None:
        """Make one folder in one that is there; fine where it is there already."""

    def explained(self, error: Exception) -> HubFault:
        """One of `errors` in words."""

    def disconnect(self) -> None:
        """Forget the connection, if there is one; never raises."""
