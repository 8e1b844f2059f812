"""Reading files that can be read only as a whole, with a limit to what is held in memory."""

from __future__ import annotations

from typing import BinaryIO

from db.errors import UserFault

MAX_BYTES = 256_000_000


class TooLarge(UserFault):
    """A file that would not fit into memory; `str()` says how large it may be."""


def whole(stream: BinaryIO, *, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream; raises TooLarge."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"it has more than {limit / 1e6:,.0f} MB, which can't be read at once")
    return data
