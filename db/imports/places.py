"""Where the bytes of a file lie, on the disk or inside an archive, and how they are got."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.errors import UserFault
from db.formats.archive import Archive
from db.formats.whole import more_than

_IN_MEMORY_BYTES = 16_000_000
_PIECE_BYTES = 65_536
# Windows would turn line ends otherwise.
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Place:
    """A file on the disk, or with `members` one inside it: each names a file of the one before."""

    path: Path
    members: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join((str(self.path), *self.members))

    @property
    def name(self) -> str:
        """The name of the file without its folders."""
        return self.members[-1].rpartition("/")[2] if self.members else self.path.name

    @property
    def as_path(self) -> Path:
        """A path that tells it from all others; for a file inside an archive there is no such."""
        return self.path.joinpath(*self.members) if self.members else self.path

    @property
    def outer(self) -> Place:
        """The archive that a member lies in."""
        return Place(self.path, self.members[:-1])

    def inside(self, name: str) -> Place:
        """A file of the archive that lies here."""
        return Place(self.path, (*self.members, name))

    @property
    def folder(self) -> Place:
        """The folder around it; inside an archive it is a name that ends in a slash, or ""."""
        if not self.members:
            return Place(self.path.parent)
        inside, slash, _ = self.members[-1].rpartition("/")
        return Place(self.path, (*self.members[:-1], f"{inside}{slash}"))

    def beside(self, name: str) -> Place:
        """Another file of the same folder."""
        folder = self.folder
        if not self.members:
            return Place(folder.path / name)
        return Place(self.path, (*self.members[:-1], f"{folder.members[-1]}{name}"))


class Shelf:
    """Gets the bytes of places; close it afterwards, or use `with`.

    The archives that were used last stay open, for their files are read one after another.
    """

    def __init__(self) -> None:
        self._open: list[tuple[Place, BinaryIO, Archive]] = []

    @contextmanager
    def opened(self, place: Place) -> Iterator[BinaryIO]:
        """A seekable stream; raises OSError, or NoArchive where an archive refuses."""
        if not place.members:
            with place.path.open("rb") as stream:
                yield stream
            return
        archive = self.archive(place.outer)
        with _unpacked(archive, place.members[-1]) as stream:
            yield stream

    def content(self, place: Place, *, limit: int) -> bytes:
        """All bytes at a place; raises OSError, NoArchive or `db.formats.whole.TooLarge`."""
        if place.members:
            return self.archive(place.outer).read(place.members[-1], limit=limit)
        # Not by `open`, which asks the system three times as often: there may be very many files.
        opened = os.open(place.path, _READING)
        try:
            pieces = []
            size = 0
            while piece := os.read(opened, _PIECE_BYTES):
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    raise more_than(limit)
        finally:
            os.close(opened)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def head(self, place: Place, size: int) -> bytes:
        """The first bytes at a place; raises OSError, or NoArchive."""
        if not place.members:
            with place.path.open("rb") as stream:
                return stream.read(size)
        return self.archive(place.outer).head(place.members[-1], size)

    def archive(self, place: Place) -> Archive:
        """The archive that lies at a place; raises OSError or NoArchive."""
        depth = len(place.members)
        if depth < len(self._open) and self._open[depth][0] == place:
            return self._open[depth][2]
        # First the one around it, so that the list holds a chain from the outermost on.
        outer = None if depth == 0 else self.archive(place.outer)
        self._close_from(depth)
        stream = place.path.open("rb") if outer is None else _unpacked(outer, place.members[-1])
        try:
            archive = Archive(stream)
        except BaseException:
            stream.close()
            raise
        self._open.append((place, stream, archive))
        return archive

    def close(self) -> None:
        """Let go of all archives."""
        self._close_from(0)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _close_from(self, depth: int) -> None:
        for _, stream, _ in self._open[depth:]:
            stream.close()
        del self._open[depth:]


def why_unread(error: OSError | UserFault) -> str:
    """What to say of a file whose bytes could not be got, or not be used."""
    return f"it can't be read ({error.strerror})" if isinstance(error, OSError) else str(error)


def _unpacked(archive: Archive, name: str) -> BinaryIO:
    """The bytes of a member: in memory if there are few, else in a file that vanishes."""
    if archive.size(name) <= _IN_MEMORY_BYTES:
        return io.BytesIO(archive.read(name))
    # Closed by whoever uses the stream.
    stream: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        archive.unpack(name, stream)
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return stream
