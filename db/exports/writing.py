"""Putting rows into the files of one export, a set of them for each split, and reading them back.

Our own JSONL, which is here, is checked while it grows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from db.exports.line_check import LineCheck
from db.exports.lines import Form, LineWriter
from db.exports.lines_file import LinesFile
from db.exports.tally import Tally
from db.formats.record import Record
from db.model import LayerId
from db.queries.export_rows import Batch, ExportRow

Layers = Sequence[tuple[ExportRow, Form]]
"""Layers of one article, and how each goes out."""

Articles = Callable[[Iterator[ExportRow]], Iterator[tuple[str | None, Layers]]]
"""Makes of layers those of each article, with the key of their files."""

_FULLY_COMPARED, _THEN_EVERY = 50, 1_000
_MOST_JOBS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """What the project says of a layer, and whether its line is compared with that."""

    record: Record
    is_compared: bool


_Made = tuple[str | None, bytes, Record | None]
"""The key of a line's file, the line, and what it must be read as where that is known."""


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
    def take(self, batches: Iterable[Batch], articles: Articles) -> None:
        """Write the layers, told apart by article. Raises DamagedQuote, or NotReadBack."""

    @abstractmethod
    def close(self) -> None:
        """Write what stands at the end."""

    @abstractmethod
    def read_back(self) -> Iterator[object]:
        """Compare what the files say, article by article; raises NotReadBack."""


class LinesWriting(Writing):
    """Our own JSONL, made, written and checked in a thread while the project is read in this one.

    Only this one asks the project. What goes wrong in the thread is raised a few layers later, or
    at the end.
    """

    def __init__(self, paths: Mapping[str | None, Path], lines: LineWriter) -> None:
        super().__init__()
        self._lines = lines
        self._paths = paths
        self._checks = {each: LineCheck() for each in paths}
        self._files = {
            split: self._open.enter_context(LinesFile(path, self._checks[split]))
            for split, path in paths.items()
        }
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._open.callback(self._thread.shutdown, cancel_futures=True)
        self._jobs: deque[Future[None]] = deque()

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

    def take(self, batches: Iterable[Batch], articles: Articles) -> None:
        """Write a line for each layer, now or soon."""
        number = 0
        for batch in batches:
            compared = {
                each
                for each in range(batch.layers)
                if number + each < _FULLY_COMPARED or (number + each) % _THEN_EVERY == 0
            }
            number += batch.layers
            made = self._made(batch, articles, self._stored(batch, compared))
            # A register too large to be held must be asked here.
            made = made if self._lines.is_at_hand else iter(list(made))
            self._jobs.append(self._thread.submit(self._write, made))
            while len(self._jobs) > _MOST_JOBS:
                self._jobs.popleft().result()

    def close(self) -> None:
        """Write and check what is left."""
        while self._jobs:
            self._jobs.popleft().result()
        self._open.close()
        for split, check in self._checks.items():
            self.records[split] = check.lines
        self.labels, self.roles = self._lines.labels, self._lines.roles

    def read_back(self) -> Iterator[object]:
        """Nothing: it was read while it was written."""
        return iter(())

    def _stored(self, batch: Batch, compared: set[int]) -> Mapping[LayerId, _Stored]:
        """What the project says of those layers whose rows don't say it, or which are compared."""
        if not compared and not batch.apart:
            return {}
        return {
            row.layer: _Stored(record=self._lines.stored(row), is_compared=number in compared)
            for number, row in enumerate(batch.rows())
            if number in compared or row.spans_json is None
        }

    def _made(
        self, batch: Batch, articles: Articles, stored: Mapping[LayerId, _Stored]
    ) -> Iterator[_Made]:
        lines = self._lines
        for split, layers in articles(batch.rows()):
            for row, form in layers:
                known = stored.get(row.layer)
                record = None if known is None else lines.in_form(known.record, form)
                if record is not None and row.spans_json is None:
                    line = lines.line_of(record, form)
                else:
                    line = lines.line(row, form)
                yield split, line, record if known is not None and known.is_compared else None

    def _write(self, made: Iterator[_Made]) -> None:
        for split, line, expected in made:
            self._files[split].add(line, expected)
