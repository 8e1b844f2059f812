"""Files that appear complete under their name, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import StorageFault


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the name of `target` when all of it is on the disk.

    Nothing is left where the block raises; raises StorageFault where the disk refuses.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        _remove(partial)
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise StorageFault(
            f"{target.name} can't be written in {target.parent} ({error.strerror}). "
            "Check that there is room and that you may write there, then do it again."
        ) from error
    finally:
        _remove(partial)


def free_name(target: Path) -> Path:
    """The path itself where nothing is there, else the same with a number: "name (2).demarche"."""
    number, path = 1, target
    while path.exists():
        number += 1
        path = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return path


def _remove(partial: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm", ".lock"):
        with suppress(OSError):
            partial.with_name(f"{partial.name}{ending}").unlink(missing_ok=True)
