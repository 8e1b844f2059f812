"""Files beside the project: what of them is whose, and how it compares.

Clean copies are attached, and `look_at` makes the tables of one of them readable as
`incoming_span` and so on. `match` fills temporary tables that say which rows of the file stand for
which of ours. All other reading and writing of a merge goes through them, set by set:

- `matched_annotator(incoming, ours, is_new)`: whose work is taken, and who they are here
- `matched_article(incoming, ours, is_new, reason, reader)`: `reason` says why its layers are
  refused; `reader` is NULL, or our second reader to whom they go (`db.queries.second_readings`)
- `matched_layer(incoming, target, article, annotator, is_same)`: layers that are not refused, and
  ours (NULL where there is none); `is_same` where the lineages are the same
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from db import schema
from db.merge.plan import Amount, Authority, LayerPair, Rest
from db.merge.versions import Known, Place, Version
from db.model import AnnotatorId, ArticleId, LayerId, LayerState
from db.project import Project

MOST_AT_ONCE = 9
"""How many files SQLite attaches beside the project and the temporary tables."""


@contextmanager
def attached(project: Project, copies: Sequence[Path]) -> Iterator[None]:
    """Attach some clean copies, `MOST_AT_ONCE` at most, for reading only. Not in a transaction."""
    connection = project.connection
    names: list[str] = []
    try:
        for number, copy in enumerate(copies):
            uri = f"{copy.absolute().as_uri()}?mode=ro"
            connection.execute(f"ATTACH ? AS file_{number}", (uri,))
            names.append(f"file_{number}")
        for statement in _TABLES:
            connection.execute(statement)
        yield
    finally:
        for kind, name in connection.execute(_TEMPORARY).fetchall():
            connection.execute(f"DROP {kind} temp.{name}")
        for name in names:
            connection.execute(f"DETACH {name}")


def look_at(project: Project, number: int) -> None:
    """Make the tables of one attached copy, counted from 0, readable as `incoming_...`."""
    for table in schema.TABLES:
        project.connection.execute(f"DROP VIEW IF EXISTS temp.incoming_{table}")
        project.connection.execute(
            f"CREATE TEMP VIEW incoming_{table} AS SELECT * FROM file_{number}.{table}"
        )


def match(
    project: Project, authority: Authority, people: Mapping[AnnotatorId, AnnotatorId | None]
) -> None:
    """Fill the temporary tables; `people` are those whose work is taken, and who they are here.

    None makes somebody new. Safe to call again when the project has changed.
    """
    connection = project.connection
    for table in ("annotator", "article", "layer"):
        connection.execute(f"DELETE FROM temp.matched_{table}")
    connection.executemany(
        "INSERT INTO temp.matched_annotator VALUES (?, ?, ?)",
        [(theirs, ours or theirs, ours is None) for theirs, ours in people.items()],
    )
    connection.execute(_ARTICLES_BY_ID)
    if authority is Authority.COLLECT:
        connection.execute(_SECOND_READINGS)
    if authority is Authority.MERGE:
        connection.execute(_ARTICLES_BY_TEXT)
    is_strange = authority is Authority.COLLECT
    connection.execute(_OTHER_ARTICLES, (not is_strange, _UNKNOWN_ARTICLE if is_strange else ""))
    connection.execute(_LAYERS)


def layer_pairs(project: Project) -> tuple[LayerPair, ...]:
    """Every layer whose author is matched, in the order of our articles."""
    connection = project.connection
    changed = {row[0] for row in connection.execute(_READS_OTHERWISE)}
    forks: dict[tuple[str, str], list[Known]] = {}
    for article, annotator, lineage, updated_at, state, fork in connection.execute(_FORKS):
        where = Place.OPEN_FORK if state == "open" else Place.SETTLED_FORK
        version = Version(lineage=lineage, updated_at=updated_at)
        known = Known(version=version, place=where, fork=fork)
        forks.setdefault((article, annotator), []).append(known)
    return tuple(_pair(row, forks, changed) for row in connection.execute(_PAIRS).fetchall())


def ids_of_others(project: Project) -> dict[LayerId, str]:
    """Layers of the file that hold rows by the ids of rows which stand elsewhere here."""
    return {LayerId(row[0]): _TAKEN_ID for row in project.connection.execute(_FOREIGN_IDS)}


def rest(project: Project) -> Rest:
    """What comes in beside the layers, in numbers."""
    row = project.connection.execute(_REST).fetchone()
    (
        articles, comments_new, comments_changed, referents_new, referents_matched,
        referents_changed, ignored,
    ) = row  # fmt: skip
    return Rest(
        articles=articles,
        comments_new=comments_new,
        comments_changed=comments_changed,
        referents_new=referents_new - referents_matched,
        referents_matched=referents_matched,
        referents_changed=referents_changed,
        ignored=ignored,
    )


def _pair(
    row: tuple[str, ...], forks: Mapping[tuple[str, str], list[Known]], changed: set[str]
) -> LayerPair:
    (
        layer, target, article, title, annotator, reason, lineage, updated_at, state, spans, links,
        our_lineage, our_updated_at, our_state, our_spans, our_links,
    ) = row  # fmt: skip
    known = list(forks.get((article, annotator), ()))
    before = None
    if target is not None:
        version = Version(lineage=our_lineage, updated_at=our_updated_at)
        known.insert(0, Known(version=version, place=Place.LAYER))
        before = Amount(state=LayerState(our_state), spans=int(our_spans), links=int(our_links))
    return LayerPair(
        layer=LayerId(layer),
        target=None if target is None else LayerId(target),
        article=ArticleId(article),
        title=title,
        annotator=AnnotatorId(annotator),
        version=Version(lineage=lineage, updated_at=updated_at),
        known=tuple(known),
        reads_like_layer=layer not in changed,
        before=before,
        after=Amount(state=LayerState(state), spans=int(spans), links=int(links)),
        reason=reason,
    )


_UNKNOWN_ARTICLE = "This article is not in the project."
_OTHER_TEXT = "The text of this article is not the one that was handed out."
_TAKEN_ID = "It holds marks that belong to another layer of this project."

_TEMPORARY = """
    SELECT type, name FROM sqlite_temp_schema
    WHERE type IN ('table', 'view') AND (name LIKE 'incoming\\_%' ESCAPE '\\'
                                         OR name LIKE 'matched\\_%' ESCAPE '\\')"""
_TABLES = (
    """CREATE TEMP TABLE matched_annotator (
        incoming TEXT PRIMARY KEY, ours TEXT NOT NULL, is_new INTEGER NOT NULL
    )""",
    """CREATE TEMP TABLE matched_article (
        incoming TEXT PRIMARY KEY, ours TEXT NOT NULL, is_new INTEGER NOT NULL,
        reason TEXT NOT NULL, reader TEXT
    )""",
    """CREATE TEMP TABLE matched_layer (
        incoming TEXT PRIMARY KEY, target TEXT, article TEXT NOT NULL, annotator TEXT NOT NULL,
        is_same INTEGER NOT NULL
    )""",
)

# The bodies themselves are compared, not what the file says of them.
_DOUBT = f"CASE WHEN theirs.body = ours.body THEN '' ELSE '{_OTHER_TEXT}' END"
_ARTICLES_BY_ID = f"""
    INSERT INTO temp.matched_article SELECT theirs.id, ours.id, 0, {_DOUBT}, NULL
    FROM incoming_article AS theirs JOIN main.article AS ours ON ours.id = theirs.id"""
_SECOND_READINGS = f"""
    INSERT INTO temp.matched_article SELECT theirs.id, ours.id, 0, {_DOUBT}, reader.id
    FROM incoming_article AS theirs JOIN main.assignment ON assignment.id = theirs.id
    JOIN main.annotator AS reader ON reader.id = assignment.annotator
        AND reader.repeats IN (SELECT ours FROM temp.matched_annotator)
    JOIN main.article AS ours ON ours.id = assignment.article"""
_OTHER_ARTICLES = """
    INSERT INTO temp.matched_article
    SELECT id, id, ?, ?, NULL FROM incoming_article
    WHERE id NOT IN (SELECT incoming FROM temp.matched_article)"""
_ARTICLES_BY_TEXT = """
    INSERT INTO temp.matched_article
    SELECT theirs.id, ours.id, 0, '', NULL FROM incoming_article AS theirs
    JOIN main.article AS ours ON ours.sha256 = theirs.sha256 AND ours.body = theirs.body
    WHERE theirs.id NOT IN (SELECT incoming FROM temp.matched_article)
      AND ours.id NOT IN (SELECT ours FROM temp.matched_article)
    GROUP BY theirs.sha256 HAVING count(*) = 1"""
_LAYERS = """
    INSERT INTO temp.matched_layer
    SELECT theirs.id, ours.id, article.ours, coalesce(article.reader, annotator.ours),
           coalesce(ours.lineage = theirs.lineage, 0)
    FROM incoming_layer AS theirs
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    JOIN temp.matched_article AS article ON article.incoming = theirs.article
    LEFT JOIN main.layer AS ours ON ours.article = article.ours
        AND ours.annotator = coalesce(article.reader, annotator.ours)
    WHERE article.reason = ''"""

_PAIRS = """
    SELECT theirs.id, ours.id, article.ours, their_article.title,
           coalesce(article.reader, annotator.ours), article.reason,
           theirs.lineage, theirs.updated_at, theirs.state,
           (SELECT count(*) FROM incoming_span WHERE layer = theirs.id),
           (SELECT count(*) FROM incoming_link WHERE layer = theirs.id),
           ours.lineage, ours.updated_at, ours.state,
           (SELECT count(*) FROM main.span WHERE layer = ours.id),
           (SELECT count(*) FROM main.link WHERE layer = ours.id)
    FROM incoming_layer AS theirs
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    JOIN temp.matched_article AS article ON article.incoming = theirs.article
    JOIN incoming_article AS their_article ON their_article.id = theirs.article
    LEFT JOIN main.layer AS ours ON ours.article = article.ours
        AND ours.annotator = coalesce(article.reader, annotator.ours)
    ORDER BY their_article.position, theirs.id"""
_FORKS = """
    SELECT fork.article, fork.annotator, fork.lineage, fork.updated_at, fork.state, fork.id
    FROM main.forked_layer AS fork
    WHERE fork.annotator IN (SELECT ours FROM temp.matched_annotator
                             UNION SELECT reader FROM temp.matched_article)
    ORDER BY fork.id"""

# Attributes and referents are left out: merging referents changes those without an edit.
_SPAN = 'span.id, span.label, span."start", span."end", coalesce(span.fragments, \'\'), span.quote'
_LINK = "link.id, link.role, link.source, coalesce(link.target, ''), coalesce(link.absence, '')"
_LAYER = "layer.state, layer.nothing_here, coalesce(layer.flag, char(0)), layer.labels"
_SAME = "temp.matched_layer AS matched"


def _otherwise(table: str, columns: str) -> str:
    key = "id" if table == "layer" else "layer"
    # CROSS, so that only the layers are looked up that are there in both.
    theirs = f"""SELECT matched.incoming, {columns} FROM {_SAME}
                 CROSS JOIN incoming_{table} AS {table}
                     ON {table}.{key} = matched.incoming WHERE matched.is_same"""
    ours = f"""SELECT matched.incoming, {columns} FROM {_SAME}
               CROSS JOIN main.{table} AS {table}
                   ON {table}.{key} = matched.target WHERE matched.is_same"""
    return f"""SELECT incoming FROM ({theirs} EXCEPT {ours})
               UNION SELECT incoming FROM ({ours} EXCEPT {theirs})"""


_READS_OTHERWISE = " UNION ".join(
    _otherwise(table, columns)
    for table, columns in (("span", _SPAN), ("link", _LINK), ("layer", _LAYER))
)
_FOREIGN_IDS = """
    SELECT theirs.layer FROM incoming_span AS theirs
    JOIN temp.matched_layer AS matched ON matched.incoming = theirs.layer
    JOIN main.span AS ours ON ours.id = theirs.id WHERE ours.layer IS NOT matched.target
    UNION
    SELECT theirs.layer FROM incoming_link AS theirs
    JOIN temp.matched_layer AS matched ON matched.incoming = theirs.layer
    JOIN main.link AS ours ON ours.id = theirs.id WHERE ours.layer IS NOT matched.target
    UNION
    SELECT span.layer FROM incoming_span AS span
    JOIN temp.matched_layer AS matched ON matched.incoming = span.layer
    JOIN incoming_referent AS theirs ON theirs.id = span.referent
    JOIN main.referent AS ours ON ours.id = theirs.id WHERE ours.label <> theirs.label
    UNION
    SELECT theirs.id FROM incoming_layer AS theirs
    JOIN temp.matched_layer AS matched ON matched.incoming = theirs.id
    JOIN main.layer AS ours ON ours.id = theirs.id WHERE ours.id IS NOT matched.target"""


_THEIR_COMMENTS = """
    FROM incoming_comment AS theirs
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.annotator
    JOIN temp.matched_article AS article
        ON article.incoming = theirs.article AND article.reason = ''"""
_NEW_REFERENTS = """
    FROM incoming_referent AS theirs
    JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.owner
    WHERE theirs.id IN (
        SELECT span.referent FROM temp.matched_layer AS matched
        JOIN incoming_span AS span ON span.layer = matched.incoming)
      AND theirs.id NOT IN (SELECT id FROM main.referent)
      AND theirs.id NOT IN (SELECT id FROM main.merged_referent)"""
_REST = f"""
    SELECT (SELECT count(*) FROM temp.matched_article WHERE is_new AND reason = ''),
    (SELECT count(*) {_THEIR_COMMENTS} WHERE theirs.id NOT IN (SELECT id FROM main.comment)),
    (SELECT count(*) {_THEIR_COMMENTS} JOIN main.comment AS ours ON ours.id = theirs.id
     WHERE (theirs.changed_at, theirs.text, theirs.done)
         > (ours.changed_at, ours.text, ours.done)),
    (SELECT count(*) {_NEW_REFERENTS}),
    (SELECT count(*) {_NEW_REFERENTS} AND 1 = (
        SELECT count(*) FROM main.referent AS shared
        WHERE shared.owner IS NULL AND shared.label = theirs.label
          AND shared.name_key = theirs.name_key
          AND coalesce(shared.attributes ->> 'type', theirs.attributes ->> 'type')
              IS coalesce(theirs.attributes ->> 'type', shared.attributes ->> 'type'))),
    (SELECT count(*) FROM incoming_referent AS theirs
     JOIN temp.matched_annotator AS annotator ON annotator.incoming = theirs.owner
     JOIN main.referent AS ours ON ours.id = theirs.id AND ours.owner = annotator.ours
     WHERE (theirs.changed_at, theirs.name, theirs.attributes)
         > (ours.changed_at, ours.name, ours.attributes)),
    (SELECT count(*) FROM incoming_layer
     WHERE annotator NOT IN (SELECT incoming FROM temp.matched_annotator))"""
