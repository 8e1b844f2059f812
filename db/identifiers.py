"""Row ids: UUIDs that sort by the moment they were made (version 7, RFC 9562).

Sorting rows by id is sorting them by creation, also after undo, redo and merging, which rowids
would not give; and two machines never make the same id.
"""

from __future__ import annotations

import secrets
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A fresh id, greater than every id that this process made before. Safe from any thread."""
    global _last  # noqa: PLW0603 - the counter is what makes ids of the same millisecond ascend
    with _lock:
        # 48 bits of milliseconds and 12 bits of their fraction: the layout of RFC 9562, method 3.
        ticks = (time.time_ns() << 12) // 1_000_000
        _last = max(ticks, _last + 1)
        ticks = _last
    milliseconds, fraction = ticks >> 12, ticks & 0xFFF
    value = (
        (milliseconds & (2**48 - 1)) << 80
        | 0x7 << 76
        | fraction << 64
        | 0b10 << 62
        | secrets.randbits(62)
    )
    written = f"{value:032x}"
    return f"{written[:8]}-{written[8:12]}-{written[12:16]}-{written[16:20]}-{written[20:]}"
