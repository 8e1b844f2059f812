"""Putting rows into the files of one export, a set of them for each split, and reading them back.

Our own JSONL, which is here, is checked while it grows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from db.exports.line_check import LineCheck
from db.exports.lines import Form, LineWriter
from db.exports.lines_file import LinesFile
from db.exports.tally import Tally
from db.queries.exports import ExportRow

Layers = Sequence[tuple[ExportRow, Form]]
"""Layers of one article, and how each goes out."""

_FULLY_COMPARED, _THEN_EVERY = 50, 1_000


class Writing(ABC):
    """Takes the layers of one article after another; use it in a `with` block.

    What it counts is whole after `close`.
    """

    def __init__(self) -> None:
        self.labels: Counter[str] = Counter()
        self.roles: Counter[str] = Counter()
        self.records: Counter[str | None] = Counter()
        self.tally = Tally()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @property
    @abstractmethod
    def spans(self) -> int:
        """How many spans the layers have that were written, lost ones included."""

    @property
    @abstractmethod
    def links(self) -> int:
        """The same for links."""

    @property
    def digests(self) -> Mapping[Path, str]:
        """The SHA-256 of those files of which it is known already."""
        return {}

    @property
    def rows(self) -> Mapping[Path, tuple[str, int]]:
        """What is in files of which there are several for a split, and how much of it."""
        return {}

    @property
    @abstractmethod
    def referents(self) -> int:
        """How many referents were written, each counted once."""

    @abstractmethod
    def add(self, split: str | None, layers: Layers) -> None:
        """Write the layers of an article. Raises DamagedQuote, or NotReadBack."""

    @abstractmethod
    def close(self) -> None:
        """Write what stands at the end."""

    @abstractmethod
    def read_back(self) -> Iterator[object]:
        """Compare what the files say, article by article; raises NotReadBack."""


class LinesWriting(Writing):
    """Our own JSONL."""

    def __init__(self, paths: Mapping[str | None, Path], lines: LineWriter) -> None:
        super().__init__()
        self._lines = lines
        self._paths = paths
        self._checks = {each: LineCheck() for each in paths}
        self._files = {
            split: self._open.enter_context(LinesFile(path, self._checks[split]))
            for split, path in paths.items()
        }

    @property
    def spans(self) -> int:
        """How many spans the lines have."""
        return self.labels.total()

    @property
    def links(self) -> int:
        """How many links the lines have."""
        return self.roles.total()

    @property
    def digests(self) -> Mapping[Path, str]:
        """The SHA-256 of the files."""
        return {self._paths[split]: file.sha256 for split, file in self._files.items()}

    @property
    def referents(self) -> int:
        """How many referents were written, each counted once."""
        return self._lines.referents

    def add(self, split: str | None, layers: Layers) -> None:
        """Write a line for each layer."""
        file = self._files[split]
        for row, form in layers:
            number = file.lines
            if number < _FULLY_COMPARED or number % _THEN_EVERY == 0:
                self._checks[split].expect(number, self._lines.record(row, form))
            file.write(self._lines.line(row, form))

    def close(self) -> None:
        """Write and check what is left."""
        self._open.close()
        for split, check in self._checks.items():
            self.records[split] = check.lines
        self.labels, self.roles = self._lines.labels, self._lines.roles

    def read_back(self) -> Iterator[object]:
        """Nothing: it was read while it was written."""
        return iter(())
