"""The layers of a merge, with their spans and links; inside its barrier only.

`taken_layer(incoming, target, article, annotator, was_there)` lists those that are written as
layers: what was marked in them before is replaced as a whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from db.journal import Recorder
from db.merge.plan import LayerPlan
from db.merge.versions import Place
from db.operations import layer_copies
from db.project import Project


def choose(project: Project, plans: Sequence[LayerPlan]) -> None:
    """List the layers that come in, whose referents are wanted, too."""
    connection = project.connection
    connection.execute("DROP TABLE IF EXISTS temp.taken_layer")
    connection.execute(
        """CREATE TEMP TABLE taken_layer (
            incoming TEXT PRIMARY KEY, target TEXT NOT NULL, article TEXT NOT NULL,
            annotator TEXT NOT NULL, was_there INTEGER NOT NULL, is_layer INTEGER NOT NULL
        )"""
    )
    connection.executemany(
        "INSERT INTO temp.taken_layer VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                plan.layer,
                plan.target or plan.layer,
                plan.article,
                plan.annotator,
                plan.target is not None,
                plan.step.becomes_layer,
            )
            for plan in _taken(plans)
        ],
    )


def bring_in(recorder: Recorder, project: Project, plans: Sequence[LayerPlan]) -> None:
    """Write the chosen layers, keep forks, and take over reading times.

    The referents are in already.
    """
    connection = project.connection
    for plan in _taken(plans):
        _keep_forks(recorder, project, plan)
    _note_times(recorder)
    if not connection.execute("SELECT 1 FROM temp.taken_layer WHERE is_layer").fetchone():
        return
    _replace(recorder)
    for table, statement in _ADDING:
        if connection.execute(statement).rowcount:
            recorder.touch(table, is_large=True)
    recorder.note_added("layer", f"SELECT target FROM {_CHOSEN} AND NOT was_there")
    _cut_loose(recorder, connection)


def _taken(plans: Iterable[LayerPlan]) -> list[LayerPlan]:
    return [plan for plan in plans if plan.step.is_taken and not plan.reason]


def _keep_forks(recorder: Recorder, project: Project, plan: LayerPlan) -> None:
    for known in plan.step.replaces:
        if known.place is Place.OPEN_FORK and known.fork is not None:
            recorder.delete("forked_layer", known.fork)
    if plan.target is None:
        return
    if not plan.step.becomes_layer:
        copy = layer_copies.incoming(project, plan.layer)
        layer_copies.keep(recorder, project, plan.article, plan.annotator, copy)
    elif not any(known.place is Place.LAYER for known in plan.step.replaces):
        copy = layer_copies.own(project, plan.target)
        layer_copies.keep(recorder, project, plan.article, plan.annotator, copy)


def _replace(recorder: Recorder) -> None:
    """Keep what the chosen layers said so far, and take it out."""
    replaced = f"SELECT target FROM {_CHOSEN} AND was_there"
    recorder.keep_many("layer", replaced)
    for table in ("link", "span"):
        rows = f"SELECT id FROM main.{table} WHERE layer IN ({replaced})"
        recorder.keep_deleted(table, rows)
        recorder.execute_many(table, f"DELETE FROM main.{table} WHERE layer IN ({replaced})")
    recorder.connection.execute(_UPDATE_LAYERS)


def _note_times(recorder: Recorder) -> None:
    """Reading goes on without an edit; whoever has read for longer knows better."""
    longer = f"SELECT ours.id {_LONGER}"
    # Only these columns: an image with a lineage is one of a layer that was written anew.
    if recorder.keep_many("layer", longer, columns=("active_seconds", "coverage")):
        recorder.execute_many("layer", _UPDATE_TIMES)


def _cut_loose(recorder: Recorder, connection: sqlite3.Connection) -> None:
    """Comments and decisions stay when the span that they were about is no longer there."""
    for table in ("comment", "decision"):
        gone = f"""SELECT id FROM main.{table} WHERE span IS NOT NULL
                   AND span NOT IN (SELECT id FROM main.span)"""
        if recorder.keep_many(table, gone):
            connection.execute(f"UPDATE main.{table} SET span = NULL WHERE id IN ({gone})")
            recorder.touch(table, is_large=True)


_CHOSEN = "temp.taken_layer WHERE is_layer"

# An import's number means nothing elsewhere: a layer that was there stays with its own import.
_RECORD = """CASE WHEN theirs.record IS NULL THEN NULL
    WHEN ours.record ->> 'batch' IS NULL THEN json_remove(theirs.record, '$.batch')
    ELSE json_set(theirs.record, '$.batch', ours.record ->> 'batch') END"""

_UPDATE_LAYERS = f"""
    UPDATE main.layer AS ours SET
        state = theirs.state, nothing_here = theirs.nothing_here, flag = theirs.flag,
        updated_at = theirs.updated_at, labels = theirs.labels, lineage = theirs.lineage,
        record = {_RECORD}
    FROM temp.taken_layer AS taken JOIN incoming_layer AS theirs ON theirs.id = taken.incoming
    WHERE taken.is_layer AND taken.was_there AND ours.id = taken.target"""

_ADDING = (
    (
        "layer",
        """INSERT INTO main.layer (id, article, annotator, state, nothing_here, flag,
               active_seconds, updated_at, labels, coverage, lineage, record)
           SELECT taken.target, taken.article, taken.annotator, state, nothing_here, flag,
               active_seconds, updated_at, labels, coverage, lineage,
               json_remove(record, '$.batch')
           FROM temp.taken_layer AS taken JOIN incoming_layer ON incoming_layer.id = taken.incoming
           WHERE taken.is_layer AND NOT taken.was_there""",
    ),
    (
        "span",
        """INSERT INTO main.span (id, layer, label, "start", "end", fragments, referent, origin,
               external_id, attributes, quote)
           SELECT span.id, taken.target, span.label, span."start", span."end", span.fragments,
               coalesce(matched.ours, span.referent), span.origin, span.external_id,
               with_our_referents(span.attributes), span.quote
           FROM temp.taken_layer AS taken JOIN incoming_span AS span ON span.layer = taken.incoming
           LEFT JOIN temp.matched_referent AS matched ON matched.incoming = span.referent
           WHERE taken.is_layer""",
    ),
    (
        "link",
        """INSERT INTO main.link (id, layer, role, source, target, absence, external_id)
           SELECT link.id, taken.target, role, source, link.target, absence, external_id
           FROM temp.taken_layer AS taken JOIN incoming_link AS link ON link.layer = taken.incoming
           WHERE taken.is_layer""",
    ),
    (
        "layer",
        """UPDATE main.layer SET record = with_our_referents(record)
           WHERE record IS NOT NULL
             AND id IN (SELECT target FROM temp.taken_layer WHERE is_layer)""",
    ),
)

_LONGER = """
    FROM temp.matched_layer AS matched
    JOIN incoming_layer AS theirs ON theirs.id = matched.incoming
    JOIN main.layer AS ours ON ours.id = matched.target
    WHERE (theirs.active_seconds, theirs.coverage) > (ours.active_seconds, ours.coverage)"""
_UPDATE_TIMES = """
    UPDATE main.layer AS ours SET
        active_seconds = theirs.active_seconds, coverage = theirs.coverage
    FROM temp.matched_layer AS matched
    JOIN incoming_layer AS theirs ON theirs.id = matched.incoming
    WHERE ours.id = matched.target
      AND (theirs.active_seconds, theirs.coverage) > (ours.active_seconds, ours.coverage)"""
