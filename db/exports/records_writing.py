"""Putting records into files of other tools, and reading these back when they are whole.

What an article must say is remembered as a number until then.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from db.errors import Bug
from db.exports.export_format import ExportFormat
from db.exports.lines import LineWriter
from db.exports.read_back import Expected, NotReadBack, difference, digest_of, expected, found
from db.exports.sinks import Setting, Sink
from db.exports.writing import Articles, Layers, Writing
from db.formats.foreign import ForeignArticle, ForeignRead
from db.formats.record import Record
from db.queries.export_rows import Batch

Again = Callable[[str | None], Iterator[Layers]]
"""The layers that went into the files of a split, article by article, once more."""


@dataclass(slots=True)
class _Part:
    """The files of one split; `sums` and `changed` say what each article in them must say."""

    sink: Sink
    sums: array[int] = field(default_factory=lambda: array("Q"))
    changed: bytearray = field(default_factory=bytearray)


class RecordsWriting(Writing):
    """Formats of other tools."""

    def __init__(
        self,
        paths: Mapping[str | None, Path],
        lines: LineWriter,
        kind: ExportFormat,
        setting: Setting,
        again: Again,
    ) -> None:
        super().__init__()
        self._lines = lines
        self._kind = kind
        self._setting = setting
        self._again = again
        self._referents: set[int] = set()
        self._spans = self._links = 0
        self._parts: dict[str | None, _Part] = {}
        for split, path in paths.items():
            self._parts[split] = _Part(self._sink(path))
            self._open.callback(_close_anyhow, self._parts[split].sink)

    @property
    def rows(self) -> Mapping[Path, tuple[str, int]]:
        """What is in files of which there are several for a split, and how much of it."""
        return {
            path: rows for part in self._parts.values() for path, rows in part.sink.rows.items()
        }

    @property
    def spans(self) -> int:
        """How many spans the layers have that were written, lost ones included."""
        return self._spans

    @property
    def links(self) -> int:
        """The same for links."""
        return self._links

    @property
    def referents(self) -> int:
        """How many referents were written, each counted once."""
        return len(self._referents)

    def take(self, batches: Iterable[Batch], articles: Articles) -> None:
        """Write the layers of each article, together where the format wants that."""
        for batch in batches:
            for split, layers in articles(batch.rows()):
                self._add(split, layers)

    def _add(self, split: str | None, layers: Layers) -> None:
        part = self._parts[split]
        for group in _groups(self._records(layers), part.sink):
            expectation = self._write(part.sink, group)
            part.sums.append(digest_of(expectation.text, expectation.layers))
            part.changed.append(expectation.text is None)
            self.records[split] += len(group)
            for record in expectation.kept:
                self.labels.update(span.label for span in record.spans)
                self.roles.update(link.role for link in record.links)
                self._referents.update(hash(each.id) for each in record.referents)

    def close(self) -> None:
        """End all files."""
        for part in self._parts.values():
            part.sink.close()
        self._open.pop_all()

    def read_back(self) -> Iterator[object]:
        """Each article that was written."""
        for split, part in self._parts.items():
            number = 0
            for read in part.sink.read_back():
                self._compare(split, number, read)
                yield read
                number += 1
            if number < len(part.sums):
                raise NotReadBack(self._title(split, number), "nothing is in the file")

    def _compare(self, split: str | None, number: int, read: ForeignRead) -> None:
        part = self._parts[split]
        if number >= len(part.sums):
            raise NotReadBack("", "there is more than was written")
        if read.article is None or read.problems:
            reason = str(read.problems[0].reason) if read.problems else "nothing is in the file"
            raise NotReadBack(self._title(split, number), reason)
        text = None if part.changed[number] else read.article.text
        said = found(read.article, Expected(text=text, body=""), part.sink.claims)
        if digest_of(text, said) != part.sums[number]:
            raise self._fault(split, number, read.article)

    def _fault(self, split: str | None, number: int, article: ForeignArticle) -> NotReadBack:
        """What differs, for which the records are made once more."""
        with TemporaryDirectory() as folder:
            name = f"again{self._kind.suffix}"
            is_file = self._kind.is_one_file
            sink = self._sink(Path(folder) / name if is_file else Path(folder))
            try:
                group = self._group(split, number)
                expectation = expected(group, sink.add(group), sink.claims)
            finally:
                sink.close()
        reason = difference(expectation, article, sink.claims)
        return NotReadBack(group[0].article.title, reason)

    def _title(self, split: str | None, number: int) -> str:
        return self._group(split, number)[0].article.title

    def _group(self, split: str | None, number: int) -> Sequence[Record]:
        """The records of one article of a split's files, by its place."""
        at = 0
        for layers in self._again(split):
            for group in _groups(self._records(layers), self._parts[split].sink):
                if at == number:
                    return group
                at += 1
        raise NotReadBack("", "there is more than was written")

    def _records(self, layers: Layers) -> list[Record]:
        return [self._lines.record(row, form) for row, form in layers]

    def _write(self, sink: Sink, group: Sequence[Record]) -> Expected:
        losses = sink.add(group)
        for record, told in zip(group, losses, strict=True):
            self.tally.add(record, told)
            self._spans += len(record.spans)
            self._links += len(record.links)
        return expected(group, losses, sink.claims)

    def _sink(self, path: Path) -> Sink:
        if self._kind.sink is None:
            raise Bug("our own JSONL has no sink")
        return self._kind.sink(path, self._setting)


def _groups(records: list[Record], sink: Sink) -> Iterator[list[Record]]:
    if sink.gathers:
        yield records
    else:
        yield from ([each] for each in records)


def _close_anyhow(sink: Sink) -> None:
    # What was written so far is thrown away; only the files must not stay open.
    with suppress(OSError, ValueError):
        sink.close()
