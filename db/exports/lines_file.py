"""A file of JSONL that is read back while it grows: in a thread, from the file, piece by piece."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from db.exports.line_check import LineCheck

_PIECE_BYTES = 2**20


class LinesFile:
    """Writes lines, then reads what the file says and has it checked while the next are made.

    After the `with` block all of it is written and checked, and `sha256` is that of what the file
    says. What the disk or the check says to one piece is raised with the next, or at the end.
    """

    def __init__(self, path: Path, check: LineCheck) -> None:
        self.lines = 0
        self._check = check
        self._digest = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._size = 0
        self._writer = path.open("wb", buffering=0)
        self._reader = path.open("rb", buffering=0)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._working: Future[None] | None = None

    @property
    def sha256(self) -> str:
        """The digest of what is written."""
        return self._digest.hexdigest()

    def write(self, line: bytes) -> None:
        """Add a line."""
        self._waiting.append(line)
        self._size += len(line)
        self.lines += 1
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
            self._writer.close()
            self._reader.close()

    def _hand_over(self) -> None:
        self._wait()
        self._working = self._thread.submit(self._write_and_check, self._waiting)
        self._waiting, self._size = [], 0

    def _wait(self) -> None:
        if self._working is not None:
            self._working.result()

    def _write_and_check(self, lines: list[bytes]) -> None:
        piece = b"".join(lines)
        rest = memoryview(piece)
        while rest:
            rest = rest[self._writer.write(rest) :]
        said = self._reader.read(len(piece)) or b""
        while len(said) < len(piece) and (more := self._reader.read(len(piece) - len(said))):
            said += more
        self._digest.update(said)
        self._check.piece(said, lines)
