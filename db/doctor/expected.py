"""What a damaged file says it held: read from its indexes, which often outlive the rows.

Only ids come out of it, and where an index is damaged, too, those that can be read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from db import schema
from db.connection import Access, connect

_KNOWN_OTHERWISE = {"setting", "change"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The ids of each table, and what hangs on what.

    `layers` leads from a layer to its article and annotator, `spans` from a span to its layer,
    `numbers` from an article to its place in the order in which articles came in.
    """

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    layers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    spans: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


def expected(path: Path) -> Expected:
    """Read the indexes of a file that need not be sound; empty where nothing can be read."""
    try:
        with closing(connect(path, Access.READ)) as connection:
            return _read(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return Expected()


def _read(connection: sqlite3.Connection) -> Expected:
    ids = {
        table: _values(connection, table, "id")
        for table in schema.TABLES
        if table not in _KNOWN_OTHERWISE
    }
    layers = _values(connection, "layer", "article", "annotator")
    spans = _values(connection, "span", "layer")
    return Expected(
        ids={table: frozenset(key for (key,) in found.values()) for table, found in ids.items()},
        layers={
            key: (layers[row][0], layers[row][1])
            for row, (key,) in ids["layer"].items()
            if row in layers
        },
        spans={key: spans[row][0] for row, (key,) in ids["span"].items() if row in spans},
        numbers={article: number for number, (article,) in ids["article"].items()},
    )


def _values(
    connection: sqlite3.Connection, table: str, *columns: str
) -> dict[int, tuple[str, ...]]:
    """The values of some columns by rowid, out of an index that begins with them."""
    found: dict[int, tuple[str, ...]] = {}
    with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
        index = _index(connection, table, columns)
        if index is not None:
            names = ", ".join(f'"{column}"' for column in columns)
            for rowid, *values in connection.execute(
                f'SELECT rowid, {names} FROM "{table}" INDEXED BY "{index}" ORDER BY {names}'
            ):
                found[int(rowid)] = tuple(str(value) for value in values)
    return found


def _index(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> str | None:
    """The name of an index over all rows that begins with these columns."""
    for row in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        name, is_partial = str(row[1]), bool(row[4])
        if is_partial or '"' in name:
            continue
        listed = connection.execute(f'PRAGMA index_info("{name}")').fetchall()
        if tuple(str(each[2]) for each in listed)[: len(columns)] == columns:
            return name
    return None
