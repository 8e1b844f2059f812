"""Plain statements on single rows, by their id, and the images that the journal keeps of them.

Instead of sqlite-utils' row methods: those read the table's definition before every row, which
costs more than the write itself, on the path between a key and the repainted window.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import orjson

from db.errors import Bug

Row = Mapping[str, Any]


def insert(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Add a row."""
    connection.execute(insert_statement(table, tuple(row)), tuple(row.values()))


def insert_statement(table: str, columns: tuple[str, ...]) -> str:
    """The statement that adds a row with these columns, for `executemany`."""
    names = ", ".join(_quoted(column) for column in columns)
    return f"INSERT INTO {_quoted(table)} ({names}) VALUES ({', '.join('?' * len(columns))})"


def update(connection: sqlite3.Connection, table: str, row_id: str, values: Row) -> None:
    """Change columns of a row, if any; raises Bug where there is no such row."""
    if not values:
        return
    assignments = ", ".join(f"{_quoted(column)} = ?" for column in values)
    statement = f"UPDATE {_quoted(table)} SET {assignments} WHERE {key(table)} = ?"
    _expect_one(connection.execute(statement, (*values.values(), row_id)), table, row_id)


def delete(connection: sqlite3.Connection, table: str, row_id: str) -> None:
    """Remove a row; raises Bug where there is none."""
    statement = f"DELETE FROM {_quoted(table)} WHERE {key(table)} = ?"
    _expect_one(connection.execute(statement, (row_id,)), table, row_id)


def columns(
    connection: sqlite3.Connection, table: str, row_id: str, names: tuple[str, ...]
) -> dict[str, Any]:
    """Some columns of a row; raises Bug where there is none."""
    selected = ", ".join(_quoted(name) for name in names)
    return _one(connection, f"SELECT {selected} FROM {_quoted(table)}", table, row_id)


def whole(connection: sqlite3.Connection, table: str, row_id: str) -> dict[str, Any]:
    """All columns of a row; raises Bug where there is none."""
    return _one(connection, f"SELECT * FROM {_quoted(table)}", table, row_id)


def exists(connection: sqlite3.Connection, table: str, row_id: str) -> bool:
    """Whether there is a row of this id."""
    statement = f"SELECT 1 FROM {_quoted(table)} WHERE {key(table)} = ?"
    return connection.execute(statement, (row_id,)).fetchone() is not None


def key(table: str) -> str:
    """The column by which rows of a table are known."""
    return "name" if table == "setting" else "id"


def image(row: Row | None) -> str | None:
    """What the journal keeps of a row, or of some columns of it."""
    return None if row is None else orjson.dumps(row).decode()


def from_image(stored: str | None) -> dict[str, Any] | None:
    """The row that an image was made of."""
    return None if stored is None else dict(orjson.loads(stored))


def _one(connection: sqlite3.Connection, selection: str, table: str, row_id: str) -> dict[str, Any]:
    cursor = connection.execute(f"{selection} WHERE {key(table)} = ?", (row_id,))
    row = cursor.fetchone()
    if row is None:
        raise Bug(f"there is no {table} {row_id}")
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def _quoted(name: str) -> str:
    # Names come from the journal's images too, which a file from elsewhere brings along.
    if '"' in name:
        raise Bug(f"no table or column is named {name}")
    return f'"{name}"'


def _expect_one(cursor: sqlite3.Cursor, table: str, row_id: str) -> None:
    if cursor.rowcount != 1:
        raise Bug(f"expected one {table} {row_id}, found {cursor.rowcount}")
