"""Sinks of formats with a shape of their own: tasks, projects, documents, rows and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path

from db.exports.read_back import Claims, NotReadBack, as_foreign
from db.exports.sinks import Losses, PiecesFile, Read, Setting, Sink
from db.formats import (
    jsonl,
    label_studio,
    label_studio_writer,
    parquet,
    refi_qda,
    refi_qda_writer,
    spacy_doc,
    tables,
    tables_reader,
)
from db.formats.foreign import ForeignRead
from db.formats.record import Read as OwnRead
from db.formats.record import Record
from db.formats.xml_tree import writable

_DOCS_IN_MEMORY = 10_000


def read_by(read: Callable[..., Iterator[ForeignRead]]) -> Read:
    """A format's reader as sinks call it."""
    return lambda stream, path: read(stream, path=path)


class TaskSink(Sink):
    """Label Studio's list of tasks, in which the annotators of an article share one."""

    gathers = True

    def __init__(self, path: Path, setting: Setting) -> None:
        self._scheme = setting.scheme
        self._file = PiecesFile(path, read_by(label_studio.read), is_list=True)

    def add(self, layers: Sequence[Record]) -> Losses:
        """Write one task."""
        written = label_studio_writer.write(layers, self._scheme)
        self._file.add(written.data)
        if len(layers) == 1:
            return [written.losses]
        return [label_studio_writer.write([each], self._scheme).losses for each in layers]

    def close(self) -> None:
        """End the list."""
        self._file.close()

    def read_back(self) -> Iterator[ForeignRead]:
        """Each task."""
        return self._file.read_back()


class ProjectSink(Sink):
    """A REFI-QDA project, in which annotators are users and share the text of an article."""

    gathers = True
    claims = Claims(spelled=writable)

    def __init__(self, path: Path, setting: Setting) -> None:
        self._path = path
        self._stream = path.open("wb")
        self._is_empty = True
        self._project = refi_qda_writer.ProjectFile(
            self._stream, name=setting.title, scheme=setting.scheme
        )

    def add(self, layers: Sequence[Record]) -> Losses:
        """Write one source with its codings."""
        self._is_empty = False
        return self._project.add(list(layers))

    def close(self) -> None:
        """Write the project's own file and end the archive."""
        self._project.close()
        self._stream.close()

    def read_back(self) -> Iterator[ForeignRead]:
        """Each source."""
        with self._path.open("rb") as file:
            yield from refi_qda.read(file, path=self._path.name) if not self._is_empty else ()


class DocBinSink(Sink):
    """SpaCy's documents; spaCy holds all of a file in memory, so large exports take several."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: dict[Path, int] = {}
        self._docs = spacy_doc.DocBinWriter()

    @property
    def rows(self) -> Mapping[Path, tuple[str, int]]:
        """How many documents each file holds."""
        return {path: ("records", number) for path, number in self._files.items()}

    def add(self, layers: Sequence[Record]) -> Losses:
        """Add one document."""
        losses = [self._docs.add(record) for record in layers]
        if len(self._docs) >= _DOCS_IN_MEMORY:
            self._write()
        return losses

    def close(self) -> None:
        """Write the last file."""
        if len(self._docs) or not self._files:
            self._write()

    def _write(self) -> None:
        number = len(self._files) + 1
        path = self._path
        if self._files:
            path = path.with_name(f"{path.stem}-{number}{path.suffix}")
        self._files[path] = len(self._docs)
        path.write_bytes(self._docs.take())

    def read_back(self) -> Iterator[ForeignRead]:
        """Each document."""
        for path in self._files:
            with path.open("rb") as file:
                yield from spacy_doc.read(file, path=path.name)


class ParquetSink(Sink):
    """Rows of our own records, which are compared in full."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream = path.open("wb")
        self._writer = parquet.ParquetWriter(self._stream)
        self._digests: list[bytes] = []

    def add(self, layers: Sequence[Record]) -> Losses:
        """Add rows."""
        self._digests.extend(_digest(record) for record in layers)
        return [self._writer.add(record) for record in layers]

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()
        self._stream.close()

    def read_back(self) -> Iterator[ForeignRead]:
        """Each row. Raises NotReadBack."""
        with self._path.open("rb") as file:
            yield from _compared(parquet.read(file, path=self._path.name), self._digests, _digest)


def _compared(
    reads: Iterable[OwnRead], digests: Sequence[bytes], digest: Callable[[Record], bytes]
) -> Iterator[ForeignRead]:
    """Records as a file of another tool would be read; raises NotReadBack for another record."""
    for number, found in enumerate(reads):
        article = None
        if found.record is not None:
            article = as_foreign(found.record)
            if digests[number : number + 1] != [digest(found.record)]:
                raise NotReadBack(found.record.article.title, "a row says something else")
        yield ForeignRead(
            path=found.path, line=found.line, article=article, problems=found.problems
        )


def _digest(record: Record) -> bytes:
    return blake2b(jsonl.write(record), digest_size=16).digest()


def _digest_of_texts(record: Record) -> bytes:
    return _digest(tables_reader.as_texts(record))


class TableSink(Sink):
    """CSV tables in a folder."""

    def __init__(self, folder: Path, setting: Setting) -> None:
        self._folder = folder
        self._open = ExitStack()
        streams = {
            table: self._open.enter_context((folder / f"{table}{tables.SUFFIX}").open("wb"))
            for table in tables.TABLES
        }
        self._writer = tables.TableWriter(streams, tables.layout_of(setting.scheme), has_mark=True)
        self._digests: list[bytes] = []

    @property
    def rows(self) -> Mapping[Path, tuple[str, int]]:
        """How many rows each table has."""
        return {
            self._folder / f"{table}{tables.SUFFIX}": (table, number)
            for table, number in self._writer.rows.items()
        }

    def add(self, layers: Sequence[Record]) -> Losses:
        """Add rows."""
        self._digests.extend(_digest_of_texts(record) for record in layers)
        return [self._writer.add(record) for record in layers]

    def close(self) -> None:
        """Close all tables."""
        self._open.close()

    def read_back(self) -> Iterator[ForeignRead]:
        """Each layer. Raises NotReadBack."""
        with ExitStack() as opened:
            streams = {
                table: opened.enter_context((self._folder / f"{table}{tables.SUFFIX}").open("rb"))
                for table in tables_reader.READ
            }
            reads = tables_reader.read(streams, path=self._folder.name)
            yield from _compared(reads, self._digests, _digest_of_texts)
