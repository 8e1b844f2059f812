"""The rows of our CSV tables, one ahead, so that tables can be read side by side."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from db.errors import UserFault
from db.formats.tables import COLUMNS, OTHERS, SUFFIX, unguarded

WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_LONGEST_CELL = 2**31 - 1

Row = Mapping[str, str]


class UnfitTables(UserFault):
    """Tables are not whole, or don't fit together; the text says where."""


def check_order(table: str, stream: BinaryIO, separator: str) -> None:
    """Raise UnfitTables for a table that was sorted otherwise, whose rows would not be found.

    The stream is at its beginning afterwards.
    """
    rows = Rows(table, stream, separator)
    last = 0
    try:
        while rows.next is not None:
            number = rows.layer
            if number < last:
                raise UnfitTables(
                    f"the rows of {table}{SUFFIX} must be sorted by “layer”, but those of layer "
                    f"{number} come behind layer {last}"
                )
            last = number
            rows.move()
    finally:
        rows.let_go()
        stream.seek(0)


class Rows:
    """One table; raises UnfitTables for a heading or a row that is not as it must be."""

    def __init__(self, table: str, stream: BinaryIO, separator: str) -> None:
        # The limit is the same for all readers of the process; bodies are longer than Python's own.
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        self._table = table
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._rows = csv.reader(self._text, delimiter=separator, strict=True)
        self.heading = [unguarded(name) for name in next(self._rows, [])]
        missing = [name for name in (*COLUMNS[table], OTHERS) if name not in self.heading]
        if missing:
            raise UnfitTables(f"{table}{SUFFIX} has no column “{missing[0]}”")
        self.next: Row | None = None
        self.line = 0
        self.move()

    @property
    def layer(self) -> int:
        """The number of the layer that the next row is of."""
        said = "" if self.next is None else self.next["layer"]
        if not WHOLE.fullmatch(said):
            raise UnfitTables(
                f"line {self.line} of {self._table}{SUFFIX}: “{said[:40]}” is no number of a layer"
            )
        return int(said)

    def move(self) -> None:
        """Go on to the next row."""
        self.line = self._rows.line_num + 1
        cells = next(self._rows, None)
        if cells is None:
            self.next = None
            return
        if len(cells) != len(self.heading):
            raise UnfitTables(f"line {self.line} of {self._table}{SUFFIX} has {len(cells)} cells")
        self.next = dict(zip(self.heading, map(unguarded, cells), strict=True))

    def let_go(self) -> None:
        """Leave the stream to whoever opened it, and perhaps closed it already."""
        if not self._text.closed:
            self._text.detach()

    def of(self, layer: int) -> Iterator[Row]:
        """The next rows, as long as they are of a layer."""
        while self.next is not None and self.layer == layer:
            yield self.next
            self.move()
