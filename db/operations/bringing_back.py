"""Rows that a damaged file has lost, made again from what the journal remembers of them.

Layers have no first image, because undo leaves them where they are; they begin empty and take the
changes that are known. Their line of edits is lost, so that any other copy counts as newer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from db import journal, rows
from db.journal import Kind, Recorder
from db.project import Project

Ids = Mapping[str, Collection[str]]
"""Ids of rows by table."""

# What a row can do without, where that is lost for good.
_MAY_BE_EMPTY = {
    "referent": ("owner",),
    "span": ("referent",),
    "comment": ("span", "reply_to"),
    "decision": ("span", "addressee"),
    "assignment": ("package",),
}
_IN_ORDER = ("referent", "layer", "span", "link", "comment", "decision", "assignment")


def bring_back(
    project: Project, *, lost: Ids, layers: Mapping[str, tuple[str, str]]
) -> Mapping[str, int]:
    """Make again what can be made of the rows that are lost, and say how many of each table.

    `layers` says of which article and annotator each layer was. Only for a project that was made of
    a damaged one: a row that somebody has deleted must not be among the lost ones.
    """
    made: dict[str, int] = {}
    with journal.operation(
        project, "bring back from the journal", author=None, kind=Kind.BARRIER
    ) as recorder:
        for table in _IN_ORDER:
            wanted = set(lost.get(table, ()))
            if not wanted:
                continue
            images = _last_images(project.connection, table, wanted)
            if table == "layer":
                images = _layers(project, wanted, layers, images)
            made[table] = sum(_insert(recorder, table, row) for row in images.values())
            if table == "referent" and made[table]:
                _refer_again(recorder, project.connection, images)
    return {table: count for table, count in made.items() if count}


def _last_images(
    connection: sqlite3.Connection, table: str, wanted: Collection[str]
) -> dict[str, dict[str, Any]]:
    """What each row was in the end, as far as its images say."""
    images: dict[str, dict[str, Any]] = {}
    for row, before, after in connection.execute(
        """SELECT row, before, after FROM change JOIN operation ON number = operation
           WHERE "table" = ? AND state = 'done' ORDER BY number, sequence""",
        (table,),
    ):
        if row not in wanted:
            continue
        now = _readable(after)
        if now is None:
            images.pop(row, None)
        elif before is None:
            images[row] = now
        elif now:
            images.setdefault(row, {}).update(now)
    return images


def _readable(image: str | None) -> dict[str, Any] | None:
    try:
        return rows.from_image(image)
    except (ValueError, TypeError):
        # A damaged image tells nothing new.
        return {}


def _layers(
    project: Project,
    wanted: Collection[str],
    known: Mapping[str, tuple[str, str]],
    images: Mapping[str, dict[str, Any]],
) -> dict[str, dict[str, Any]]:
    return {
        layer: {
            **images.get(layer, {}),
            "id": layer,
            "article": known[layer][0],
            "annotator": known[layer][1],
            "updated_at": project.now(),
        }
        for layer in sorted(wanted)
        if layer in known
    }


def _insert(recorder: Recorder, table: str, row: Mapping[str, Any]) -> bool:
    """Add a row, if need be without what it can do without."""
    columns = {each[1] for each in recorder.connection.execute(f'PRAGMA table_info("{table}")')}
    known = {name: value for name, value in row.items() if name in columns}
    for values in (known, {**known, **dict.fromkeys(_MAY_BE_EMPTY.get(table, ()))}):
        # Not all of the row may be known, or what it hangs on be lost.
        with suppress(sqlite3.IntegrityError):
            recorder.insert(table, values)
            return True
    return False


def _refer_again(
    recorder: Recorder, connection: sqlite3.Connection, referents: Collection[str]
) -> None:
    """Let spans that stayed refer again to what was lost; they were cut loose with it."""
    loose = {
        row[0]
        for row in connection.execute("SELECT id FROM span WHERE referent IS NULL").fetchall()
    }
    for span, image in _last_images(connection, "span", loose).items():
        if image.get("referent") in referents:
            recorder.update("span", span, referent=image["referent"])
