"""Forgetting a person: their name alone, or all that they did as well.

A barrier with a backup before it. Nothing of what goes is kept as an image, or it would not be
gone; only that backup brings it back, as long as it is there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

from db import backup, journal
from db.connection import storage_faults
from db.errors import SchemeViolation
from db.journal import Kind, Recorder
from db.model import AnnotatorId, AnnotatorKind, Changes
from db.project import Project
from db.queries import annotators, projects
from db.queries.person import LAYERS, PERSON, REMEMBERED, backups_with

BEFORE = "before-forgetting-a-person"
_STAND_IN = "Somebody"


class Forget(StrEnum):
    """How much of a person is forgotten."""

    NAME = "name"
    """The name is replaced; all work stays, as that of nobody in particular."""
    WORK = "work"
    """The name, and layers, comments, times, assignments, and what was noted for the person."""


def forget(
    project: Project,
    author: AnnotatorId,
    *,
    person: AnnotatorId,
    how: Forget,
    thins_journal: bool = False,
) -> Changes:
    """Forget a person after a backup; undo does not cross it.

    With `thins_journal`, the journal's images of their work go, too, and the file is written anew,
    so that nothing of it is left in free room. What was settled stays: it is the project's. Raises
    SchemeViolation for who is no person and in a work package; StorageFault.
    """
    found = annotators.one(project, person)
    if found is None or found.kind is not AnnotatorKind.HUMAN:
        raise SchemeViolation("This is no person. Nothing was changed.")
    if projects.is_work_package(project):
        raise SchemeViolation(
            "A work package is its annotator's own file. Nothing was changed; delete the file "
            "instead, or ask the lead of the project."
        )
    backup.make(project.connection, project.path, reason=BEFORE, now=project.clock())
    with (
        _for_good(project),
        journal.operation(project, "forget a person", author=author, kind=Kind.BARRIER) as recorder,
    ):
        if thins_journal and how is Forget.WORK:
            _thin_journal(recorder, person)
        if how is Forget.WORK:
            # Who it was, and nothing else, so that taking back an older step brings nothing back.
            recorder.keep_many("annotator", PERSON, {"person": person}, columns=("id",))
            _remove_work(recorder, person)
        _replace_name(recorder, project, person)
    if thins_journal:
        with storage_faults(project.path), suppress(sqlite3.OperationalError):
            # Another connection may be reading; what is overwritten is gone all the same.
            project.connection.execute("VACUUM")
    return recorder.changes


def thin_backups(project: Project, *, person: AnnotatorId) -> int:
    """Delete the backups that know a person, make one of the present state, and say how many went.

    The one that was made before forgetting goes, too, so that nothing brings the person back.
    Raises StorageFault.
    """
    known = backups_with(project, person)
    kept = backup.make(
        project.connection, project.path, reason=backup.AUTOMATIC, now=project.clock()
    )
    gone = 0
    for each in known:
        if each.path != kept:
            with suppress(OSError):
                each.path.unlink()
                gone += 1
    return gone


@contextmanager
def _for_good(project: Project) -> Iterator[None]:
    """Overwrite what is deleted instead of only letting it go, and leave nothing in the log."""
    execute = project.connection.execute
    execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        execute("PRAGMA secure_delete = OFF")
        with suppress(sqlite3.OperationalError):
            execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove_work(recorder: Recorder, person: AnnotatorId) -> None:
    for table, statement in _REMOVING:
        recorder.execute_many(table, statement, {"person": person})


def _thin_journal(recorder: Recorder, person: AnnotatorId) -> None:
    # Before the work goes, by which the images are known. Rows that are gone already are known by
    # what their other images say.
    execute = recorder.connection.execute
    execute("DROP TABLE IF EXISTS temp.forgotten_row")
    execute('CREATE TEMP TABLE forgotten_row ("table" TEXT, row TEXT)')
    execute(
        f"""INSERT INTO temp.forgotten_row
            SELECT DISTINCT "table", row FROM main.change WHERE {REMEMBERED}""",
        {"person": person},
    )
    recorder.execute_many(
        "change",
        """DELETE FROM change WHERE ("table", row) IN
           (SELECT "table", row FROM temp.forgotten_row)""",
    )
    execute("DROP TABLE temp.forgotten_row")
    recorder.execute_many(
        "operation",
        f"UPDATE operation SET annotator = NULL WHERE annotator IN {PERSON}",
        {"person": person},
    )
    # A step that can't be taken back any more must not look as if it could.
    recorder.execute_many(
        "operation",
        """UPDATE operation SET kind = 'barrier' WHERE kind = 'action' AND state = 'done'
           AND NOT EXISTS (SELECT 1 FROM change WHERE change.operation = number)""",
    )
    recorder.execute_many(
        "operation",
        """UPDATE operation SET state = 'discarded' WHERE kind = 'action' AND state = 'undone'
           AND NOT EXISTS (SELECT 1 FROM change WHERE change.operation = number)""",
    )


def _replace_name(recorder: Recorder, project: Project, person: AnnotatorId) -> None:
    name = _stand_in(project, person)
    for table, statement in _RENAMING:
        recorder.execute_many(table, statement, {"person": person, "stand_in": name})


def _stand_in(project: Project, person: AnnotatorId) -> str:
    taken = {each.name for each in annotators.every(project) if each.id != person}
    number = 1
    while f"{_STAND_IN} {number}" in taken:
        number += 1
    return f"{_STAND_IN} {number}"


_SPANS = f"(SELECT id FROM span WHERE layer IN {LAYERS})"
_REMOVING = (
    # What others said about it stays, without what it was about.
    (
        "comment",
        f"""UPDATE comment SET reply_to = NULL WHERE annotator NOT IN {PERSON}
            AND reply_to IN (SELECT id FROM comment WHERE annotator IN {PERSON})""",
    ),
    ("comment", f"UPDATE comment SET reply_to = NULL WHERE annotator IN {PERSON}"),
    ("comment", f"UPDATE comment SET span = NULL WHERE span IN {_SPANS}"),
    ("comment", f"DELETE FROM comment WHERE annotator IN {PERSON}"),
    ("decision", f"UPDATE decision SET span = NULL WHERE span IN {_SPANS}"),
    (
        "decision",
        f"UPDATE decision SET addressee = NULL, note = NULL WHERE addressee IN {PERSON}",
    ),
    ("link", f"DELETE FROM link WHERE layer IN {LAYERS}"),
    ("span", f"DELETE FROM span WHERE layer IN {LAYERS}"),
    ("layer", f"DELETE FROM layer WHERE annotator IN {PERSON}"),
    ("forked_layer", f"DELETE FROM forked_layer WHERE annotator IN {PERSON}"),
    ("assignment", f"DELETE FROM assignment WHERE annotator IN {PERSON}"),
    ("referent", f"UPDATE referent SET owner = NULL WHERE owner IN {PERSON}"),
    ("annotator", "UPDATE annotator SET public_key = NULL WHERE id = :person"),
)
_RENAMING = (
    ("annotator", f"UPDATE annotator SET name = :stand_in WHERE id IN {PERSON}"),
    # The journal knows every name that the person ever had.
    (
        "change",
        f"""UPDATE change SET
                before = CASE WHEN json_valid(before) AND before ->> 'name' IS NOT NULL
                    THEN json_set(before, '$.name', :stand_in) ELSE before END,
                after = CASE WHEN json_valid(after) AND after ->> 'name' IS NOT NULL
                    THEN json_set(after, '$.name', :stand_in) ELSE after END
            WHERE "table" = 'annotator' AND row IN {PERSON}""",
    ),
    # Packages are called by the name of whom they are for.
    (
        "work_package",
        f"""UPDATE work_package SET details = json_remove(details, '$.file')
            WHERE annotator IN {PERSON} AND json_valid(details)""",
    ),
    (
        "change",
        f"""UPDATE change SET after = json_set(after, '$.details',
                json_remove(after ->> 'details', '$.file'))
            WHERE "table" = 'work_package' AND json_valid(after)
              AND json_valid(after ->> 'details')
              AND row IN (SELECT id FROM work_package WHERE annotator IN {PERSON})""",
    ),
)
