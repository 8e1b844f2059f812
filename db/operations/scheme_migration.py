"""Carries the rows of a project from one scheme to the next, set by set.

Nothing here keeps images: the change is a barrier, and the backup before it takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import orjson

from db.journal import Recorder
from db.operations.attributes import as_json
from db.project import Project
from db.queries.scheme_impact import HOLDERS, rows_of
from db.scheme.comparison import ChangeKind, SchemeChange
from db.scheme.migration import AnswerMigration
from db.scheme.model import Scheme
from db.scheme.parts import PartKind, Renames

_TOUCHING = (ChangeKind.REMOVED, ChangeKind.RENAMED, ChangeKind.RETYPED)


def migrate_rows(
    recorder: Recorder,
    project: Project,
    *,
    old: Scheme,
    new: Scheme,
    renames: Renames,
    changes: Sequence[SchemeChange],
) -> None:
    """Rename and delete as the changes say; inside a barrier, with the old scheme still current."""
    touching = [change for change in changes if change.kind in _TOUCHING]
    removed = [each.part for each in touching if each.kind is ChangeKind.REMOVED]
    labels = [part.label for part in removed if part.kind is PartKind.LABEL]
    gone = _referents_of(project, labels)
    for part in removed:
        if part.kind is PartKind.ROLE:
            rows = rows_of(part)
            recorder.execute_many("link", f"DELETE FROM link WHERE {rows.where}", rows.parameters)
    for kind in HOLDERS:
        is_touched = any(change.part.kind is kind for change in touching)
        if is_touched or (gone and kind is PartKind.REFERENT_ATTRIBUTE):
            migration = AnswerMigration(kind, old, new, renames)
            _rewrite_answers(recorder, project, kind, migration, gone)
    for label in labels:
        _delete_label(recorder, label)
    _rename_roles(recorder, [each for each in touching if each.kind is ChangeKind.RENAMED])
    _rename_labels(recorder, [each for each in touching if each.kind is ChangeKind.RENAMED])


def _referents_of(project: Project, labels: Sequence[str]) -> frozenset[str]:
    rows = project.connection.execute(
        "SELECT id FROM referent WHERE label IN (SELECT value FROM json_each(?))",
        (orjson.dumps(labels).decode(),),
    )
    return frozenset(row[0] for row in rows)


def _rewrite_answers(
    recorder: Recorder,
    project: Project,
    kind: PartKind,
    migration: AnswerMigration,
    gone: frozenset[str],
) -> None:
    table, column = HOLDERS[kind]
    has_label = kind in (PartKind.ATTRIBUTE, PartKind.REFERENT_ATTRIBUTE)

    # Most layers give the same few answers, and SQLite asks twice for each row that changes.
    @lru_cache(maxsize=4096)
    def migrated(label: str, answers: str) -> str:
        before = orjson.loads(answers)
        after = migration.migrated(label, before, gone)
        # The same text for the same answers, so that an untouched row is not written.
        return answers if after == before else as_json(after)

    project.connection.create_function("migrated_answers", 2, migrated, deterministic=True)
    label = "label" if has_label else "''"
    recorder.execute_many(
        table,
        f"""UPDATE {table} SET {column} = migrated_answers({label}, {column})
            WHERE {column} <> '{{}}' AND {column} <> migrated_answers({label}, {column})""",
    )
    project.connection.create_function("migrated_answers", 2, None)


def _delete_label(recorder: Recorder, label: str) -> None:
    spans = "(SELECT id FROM span WHERE label = ?1)"
    referents = "(SELECT id FROM referent WHERE label = ?1)"
    for table, statement in (
        ("link", f"DELETE FROM link WHERE source IN {spans} OR target IN {spans}"),
        ("comment", f"UPDATE comment SET span = NULL WHERE span IN {spans}"),
        ("decision", f"UPDATE decision SET span = NULL WHERE span IN {spans}"),
        ("span", "DELETE FROM span WHERE label = ?1"),
        ("span", f"UPDATE span SET referent = NULL WHERE referent IN {referents}"),
        ("referent", "DELETE FROM referent WHERE label = ?1"),
    ):
        recorder.execute_many(table, statement, (label,))


def _rename_roles(recorder: Recorder, changes: Sequence[SchemeChange]) -> None:
    # One statement for all, because two roles may have changed names with each other.
    names = {
        f"{change.part.label} {change.part.name}": change.new_name
        for change in changes
        if change.part.kind is PartKind.ROLE
    }
    key = "(SELECT label FROM span WHERE span.id = link.source) || ' ' || role"
    _rename(recorder, "link", "role", key, names)


def _rename_labels(recorder: Recorder, changes: Sequence[SchemeChange]) -> None:
    names = {
        change.part.label: change.new_name
        for change in changes
        if change.part.kind is PartKind.LABEL
    }
    for table in ("span", "referent"):
        _rename(recorder, table, "label", "label", names)


def _rename(recorder: Recorder, table: str, column: str, key: str, names: dict[str, str]) -> None:
    if names:
        recorder.execute_many(
            table,
            f"""UPDATE {table} SET {column} = new.value FROM json_each(:names) AS new
                WHERE new.key = {key}""",
            {"names": orjson.dumps(names).decode()},
        )
