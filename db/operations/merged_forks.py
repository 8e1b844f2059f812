"""Copies that an annotator's own file keeps beside a layer, because it was edited apart there.

They are brought to whoever decides. Inside the barrier of a merge only, once its layers are in.
"""

from __future__ import annotations

import sqlite3

import orjson

from db.journal import Recorder
from db.project import Project


def bring_in(recorder: Recorder, project: Project) -> None:
    """Keep each copy that no known one goes on from; one that does not read as a copy stays out."""
    connection = project.connection
    columns = {
        table: {row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')}
        for table in ("layer", "span", "link", "referent")
    }
    for article, annotator, updated_at, lineage, content in connection.execute(_COPIES).fetchall():
        known = connection.execute(_KNOWN, (article, annotator)).fetchall()
        if any(each[0].startswith(lineage) for each in known):
            continue
        body = connection.execute(
            "SELECT body FROM main.article WHERE id = ?", (article,)
        ).fetchone()[0]
        if not _is_sound(content, columns, body):
            continue
        for fork, state, older in _forks(connection, article, annotator):
            if state == "open" and lineage.startswith(older):
                recorder.delete("forked_layer", fork)
        recorder.insert(
            "forked_layer",
            {
                "id": project.new_id(),
                "article": article,
                "annotator": annotator,
                "updated_at": updated_at,
                "created_at": project.now(),
                "lineage": lineage,
                "content": content,
            },
        )


def _forks(
    connection: sqlite3.Connection, article: str, annotator: str
) -> list[tuple[str, str, str]]:
    return connection.execute(
        """SELECT id, state, lineage FROM main.forked_layer
           WHERE article = ? AND annotator = ?""",
        (article, annotator),
    ).fetchall()


def _is_sound(content: str, columns: dict[str, set[str]], body: str) -> bool:
    """Whether the rows are ours by their columns, and every quote stands where it was marked."""
    try:
        rows = orjson.loads(content)
        return (
            rows.keys() == columns.keys()
            and len(rows["layer"]) == 1
            and all(each.keys() == columns[table] for table in rows for each in rows[table])
            and all(
                0 <= each["start"] < each["end"]
                and body[each["start"] : each["end"]] == each["quote"]
                for each in rows["span"]
            )
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


_COPIES = """
    SELECT article.ours, coalesce(article.reader, annotator.ours), theirs.updated_at,
           theirs.lineage, theirs.content
    FROM incoming_forked_layer AS theirs
    JOIN temp.matched_article AS article
        ON article.incoming = theirs.article AND article.reason = ''
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    ORDER BY theirs.updated_at, theirs.lineage"""
_KNOWN = """
    SELECT lineage FROM main.layer WHERE article = ?1 AND annotator = ?2
    UNION ALL SELECT lineage FROM main.forked_layer WHERE article = ?1 AND annotator = ?2"""
