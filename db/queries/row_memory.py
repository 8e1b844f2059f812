"""The only place that keeps what was made of the rows of what was read last: a layer's spans, say.

It is read after every key: a row that is the same gives the same value again, and a row that is
gone is let go. So a handful of layers is held, however long the day was.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# All layers of an article under review with as many people as there may be, and the open one.
_MOST = 8


class RowMemory(Generic[T]):
    """Makes values of rows by `make`; safe to use from several threads."""

    def __init__(self, make: Callable[[tuple[Any, ...]], T]) -> None:
        self._make = make
        self._kept: OrderedDict[Hashable, dict[tuple[Any, ...], T]] = OrderedDict()

    def values(self, owner: Hashable, rows: Iterable[tuple[Any, ...]]) -> tuple[T, ...]:
        """The values of all rows of a layer or an article, none of which comes twice, in order."""
        known = self._kept.pop(owner, {})
        # Looked up once: what takes time here is the hash of a row.
        now = {row: self._make(row) if (value := known.get(row)) is None else value for row in rows}
        # Each step on what is kept is one of C, which no other thread can come between.
        self._kept[owner] = now
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return tuple(now.values())
