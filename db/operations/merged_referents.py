"""The register in a merge: which referent of ours an incoming one is; inside its barrier only.

`matched_referent(incoming, ours, is_new, is_matched, is_wanted)` lists all that the layers which
come in mention, directly or as the answer of another referent; those that only forks mention stay
in these, and are not wanted in the register. A referent is found again by its id, as what
it was merged into, or, where an annotator has made one of their own that the register has already,
by label and name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from db.journal import Recorder
from db.merge.plan import Authority
from db.operations.layer_copies import RESOLVED
from db.project import Project


def bring_in(recorder: Recorder, project: Project, authority: Authority) -> None:
    """Find or add the referents of the chosen layers, and take over what their owners changed."""
    connection = project.connection
    connection.execute("DROP TABLE IF EXISTS temp.matched_referent")
    connection.execute(
        """CREATE TEMP TABLE matched_referent (
            incoming TEXT PRIMARY KEY, ours TEXT NOT NULL, is_new INTEGER NOT NULL,
            is_matched INTEGER NOT NULL, is_wanted INTEGER NOT NULL
        )"""
    )
    follow_merges(project)
    everything = authority is not Authority.COLLECT
    connection.execute(_REACHED, (everything, everything))
    if authority is not Authority.RECEIVE:
        connection.execute(_BY_NAME)
    connection.create_function("with_our_referents", 1, _rewriter(project))
    if connection.execute(_ADD, {"is_collect": authority is Authority.COLLECT}).rowcount:
        recorder.touch("referent", is_large=True)
    added = "SELECT ours FROM temp.matched_referent WHERE is_new AND is_wanted"
    recorder.note_added("referent", added)
    _remember_matches(recorder)
    _take_over_changes(recorder, authority)


def follow_merges(project: Project) -> None:
    """Let `resolved` in SQL say what a referent has become, by the merges that are known now."""
    project.connection.create_function("resolved", 1, _resolver(project), deterministic=False)


def drop_unmentioned(recorder: Recorder, project: Project) -> None:
    """Take out what an annotator made for marks that are gone, as their own program has done."""
    if not recorder.images:
        return
    found = project.connection.execute(_UNMENTIONED, {"operation": recorder.number}).fetchall()
    for (referent,) in found:
        recorder.delete("referent", referent)


def _resolver(project: Project) -> Callable[[str], str | None]:
    merged = {row[0] for row in project.connection.execute("SELECT id FROM main.merged_referent")}

    def resolved(referent: str) -> str | None:
        if referent not in merged:
            return referent
        row = project.connection.execute(RESOLVED, {"referent": referent}).fetchone()
        return None if row is None else str(row[0])

    return resolved


def _rewriter(project: Project) -> Callable[[str | None], str | None]:
    """Puts our ids in place of theirs into JSON: answers that name a referent, and listings."""
    other = dict(
        project.connection.execute(
            "SELECT incoming, ours FROM temp.matched_referent WHERE incoming <> ours"
        )
    )
    if not other:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, other)))
    return lambda text: None if text is None else pattern.sub(lambda hit: other[hit[0]], text)


def _remember_matches(recorder: Recorder) -> None:
    statement = """INSERT INTO main.merged_referent (id, referent)
        SELECT incoming, ours FROM temp.matched_referent
        WHERE is_matched AND incoming NOT IN (SELECT id FROM main.merged_referent)
        RETURNING id"""
    added = [row[0] for row in recorder.connection.execute(statement).fetchall()]
    for referent in added:
        recorder.note_added("merged_referent", "SELECT ?", (referent,))


def _take_over_changes(recorder: Recorder, authority: Authority) -> None:
    """The owner's newest word counts; what is shared is the lead's, wherever it comes from."""
    newer = _NEWER[authority]
    if recorder.keep_many("referent", f"SELECT ours.id {newer}"):
        recorder.execute_many(
            "referent",
            f"""UPDATE main.referent AS there SET
                    label = theirs.label, name = theirs.name, name_key = theirs.name_key,
                    attributes = with_our_referents(theirs.attributes),
                    changed_at = theirs.changed_at
                {newer} AND there.id = ours.id""",
        )


_REACHED = """
    INSERT INTO temp.matched_referent
    WITH RECURSIVE reached(id, is_wanted) AS (
        SELECT span.referent, taken.is_layer FROM temp.taken_layer AS taken
        JOIN incoming_span AS span ON span.layer = taken.incoming WHERE span.referent IS NOT NULL
        UNION SELECT id, 1 FROM incoming_referent WHERE owner IS NULL AND ?
        UNION SELECT id, 1 FROM incoming_referent
              WHERE owner IN (SELECT incoming FROM temp.matched_annotator)
                -- What is here already may have another name or other answers by now.
                AND (? OR id IN (SELECT id FROM main.referent))
        UNION SELECT answer.value, is_wanted FROM reached
        JOIN incoming_referent AS referent ON referent.id = reached.id
        JOIN json_each(referent.attributes) AS answer
        WHERE answer.type = 'text' AND answer.value IN (SELECT id FROM incoming_referent)
    )
    SELECT theirs.id, coalesce(ours.id, theirs.id), ours.id IS NULL, 0, max(is_wanted)
    FROM reached JOIN incoming_referent AS theirs ON theirs.id = reached.id
    LEFT JOIN main.referent AS ours ON ours.id = resolved(theirs.id)
    GROUP BY theirs.id"""

# Only where the name leaves no doubt and the types do not speak against it.
_BY_NAME = """
    UPDATE temp.matched_referent AS matched SET ours = same.id, is_new = 0, is_matched = 1
    FROM (
        SELECT theirs.id AS incoming, min(shared.id) AS id
        FROM incoming_referent AS theirs
        JOIN main.referent AS shared
            ON shared.label = theirs.label AND shared.name_key = theirs.name_key
           AND shared.owner IS NULL
        WHERE (theirs.attributes ->> 'type') IS NULL OR (shared.attributes ->> 'type') IS NULL
           OR theirs.attributes ->> 'type' = shared.attributes ->> 'type'
        GROUP BY theirs.id HAVING count(*) = 1
    ) AS same
    WHERE matched.incoming = same.incoming AND matched.is_new"""
# What an annotator's file calls shared and we don't know is theirs: the shared ones are the lead's.
_ADD = """
    INSERT INTO main.referent
        (id, label, name, name_key, owner, external_id, changed_at, attributes)
    SELECT theirs.id, theirs.label, theirs.name, theirs.name_key,
           coalesce(annotator.ours, CASE WHEN :is_collect
               THEN (SELECT ours FROM temp.matched_annotator) END),
           theirs.external_id, theirs.changed_at, with_our_referents(theirs.attributes)
    FROM temp.matched_referent AS matched
    JOIN incoming_referent AS theirs ON theirs.id = matched.incoming
    LEFT JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.owner
    WHERE matched.is_new AND matched.is_wanted"""

_PAIRED = """
    FROM temp.matched_referent AS matched
    JOIN incoming_referent AS theirs ON theirs.id = matched.incoming
    JOIN main.referent AS ours ON ours.id = matched.ours
    LEFT JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.owner
    WHERE NOT matched.is_new AND NOT matched.is_matched AND theirs.id = ours.id"""
_IS_NEWER = """
    (theirs.changed_at, theirs.name, theirs.attributes) >
    (ours.changed_at, ours.name, ours.attributes)"""
_BY_OWNER = f"annotator.ours IS NOT NULL AND annotator.ours = ours.owner AND {_IS_NEWER}"
_DIFFERS = """
    (theirs.label, theirs.name, theirs.attributes) <> (ours.label, ours.name, ours.attributes)"""
_NEWER = {
    Authority.COLLECT: f"{_PAIRED} AND {_BY_OWNER}",
    Authority.RECEIVE: f"""{_PAIRED} AND (({_BY_OWNER})
        OR (theirs.owner IS NULL AND {_DIFFERS}))""",
    Authority.MERGE: f"{_PAIRED} AND (theirs.owner IS NULL OR {_BY_OWNER}) AND {_IS_NEWER}",
}

_UNMENTIONED = """
    SELECT id FROM main.referent
    WHERE owner IN (SELECT ours FROM temp.matched_annotator)
      AND id IN (SELECT before ->> 'referent' FROM main.change
                 WHERE "table" = 'span' AND before IS NOT NULL AND operation = :operation)
      AND NOT EXISTS (SELECT 1 FROM main.span WHERE span.referent = referent.id)
      AND id NOT IN (SELECT answer.value FROM main.referent AS other, json_each(other.attributes)
                         AS answer WHERE answer.type = 'text')
      AND id NOT IN (SELECT listed.value ->> 0 FROM main.layer,
                         json_each(layer.record, '$.referents') AS listed
                     WHERE layer.record IS NOT NULL)"""
