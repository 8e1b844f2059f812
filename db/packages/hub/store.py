"""What a hub can do for us, whatever it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from db.progress import IsCancelled, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file or a folder of a hub, as the hub tells it; `name` is the way to it from the root.

    `modified` is in the hub's own time, and None where it does not say.
    """

    name: str
    size: int = 0
    modified: datetime | None = None
    is_folder: bool = False


class Store(Protocol):
    """A hub that is open. Names are paths from its root with “/”; progress counts bytes.

    Everything here raises HubFault; use it in one thread, and close it.
    """

    @property
    def address(self) -> str:
        """Where it is."""

    def list(self, folder: str) -> tuple[Entry, ...]:
        """What a folder holds directly; nothing where there is no such folder in the hub."""

    def put(
        self,
        name: str,
        path: Path,
        *,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Write a file under a name that is new in the hub: whole or, when this raises, not at all.

        Raises StorageFault where the file can't be read here, and Stopped.
        """

    def get(
        self,
        entry: Entry,
        path: Path,
        *,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Fetch a file of the hub; what came of it before a cut or a stop is not fetched again.

        Does nothing where the file of this size is here already. Raises StorageFault and Stopped.
        """

    def remove(self, name: str) -> None:
        """Remove a file that we have written ourselves; fine where there is none."""

    def close(self) -> None:
        """Leave the hub."""
