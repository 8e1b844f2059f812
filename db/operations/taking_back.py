"""Taking back what came in with a collect, a package or a merge: all of it, as it was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from db import journal, rows
from db.errors import Bug, SchemeViolation
from db.journal import Kind, Recorder
from db.model import AnnotatorId, Changes
from db.operations import search_index
from db.project import Project
from db.queries import collects, schemes
from db.scheme.toml import fingerprint

_NAMES = ("collect returned work", "take in a work package", "merge a project")
_NEEDED = (
    "Later work hangs on what came in, such as marks in its articles or mentions of its referents. "
    "Nothing was changed; take that back first."
)


def take_back(project: Project, author: AnnotatorId, *, operation: int) -> Changes:
    """Bring back every row that a merge replaced, and take out every row that it added.

    `queries.collects.every` says which there are. Undo does not cross it. What people did who were
    forgotten since does not come back. Raises SchemeViolation
    where layers have been worked on since or later work builds on them; nothing is changed then.
    """
    name = collects.name_of(project, operation)
    if name not in _NAMES:
        raise SchemeViolation("This is no longer there to be taken back. Nothing was changed.")
    if collects.scheme_of(project, operation) != fingerprint(schemes.current_toml(project)):
        raise SchemeViolation(
            "The scheme has changed since, and what was there before may have no place in it. "
            "Nothing was changed; put the former scheme in force again first."
        )
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
            forgotten = collects.forgotten_since(project, operation)
            _replay_backwards(recorder, project.connection, operation, forgotten)
            _cut_loose(recorder)
            recorder.execute_many(
                "work_package", "DELETE FROM work_package WHERE operation = ?", (operation,)
            )
    except Bug as fault:
        # The end of the transaction is where references are asked for.
        if isinstance(fault.__cause__, sqlite3.IntegrityError):
            raise SchemeViolation(_NEEDED) from fault
        raise
    return recorder.changes


def _replay_backwards(
    recorder: Recorder,
    connection: sqlite3.Connection,
    operation: int,
    forgotten: Collection[str] | None,
) -> None:
    marked = _layers_written(connection, operation)
    _empty_layers(recorder, connection, marked)
    images = connection.execute(
        """SELECT sequence, "table", row, before, after FROM change WHERE operation = ?
           ORDER BY sequence DESC""",
        (operation,),
    ).fetchall()
    ownerless: list[str] = []
    for sequence, table, row, before, after in images:
        recorder.touch(table, is_large=True)
        was = rows.from_image(before)
        if was is not None and forgotten is not None:
            if _is_of(forgotten, connection, table, was, row):
                continue
            answered = was.get("reply_to")
            if answered is not None and not rows.exists(connection, "comment", answered):
                was["reply_to"] = None
            if was.get("owner") in forgotten:
                was["owner"] = None
                ownerless.append(row)
        if was is None:
            connection.execute(f'DELETE FROM "{table}" WHERE {rows.key(table)} = ?', (row,))
        elif after is not None:
            # What came in and was changed by a later file of the same step is gone already.
            if rows.exists(connection, table, row):
                rows.update(connection, table, row, was)
        elif table not in {"span", "link"} or _stood_there(sequence, marked[was["layer"]]):
            rows.insert(connection, table, was)
    connection.executemany(_UNMENTIONED, [(each,) for each in ownerless])


def _is_of(
    forgotten: Collection[str],
    connection: sqlite3.Connection,
    table: str,
    was: Mapping[str, object],
    row: str,
) -> bool:
    """Whether a row would bring back what a person did who is forgotten."""
    if table in {"span", "link"} and "layer" in was:
        return not rows.exists(connection, "layer", str(was["layer"]))
    return was.get("annotator") in forgotten or (table == "annotator" and row in forgotten)


# Names that a forgotten person gave stay where others still mention them.
_UNMENTIONED = """
    DELETE FROM referent WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM span WHERE span.referent = ?1)
        AND NOT EXISTS (SELECT 1 FROM referent AS other, json_each(other.attributes) AS answer
                        WHERE answer.value = ?1)"""


def _layers_written(connection: sqlite3.Connection, operation: int) -> Mapping[str, list[int]]:
    """Where in the step each layer was written as a whole, by sequence; 0 for a layer added."""
    written: dict[str, list[int]] = {}
    for layer, sequence in connection.execute(
        """SELECT row, CASE WHEN before IS NULL THEN 0 ELSE sequence END FROM change
           WHERE operation = ? AND "table" = 'layer'
             AND (before IS NULL OR before ->> 'lineage' IS NOT NULL) ORDER BY sequence""",
        (operation,),
    ):
        written.setdefault(layer, []).append(sequence)
    return written


def _stood_there(sequence: int, written: list[int]) -> bool:
    """Whether a mark that was replaced is of the layer before the step, not of one in between."""
    first, *later = written
    return first > 0 and all(sequence < each for each in later)


def _empty_layers(
    recorder: Recorder, connection: sqlite3.Connection, layers: Iterable[str]
) -> None:
    """What was marked in the layers that came in goes as a whole; older images come after."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS emptied_layer (layer TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.emptied_layer")
    connection.executemany(
        "INSERT INTO temp.emptied_layer VALUES (?)", ((layer,) for layer in layers)
    )
    emptied = "SELECT layer FROM temp.emptied_layer"
    for table in ("link", "span"):
        recorder.execute_many(table, f"DELETE FROM {table} WHERE layer IN ({emptied})")


def _cut_loose(recorder: Recorder) -> None:
    """What was said since about marks that are gone again stays, without them."""
    for table in ("comment", "decision"):
        recorder.execute_many(
            table,
            f"""UPDATE {table} SET span = NULL
                WHERE span IS NOT NULL AND span NOT IN (SELECT id FROM span)""",
        )


def _and_more(count: int) -> str:
    return f" (and {count} more)" if count else ""
