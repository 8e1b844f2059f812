"""Copies of a layer that are kept beside it, because it was edited apart; for use in operations.

A copy holds the raw rows: the layer, its spans and links, and the referents that these mention.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import orjson

from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import AnnotatorId, ArticleId, LayerId
from db.project import Project

Copy = Mapping[str, list[dict[str, Any]]]
"""Rows by table: `layer` (one), `span`, `link`, `referent`."""


def own(project: Project, layer: LayerId) -> Copy:
    """A layer of the project."""
    return _copy(project.connection, layer, "main.")


def incoming(project: Project, layer: LayerId) -> Copy:
    """A layer of the file that is being looked at, with our referents where they stand for its."""
    copy = _copy(project.connection, layer, "incoming_")
    ours = dict(project.connection.execute("SELECT incoming, ours FROM temp.matched_referent"))
    for span in copy["span"]:
        span["referent"] = ours.get(span["referent"], span["referent"])
    for referent in copy["referent"]:
        referent["id"] = ours.get(referent["id"], referent["id"])
    return copy


def keep(
    recorder: Recorder, project: Project, article: ArticleId, annotator: AnnotatorId, copy: Copy
) -> str:
    """Put a copy aside, as one that somebody is to decide on; its id as a fork."""
    layer = copy["layer"][0]
    fork = project.new_id()
    recorder.insert(
        "forked_layer",
        {
            "id": fork,
            "article": article,
            "annotator": annotator,
            "updated_at": layer["updated_at"],
            "created_at": project.now(),
            "lineage": layer["lineage"],
            "content": orjson.dumps(copy).decode(),
        },
    )
    return fork


def put_in_place(recorder: Recorder, project: Project, layer: LayerId, copy: Copy) -> None:
    """Let a layer say what a copy says; what it said itself is gone, so keep that before.

    Referents that nobody mentioned meanwhile come back with it. Raises SchemeViolation where rows
    of the copy stand in another layer by now.
    """
    connection = project.connection
    said = copy["layer"][0]
    recorder.update("layer", layer, **{name: said[name] for name in _SAID})
    known = _resolved(connection, copy)
    for referent in copy["referent"]:
        if referent["id"] not in known:
            recorder.insert("referent", referent)
    spans = [
        {**row, "layer": layer, "referent": known.get(row["referent"], row["referent"])}
        for row in copy["span"]
    ]
    links = [{**row, "layer": layer} for row in copy["link"]]
    for link in _gone(connection, "link", layer, links):
        recorder.delete("link", link)
    for table, wanted in (("span", spans), ("link", links)):
        _put_in(recorder, connection, table, layer, wanted)
    for span in _gone(connection, "span", layer, spans):
        _let_go(recorder, connection, span)
        recorder.delete("span", span)


_SAID = ("state", "nothing_here", "flag", "updated_at", "labels", "lineage")


def _gone(
    connection: sqlite3.Connection, table: str, layer: LayerId, wanted: list[dict[str, Any]]
) -> list[str]:
    kept = {row["id"] for row in wanted}
    rows = connection.execute(f"SELECT id FROM {table} WHERE layer = ?", (layer,)).fetchall()
    return [row[0] for row in rows if row[0] not in kept]


def _put_in(
    recorder: Recorder,
    connection: sqlite3.Connection,
    table: str,
    layer: LayerId,
    wanted: list[dict[str, Any]],
) -> None:
    """Rows that are there stay, so that comments on them do."""
    for row in wanted:
        there = connection.execute(
            f"SELECT layer FROM {table} WHERE id = ?", (row["id"],)
        ).fetchone()
        if there is None:
            recorder.insert(table, row)
        elif there[0] == layer:
            recorder.update(table, row["id"], **row)
        else:
            raise SchemeViolation(
                "Marks of this copy stand in another layer by now. Nothing was changed."
            )


def _copy(connection: sqlite3.Connection, layer: LayerId, prefix: str) -> Copy:
    def rows(table: str, condition: str) -> list[dict[str, Any]]:
        cursor = connection.execute(
            f"SELECT * FROM {prefix}{table} AS {table} WHERE {condition} ORDER BY id", (layer,)
        )
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    return {
        "layer": rows("layer", "id = ?"),
        "span": rows("span", "layer = ?"),
        "link": rows("link", "layer = ?"),
        "referent": rows("referent", f"id IN (SELECT referent FROM {prefix}span WHERE layer = ?)"),
    }


def _resolved(connection: sqlite3.Connection, copy: Copy) -> dict[str, str]:
    """Those of a copy's referents that are there: themselves, or what they were merged into."""
    found = {}
    for referent in copy["referent"]:
        row = connection.execute(RESOLVED, {"referent": referent["id"]}).fetchone()
        if row is not None:
            found[referent["id"]] = row[0]
    return found


def _let_go(recorder: Recorder, connection: sqlite3.Connection, span: str) -> None:
    for table in ("comment", "decision"):
        for (row,) in connection.execute(
            f"SELECT id FROM {table} WHERE span = ?", (span,)
        ).fetchall():
            recorder.update(table, row, span=None)


RESOLVED = """
    WITH RECURSIVE line(id, step) AS (
        SELECT :referent, 0
        UNION ALL SELECT merged.referent, step + 1
        FROM line JOIN main.merged_referent AS merged ON merged.id = line.id WHERE step < 100
    )
    SELECT line.id FROM line JOIN main.referent AS there ON there.id = line.id
    ORDER BY step LIMIT 1"""
"""What a referent has become: itself, or what it was merged into; nothing where it is gone."""
