"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from db.errors import StorageFault


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
        raise StorageFault(
            f"{path.name} can't be written in {path.parent} ({error.strerror}). "
            "Nothing was changed there; choose another place or make room, then export again."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
