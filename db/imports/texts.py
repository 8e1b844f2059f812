"""The texts that records name by their digest alone, because their licence kept the words back.

A text is looked for in the project first. What comes in with the same import is put by for it only
where a plan has found that it is needed: a copy of all texts in a file that vanishes.
"""

from __future__ import annotations

import tempfile
from typing import BinaryIO, Self

from db.operations.record_rows import Placed
from db.project import Project
from db.queries import imports


class Shelved:
    """Texts by a key, in a file that vanishes when it is closed."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._places: dict[bytes, tuple[int, int]] = {}
        self._end = 0

    def add(self, key: bytes, text: str) -> None:
        """Put a text by, unless there is one of that key."""
        if key in self._places:
            return
        if self._file is None:
            # Closed by whoever has this.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
        data = text.encode()
        self._file.seek(self._end)
        self._file.write(data)
        self._places[key] = (self._end, len(data))
        self._end += len(data)

    def get(self, key: bytes) -> str | None:
        """The text of a key, if it was put by."""
        place = self._places.get(key)
        if place is None or self._file is None:
            return None
        self._file.seek(place[0])
        return self._file.read(place[1]).decode()

    def close(self) -> None:
        """Let go of all texts."""
        if self._file is not None:
            self._file.close()
        self._places.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Texts(Shelved):
    """Finds texts for one import; with `keeps`, also those that came in with it before."""

    def __init__(self, project: Project, *, keeps: bool) -> None:
        super().__init__()
        self._project = project
        self._keeps = keeps
        self.was_missed = False
        """Whether a text was asked for that was nowhere."""

    def came_in(self, placed: Placed) -> None:
        """Take note of a record that comes in."""
        if self._keeps and placed.digest is not None:
            self.add(placed.digest, placed.record.article.body)

    def of(self, sha256: str) -> str | None:
        """The body with this digest, in hexadecimal digits; None where there is none."""
        found = imports.text_with_digest(self._project, sha256)
        if found is None and _is_digest(sha256):
            found = self.get(bytes.fromhex(sha256))
        self.was_missed = self.was_missed or found is None
        return found


def _is_digest(sha256: str) -> bool:
    return len(sha256) == 64 and set(sha256) <= set("0123456789abcdef")
