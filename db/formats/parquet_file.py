"""Opening Parquet files and taking their rows, few at a time, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Protocol

import orjson

from db.errors import UserFault
from db.formats.extras import library

EXTRA = "parquet"
TITLE = "Parquet"
MAGIC = b"PAR1"

_ROWS_AT_ONCE = 100
_BYTES_AT_ONCE = 256_000_000
_FEATURES = b"huggingface"
_DEEPEST = 8

Row = Mapping[str, object]


def is_parquet(stream: BinaryIO) -> bool:
    """Whether a stream that is at its beginning begins as Parquet does; it is there afterwards."""
    head = stream.read(len(MAGIC))
    stream.seek(0)
    return head == MAGIC


class NoParquet(UserFault):
    """A file is no whole Parquet file, or more than can be read; the text says why."""


class _Batch(Protocol):
    def to_pylist(self) -> list[dict[str, object]]: ...


class _Schema(Protocol):
    names: list[str]
    metadata: Mapping[bytes, bytes] | None


class _Chunk(Protocol):
    total_uncompressed_size: int


class _Group(Protocol):
    num_columns: int

    def column(self, number: int) -> _Chunk: ...


class _Footer(Protocol):
    num_row_groups: int

    def row_group(self, number: int) -> _Group: ...


class _File(Protocol):
    schema_arrow: _Schema
    metadata: _Footer

    def iter_batches(self, *, batch_size: int) -> Iterator[_Batch]: ...


class RowFile:
    """A Parquet file that is open for reading.

    Its stream must be able to go back and forth. Raises MissingLibrary where pyarrow is not
    installed, or NoParquet.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._faults = library("pyarrow", title=TITLE, extra=EXTRA).ArrowException
        module = library("pyarrow.parquet", title=TITLE, extra=EXTRA)
        with self._judged():
            self._file: _File = module.ParquetFile(stream)
            self.columns = tuple(self._file.schema_arrow.names)
            """The names of the columns."""

    def rows(self) -> Iterator[Row]:
        """All rows; raises NoParquet when one is reached that can't be read."""
        with self._judged():
            for batch in self._file.iter_batches(batch_size=self._rows_at_once()):
                yield from batch.to_pylist()

    def classes(self, column: str) -> tuple[str, ...]:
        """What the numbers of a column stand for, as Hugging Face's libraries note it."""
        with self._judged():
            noted = (self._file.schema_arrow.metadata or {}).get(_FEATURES, b"{}")
        try:
            parsed = orjson.loads(noted)
        except orjson.JSONDecodeError:
            return ()
        for key in ("info", "features", column):
            parsed = parsed.get(key) if isinstance(parsed, dict) else None
        return _names_in(parsed, _DEEPEST)

    def _rows_at_once(self) -> int:
        """So many that they fit into memory, even if each held the largest value of the file."""
        footer = self._file.metadata
        groups = (footer.row_group(number) for number in range(footer.num_row_groups))
        largest = max(
            (
                group.column(number).total_uncompressed_size
                for group in groups
                for number in range(group.num_columns)
            ),
            default=0,
        )
        if largest > _BYTES_AT_ONCE:
            raise NoParquet(
                f"a group of its rows takes more than {_BYTES_AT_ONCE / 1e6:,.0f} MB, which can't "
                "be read at once; write it with smaller groups"
            )
        return max(1, min(_ROWS_AT_ONCE, _BYTES_AT_ONCE // max(1, largest)))

    @contextmanager
    def _judged(self) -> Iterator[None]:
        try:
            yield
        # Arrow's own faults are none of Python's, but for most of them.
        except (ValueError, OSError, self._faults) as error:
            raise NoParquet(f"it is no whole Parquet file: {error}") from error


def _names_in(described: object, depth: int) -> tuple[str, ...]:
    """The names of a class label, however many lists it stands in."""
    if isinstance(described, list) and described and depth:
        return _names_in(described[0], depth - 1)
    if not isinstance(described, dict):
        return ()
    names = described.get("names")
    if isinstance(names, list) and all(isinstance(each, str) for each in names):
        return tuple(names)
    return _names_in(described.get("feature"), depth - 1) if depth else ()
