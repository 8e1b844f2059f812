"""Taking back what came in with a collect, a package or a merge: all of it, as it was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from db import journal, rows
from db.errors import SchemeViolation
from db.journal import Kind, Recorder
from db.model import AnnotatorId, Changes
from db.operations import search_index
from db.project import Project
from db.queries import collects

_NAMES = ("collect returned work", "take in a work package", "merge a project")


def take_back(project: Project, author: AnnotatorId, *, operation: int) -> Changes:
    """Bring back every row that a merge replaced, and take out every row that it added.

    `queries.collects.every` says which there are. Undo does not cross it. Raises SchemeViolation
    where layers have been worked on since or later work builds on them; nothing is changed then.
    """
    name = collects.name_of(project, operation)
    if name not in _NAMES:
        raise SchemeViolation("This is no longer there to be taken back. Nothing was changed.")
    later = collects.changed_since(project, operation)
    if later:
        raise SchemeViolation(
            f"“{later[0]}”{_and_more(len(later) - 1)} has been worked on since, or came in again. "
            "Nothing was changed; take the later work back first."
        )
    try:
        with journal.operation(
            project, f"take back: {name}", author=author, kind=Kind.BARRIER
        ) as recorder:
            project.connection.execute("PRAGMA defer_foreign_keys = ON")
            search_index.forget(project, collects.articles_added(project, operation))
            _replay_backwards(recorder, project.connection, operation)
            _cut_loose(recorder)
            recorder.execute_many(
                "work_package", "DELETE FROM work_package WHERE operation = ?", (operation,)
            )
    except sqlite3.IntegrityError as error:
        raise SchemeViolation(
            "Later work hangs on what came in, such as marks in its articles or mentions of its "
            "referents. Nothing was changed; take that back first."
        ) from error
    return recorder.changes


def _replay_backwards(recorder: Recorder, connection: sqlite3.Connection, operation: int) -> None:
    _empty_layers(recorder, connection, operation)
    images = connection.execute(
        """SELECT "table", row, before, after FROM change WHERE operation = ?
           ORDER BY sequence DESC""",
        (operation,),
    ).fetchall()
    for table, row, before, after in images:
        recorder.touch(table, is_large=True)
        was = rows.from_image(before)
        if was is None:
            connection.execute(f'DELETE FROM "{table}" WHERE {rows.key(table)} = ?', (row,))
        elif table in {"span", "link"}:
            _put_back(connection, table, row, was)
        elif after is None and not rows.exists(connection, table, row):
            rows.insert(connection, table, was)
        else:
            rows.update(connection, table, row, was)


def _put_back(
    connection: sqlite3.Connection, table: str, row: str, was: Mapping[str, object]
) -> None:
    if rows.exists(connection, table, row):
        rows.update(connection, table, row, was)
    else:
        rows.insert(connection, table, was)


def _empty_layers(recorder: Recorder, connection: sqlite3.Connection, operation: int) -> None:
    """What was marked in the layers that came in goes as a whole; older images come after."""
    layers = "SELECT layer FROM temp.emptied_layer"
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS emptied_layer (layer TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.emptied_layer")
    connection.execute(
        """INSERT INTO temp.emptied_layer
           SELECT row FROM change AS replaced WHERE operation = :operation AND "table" = 'layer'
             AND (before IS NULL
                  OR before ->> 'lineage' <> (SELECT lineage FROM layer WHERE id = replaced.row))
           GROUP BY row""",
        {"operation": operation},
    )
    for table in ("link", "span"):
        recorder.execute_many(table, f"DELETE FROM {table} WHERE layer IN ({layers})")


def _cut_loose(recorder: Recorder) -> None:
    """What was said since about marks that are gone again stays; about those that stay, as it is."""
    for table in ("comment", "decision"):
        recorder.execute_many(
            table,
            f"""UPDATE {table} SET span = NULL
                WHERE span IS NOT NULL AND span NOT IN (SELECT id FROM span)""",
        )


def _and_more(count: int) -> str:
    return f" (and {count} more)" if count else ""
