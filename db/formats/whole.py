"""Reading files that can be read only as a whole, with a limit to what is held in memory."""

from __future__ import annotations

from typing import BinaryIO

from db.errors import UserFault
from db.text.decoding import decode

MAX_BYTES = 256_000_000
_FIRST_PIECE_BYTES = 65_536


class TooLarge(UserFault):
    """A file that would not fit into memory; `str()` says how large it may be."""


def whole(stream: BinaryIO, *, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream; raises TooLarge."""
    # Asked for as much as there may be, a stream would make room for that first.
    wanted = _FIRST_PIECE_BYTES
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(wanted):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise more_than(limit)
        wanted = min(size, limit + 1 - size)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def more_than(limit: int) -> TooLarge:
    """The fault of a file that has more bytes than this."""
    return TooLarge(f"it has more than {limit / 1e6:,.0f} MB, which can't be read at once")


def whole_text(stream: BinaryIO) -> str:
    """All characters of a stream; raises TooLarge, or `db.text.decoding.Unreadable`."""
    return characters(whole(stream))


def characters(data: bytes) -> str:
    """The characters of a text, which is UTF-8 unless it can't be, with any mark of byte order.

    Nothing is no characters. Raises `db.text.decoding.Unreadable`.
    """
    if b"\x00" not in data:
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    return decode(data).text
