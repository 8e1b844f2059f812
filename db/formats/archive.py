"""Reading ZIP archives from strangers: sizes, ratios and names are judged before it is opened."""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from db.errors import UserFault
from db.formats.whole import MAX_BYTES, TooLarge, whole

MAX_MEMBERS = 100_000
MAX_TOTAL_BYTES = 4_000_000_000
MAX_RATIO = 200
"""Text is packed to a fifth; what shrinks further than this was made to do harm."""

_RATIO_MATTERS_FROM_BYTES = 10_000_000
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


class NoArchive(UserFault):
    """Bytes that are no ZIP, or one that is not opened; `str()` says why."""


_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
)


class Archive:
    """The files of an archive by name, folders left out. Raises NoArchive when it is made."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
            members = [each for each in self._zip.infolist() if not each.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise NoArchive("it is no ZIP archive, or is damaged") from error
        _judge(members)
        self.names = tuple(member.filename for member in members)
        """In the order of the archive."""

    def read(self, name: str, *, limit: int = MAX_BYTES) -> bytes:
        """All bytes of one file; raises NoArchive or `db.formats.whole.TooLarge`."""
        try:
            with self._zip.open(name) as member:
                # A typed stream, which zipfile does not declare.
                stream: BinaryIO = member  # type: ignore[assignment]
                return whole(stream, limit=limit)
        except TooLarge:
            raise
        except _FAULTS as error:
            raise _unreadable(name) from error

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of one file, `size` of them at most; raises NoArchive."""
        try:
            with self._zip.open(name) as member:
                return member.read(size)
        except _FAULTS as error:
            raise _unreadable(name) from error

    def unpack(self, name: str, into: BinaryIO) -> None:
        """Copy all bytes of one file, however large it is; raises NoArchive."""
        try:
            with self._zip.open(name) as member:
                shutil.copyfileobj(member, into)
        except _FAULTS as error:
            raise _unreadable(name) from error

    def size(self, name: str) -> int:
        """How many bytes a file of it has when it is unpacked."""
        return self._zip.getinfo(name).file_size


def _unreadable(name: str) -> NoArchive:
    return NoArchive(f"“{name}” in it can't be read, so it is damaged or locked")


def _judge(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise NoArchive(f"it holds {len(members):,} files, more than the {MAX_MEMBERS:,} allowed")
    for member in members:
        name = member.filename
        if _ABSOLUTE.match(name) or ".." in re.split(r"[/\\]", name):
            raise NoArchive(f"a name in it leads out of it: “{name[:80]}”")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > MAX_TOTAL_BYTES:
        raise NoArchive(
            f"it unpacks to {size / 1e9:,.1f} GB, more than the {MAX_TOTAL_BYTES / 1e9:,.0f} GB "
            "allowed"
        )
    if size > _RATIO_MATTERS_FROM_BYTES and size > MAX_RATIO * max(packed, 1):
        raise NoArchive(f"it unpacks to {size / max(packed, 1):,.0f} times its size")


class Budget:
    """How much the archives inside one file may unpack to, all together."""

    def __init__(self) -> None:
        self._files = 0
        self._bytes = 0

    def spend(self, sizes: Iterable[int]) -> None:
        """Count files of these sizes; raises NoArchive where it is too much."""
        for size in sizes:
            self._files += 1
            self._bytes += size
        if self._files > MAX_MEMBERS or self._bytes > MAX_TOTAL_BYTES:
            raise NoArchive(
                f"with the archives inside it, it unpacks to more than the {MAX_MEMBERS:,} files "
                f"or {MAX_TOTAL_BYTES / 1e9:,.0f} GB allowed"
            )
