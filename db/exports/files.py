"""Files that appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from db.errors import StorageFault

_PIECE_BYTES = 2**20


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


class DigestingWriter:
    """Writes lines to a file and digests them, in a thread of its own while the next are made.

    After the `with` block all of it is written, and `sha256` is the digest. What the disk says to
    one piece is raised with the next, or at the block's end.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._lines: list[bytes] = []
        self._size = 0
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[None] | None = None

    @property
    def sha256(self) -> str:
        """The digest of what is written."""
        return self._digest.hexdigest()

    def write(self, line: bytes) -> None:
        """Add a line."""
        self._lines.append(line)
        self._size += len(line)
        if self._size >= _PIECE_BYTES:
            self._hand_over()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._hand_over()
                self._wait()
        finally:
            self._thread.shutdown()

    def _hand_over(self) -> None:
        self._wait()
        self._writing = self._thread.submit(self._write_piece, b"".join(self._lines))
        self._lines, self._size = [], 0

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()

    def _write_piece(self, piece: bytes) -> None:
        self._digest.update(piece)
        self._file.write(piece)
