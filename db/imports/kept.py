"""What the plan of an import has read and keeps in memory, so that it is not read again.

Bounded: small files of articles are kept until there is no more room, and all others are read
twice. A file that was changed since is read again, too, so that nothing old comes in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from db.formats.record import Read
from db.imports.collecting import SourceFile

MOST_BYTES = 64_000_000
_BESIDE_BODY_BYTES = 1_500
"""About what a record, its article, title and fields take besides the body."""


class Kept:
    """Keeps what files gave, by their names; let go of it by `clear`."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._room = most_bytes
        self._reads: dict[str, tuple[Read, ...]] = {}

    def of(self, file: SourceFile) -> tuple[Read, ...] | None:
        """What a file gave; None where that is not kept, or no longer what is in the file."""
        reads = self._reads.get(file.name)
        return None if reads is None or _is_changed(file) else reads

    def keep(self, file: SourceFile, reads: tuple[Read, ...]) -> None:
        """Keep what a file gave, if there is room."""
        size = sum(map(_size, reads))
        if size <= self._room and _holds_articles_alone(file):
            self._room -= size
            self._reads[file.name] = reads

    def watching(self, file: SourceFile, reads: Iterable[Read]) -> Iterable[Read]:
        """The same reads, which are kept once all were taken."""
        is_small = _holds_articles_alone(file) and file.size <= self._room
        return self._watched(file, reads) if is_small else reads

    def clear(self) -> None:
        """Keep nothing any more, and from now on."""
        self._room = 0
        self._reads.clear()

    def _watched(self, file: SourceFile, reads: Iterable[Read]) -> Iterator[Read]:
        held: list[Read] = []
        size = 0
        for read in reads:
            size += _size(read)
            if size <= self._room:
                held.append(read)
            else:
                held.clear()
            yield read
        if size <= self._room:
            self.keep(file, tuple(held))


def _holds_articles_alone(file: SourceFile) -> bool:
    """Whether what it gives hangs on nothing but the file: marks also hang on the scheme."""
    return not file.kind.is_foreign and not file.kind.is_ours


def _size(read: Read) -> int:
    body = 0 if read.record is None else sys.getsizeof(read.record.article.body)
    return body + _BESIDE_BODY_BYTES


def _is_changed(file: SourceFile) -> bool:
    try:
        status = file.place.path.stat()
    except OSError:
        return True
    is_alone = not file.place.members
    return status.st_mtime_ns != file.changed_ns or (is_alone and status.st_size != file.size)
