"""Where records go: into one file, or a file for each; and back again.

A sink is open between its making and `close`; afterwards `read_back` gives what its files say, an
article for each time that something was added, in the same order.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.exports.file_names import FileNames
from db.exports.read_back import Claims
from db.formats.foreign import ForeignRead
from db.formats.losses import Loss, Written
from db.formats.record import Record
from db.scheme.model import Scheme

Losses = Sequence[Sequence[Loss]]
"""What is lost of each of some records."""

Write = Callable[[Record], Written]
Read = Callable[[BinaryIO, str], Iterator[ForeignRead]]

LIST = (b"[\n", b",\n", b"\n]\n")
"""What stands before, between and behind the entries of a list, each on a line of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sink may need to know besides the records.

    `labels` are those of the scheme and of all spans that are exported.
    """

    scheme: Scheme
    title: str
    labels: tuple[str, ...]


class Sink(ABC):
    """Takes the layers of one article after another; those of an article come together."""

    claims = Claims()
    gathers = False
    """Whether the layers of an article become one in the file, instead of one each."""

    @property
    def rows(self) -> Mapping[Path, tuple[str, int]]:
        """What the files hold and how much of it, for sinks of several files that are tables."""
        return {}

    @abstractmethod
    def add(self, layers: Sequence[Record]) -> Losses:
        """Write layers of one article; several only where the sink gathers them."""

    @abstractmethod
    def close(self) -> None:
        """Write what stands at the end; nothing is open any more then."""

    @abstractmethod
    def read_back(self) -> Iterator[ForeignRead]:
        """What the files say, by the format's own reader."""


class LineSink(Sink):
    """One file, a piece of it for each layer."""

    def __init__(
        self,
        path: Path,
        write: Write,
        read: Read,
        *,
        claims: Claims | None = None,
        is_list: bool = False,
    ) -> None:
        self.claims = claims or self.claims
        self._write = write
        self._file = PiecesFile(path, read, is_list=is_list)

    def add(self, layers: Sequence[Record]) -> Losses:
        """Write one piece for each."""
        losses = []
        for record in layers:
            written = self._write(record)
            self._file.add(written.data)
            losses.append(written.losses)
        return losses

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def read_back(self) -> Iterator[ForeignRead]:
        """Each piece."""
        return self._file.read_back()


class PiecesFile:
    """A file of lines, or of a list with an entry on each line."""

    def __init__(self, path: Path, read: Read, *, is_list: bool = False) -> None:
        self._path = path
        self._read = read
        self._is_list = is_list
        self._is_empty = True
        self._file = path.open("wb")
        if is_list:
            self._file.write(LIST[0])

    def add(self, data: bytes) -> None:
        """Write one piece."""
        if self._is_list:
            data = data.rstrip(b"\n")
            data = data if self._is_empty else LIST[1] + data
        self._is_empty = False
        self._file.write(data)

    def close(self) -> None:
        """End the file."""
        if self._is_list:
            self._file.write(LIST[2])
        self._file.close()

    def read_back(self) -> Iterator[ForeignRead]:
        """Each piece; of a list, one in memory at a time."""
        if self._is_empty:
            return
        with self._path.open("rb") as file:
            if not self._is_list:
                yield from self._read(file, self._path.name)
                return
            for line in file:
                if line.strip() not in {b"[", b"]"}:
                    entry = line.rstrip(b"\n").removesuffix(b",")
                    yield from self._read(io.BytesIO(entry), self._path.name)


class FolderSink(Sink):
    """A file for each layer, with others beside it where the format has them."""

    def __init__(
        self,
        folder: Path,
        files: Callable[[Record], tuple[dict[str, bytes], tuple[Loss, ...]]],
        read: Callable[[Path], Iterator[ForeignRead]],
        *,
        claims: Claims | None = None,
        at_end: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        """`files` gives what to write by suffix; `read` takes a file's path without any.

        `at_end` gives the files that belong to the whole folder.
        """
        self.claims = claims or self.claims
        self._folder = folder
        self._files, self._read, self._at_end = files, read, at_end
        self._names = FileNames()
        self._written: list[str] = []

    def add(self, layers: Sequence[Record]) -> Losses:
        """Write the files of a layer."""
        losses = []
        for record in layers:
            name = self._names.of(record)
            files, lost = self._files(record)
            for suffix, data in files.items():
                path = self._folder / f"{name}{suffix}"
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
            self._written.append(name)
            losses.append(lost)
        return losses

    def close(self) -> None:
        """Write what belongs to the whole folder."""
        for name, data in self._at_end().items():
            (self._folder / name).write_bytes(data)

    def read_back(self) -> Iterator[ForeignRead]:
        """Each file."""
        for name in self._written:
            yield from self._read(self._folder / name)
