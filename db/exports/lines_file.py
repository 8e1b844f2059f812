"""A file of JSONL that is read back while it grows: from the file, piece by piece."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Self

from db.exports.line_check import LineCheck
from db.formats.record import Record

_PIECE_BYTES = 2**20


class LinesFile:
    """Writes lines, then reads what the file says and has it checked.

    After the `with` block all of it is written and checked, and `sha256` is that of what the file
    says. What the disk or the check says to a piece is raised with its last line, or at the end.
    """

    def __init__(self, path: Path, check: LineCheck) -> None:
        self.lines = 0
        self._check = check
        self._digest = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._size = 0
        self._writer = path.open("wb", buffering=0)
        self._reader = path.open("rb", buffering=0)

    @property
    def sha256(self) -> str:
        """The digest of what is written."""
        return self._digest.hexdigest()

    def add(self, line: bytes, expected: Record | None = None) -> None:
        """Add a line, and the record that it must be read as where that is known."""
        if expected is not None:
            self._check.expect(self.lines, expected)
        # Line by line, since other threads may work meanwhile, and one may wait for a moment.
        self._digest.update(line)
        self._waiting.append(line)
        self._size += len(line)
        self.lines += 1
        if self._size >= _PIECE_BYTES:
            self._write_and_check()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._write_and_check()
        finally:
            self._writer.close()
            self._reader.close()

    def _write_and_check(self) -> None:
        lines, self._waiting, self._size = self._waiting, [], 0
        piece = b"".join(lines)
        rest = memoryview(piece)
        while rest:
            rest = rest[self._writer.write(rest) :]
        said = self._reader.read(len(piece)) or b""
        while len(said) < len(piece) and (more := self._reader.read(len(piece) - len(said))):
            said += more
        self._check.piece(said, lines, piece)
