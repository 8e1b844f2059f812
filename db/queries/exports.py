"""Layers as an export reads them: one pass in which SQLite writes the JSON of spans and links.

That is several times as fast as making objects of them. The few layers whose JSON takes more
thought are left to the caller, who gets them without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import orjson

from db.errors import Bug
from db.model import AnnotatorId, ArticleId, LayerId
from db.project import Project
from db.queries import schemes
from db.queries.imports import Listing
from db.scheme.naming import naming


class Which(StrEnum):
    """Which layers an export takes: settled ones, those marked done, or all that say anything."""

    GOLD = "gold"
    FINISHED = "finished"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One layer with its article; texts that end in `_json` go into the record as they stand.

    `spans_json`, `links_json` and `referents_json` are None for a layer to be read row by row.
    """

    article: ArticleId
    id: str
    title: str
    body: str
    sha256: str
    metadata_json: str
    layer: LayerId
    annotator: AnnotatorId
    state: str
    nothing_here: bool
    flag: str | None
    labels_json: str
    spans_json: str | None
    links_json: str | None
    referents_json: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many articles and layers an export does not hold, by reason."""

    articles_without_layer: int
    blank_layers: int
    unfinished_layers: int
    layers_of_others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """What the record that a layer was imported from said beyond our rows."""

    listing: tuple[Listing, ...] = ()
    split: str | None = None


_SAYS_ANYTHING = """(layer.nothing_here = 1 OR layer.flag IS NOT NULL OR layer.labels <> '{}'
    OR layer.state IN ('done', 'skipped')
    OR EXISTS (SELECT 1 FROM span WHERE span.layer = layer.id))"""

_CONDITIONS = {
    Which.GOLD: f"annotator.kind = 'gold' AND {_SAYS_ANYTHING}",
    Which.FINISHED: "layer.state = 'done'",
    Which.ALL: _SAYS_ANYTHING,
}

_FROM = """FROM article JOIN layer ON layer.article = article.id
           JOIN annotator ON annotator.id = layer.annotator"""

# Article by article along the index of the list, which CROSS tells SQLite: from the layers on, it
# would make all lines first, hold them in memory, and sort them.
_FROM_IN_ORDER = _FROM.replace("JOIN", "CROSS JOIN")

_SPANS = """(
    SELECT json_group_array(CASE WHEN fragments IS NULL
               THEN json_object('id', span_id, 'label', label, 'start', "start", 'end', "end",
                                'text', quote,
                                'referent', referent_id, 'attributes', json(attributes))
               ELSE json_object('id', span_id, 'label', label, 'start', "start", 'end', "end",
                                'fragments', json(fragments), 'text', quote,
                                'referent', referent_id, 'attributes', json(attributes)) END)
    FROM (SELECT coalesce(span.external_id, span.id) AS span_id, span.label, "start", "end",
                 fragments, quote, span.attributes,
                 coalesce(referent.external_id, referent.id) AS referent_id
          FROM span LEFT JOIN referent ON referent.id = span.referent WHERE span.layer = layer.id
          ORDER BY "start", "end" DESC, span.id))"""

_LINK_LIST = """(
    SELECT json_group_array(CASE WHEN absence IS NULL
               THEN json_object('id', link_id, 'role', role, 'source', source_id,
                                'target', target_id)
               ELSE json_object('id', link_id, 'role', role, 'source', source_id,
                                'target', NULL, 'absent', absence) END)
    FROM ({links} WHERE link.layer = layer.id ORDER BY link.id))"""

# Only what came with a record has ids from elsewhere, and looking for them takes its time.
_LINKS = "CASE WHEN layer.record IS NULL THEN {ours} ELSE {theirs} END".format(
    ours=_LINK_LIST.format(
        links="""SELECT id AS link_id, role, absence, source AS source_id, target AS target_id
                 FROM link"""
    ),
    theirs=_LINK_LIST.format(
        links="""SELECT coalesce(link.external_id, link.id) AS link_id, role, absence,
                        coalesce(source.external_id, source.id) AS source_id,
                        coalesce(target.external_id, target.id) AS target_id
                 FROM link JOIN span AS source ON source.id = link.source
                 LEFT JOIN span AS target ON target.id = link.target"""
    ),
)

_REFERENTS = """(
    SELECT json_group_array(json_object('id', coalesce(external_id, id), 'label', label,
                                        'name', name, 'attributes', json(attributes)))
    FROM (SELECT * FROM referent
          WHERE id IN (SELECT referent FROM span WHERE span.layer = layer.id) ORDER BY id))"""

_PLAIN = "layer.id NOT IN (SELECT id FROM temp.layer_apart)"


@contextmanager
def snapshot(project: Project) -> Iterator[None]:
    """All that is read inside is the project of one moment, whoever writes meanwhile."""
    if project.connection.in_transaction:
        raise Bug("a snapshot was begun inside a transaction")
    project.connection.execute("BEGIN")
    try:
        yield
    finally:
        if project.connection.in_transaction:
            project.connection.execute("ROLLBACK")


def rows(project: Project, which: Which) -> Iterator[ExportRow]:
    """The chosen layers by article, then annotator; call it inside a snapshot."""
    _set_apart(project)
    for row in project.connection.execute(
        f"""SELECT article.id, coalesce(article.external_id, article.id), article.title, body,
                   sha256, metadata, layer.id, layer.annotator, state, nothing_here, flag, labels,
                   CASE WHEN {_PLAIN} THEN {_SPANS} END, CASE WHEN {_PLAIN} THEN {_LINKS} END,
                   CASE WHEN {_PLAIN} THEN {_REFERENTS} END
            {_FROM_IN_ORDER} WHERE {_CONDITIONS[which]}
            ORDER BY article.position, article.number, layer.annotator"""
    ):
        yield ExportRow(
            article=row[0],
            id=row[1],
            title=row[2],
            body=row[3],
            sha256=row[4],
            metadata_json=row[5],
            layer=row[6],
            annotator=row[7],
            state=row[8],
            nothing_here=bool(row[9]),
            flag=row[10],
            labels_json=row[11],
            spans_json=row[12],
            links_json=row[13],
            referents_json=row[14],
        )


def count(project: Project, which: Which) -> int:
    """How many layers `rows` gives."""
    return int(
        project.connection.execute(
            f"SELECT count(*) {_FROM} WHERE {_CONDITIONS[which]}"
        ).fetchone()[0]
    )


def left_out(project: Project, which: Which) -> LeftOut:
    """What `rows` does not give."""
    chosen = f"({_CONDITIONS[which]})"
    blank = f"(NOT {_SAYS_ANYTHING})"
    row = project.connection.execute(
        f"""SELECT (SELECT count(*) FROM article
                    WHERE id NOT IN (SELECT article.id {_FROM} WHERE {chosen})),
                   count(*) FILTER (WHERE {blank}),
                   count(*) FILTER (WHERE NOT {chosen} AND NOT {blank} AND :which = 'finished'),
                   count(*) FILTER (WHERE NOT {chosen} AND NOT {blank} AND :which = 'gold')
            {_FROM}""",
        {"which": which},
    ).fetchone()
    articles, blank_layers, unfinished, others = row
    return LeftOut(
        articles_without_layer=articles,
        blank_layers=blank_layers,
        unfinished_layers=unfinished,
        layers_of_others=others,
    )


def beyond(project: Project, layer: LayerId) -> Beyond:
    """What the record said that a layer was imported from."""
    row = project.connection.execute("SELECT record FROM layer WHERE id = ?", (layer,)).fetchone()
    data = {} if row is None or row[0] is None else orjson.loads(row[0])
    return Beyond(
        listing=tuple(
            Listing(referent=referent, external_id=external_id)
            for referent, external_id in data.get("referents", ())
        ),
        split=data.get("split"),
    )


def external_ids(project: Project, layer: LayerId) -> dict[str, str]:
    """The ids that spans and links of a layer had in the file they came from, by their ids here."""
    return dict(
        project.connection.execute(
            """SELECT id, external_id FROM span WHERE layer = ?1 AND external_id IS NOT NULL
               UNION ALL SELECT id, external_id FROM link
                         WHERE layer = ?1 AND external_id IS NOT NULL""",
            (layer,),
        )
    )


def _set_apart(project: Project) -> None:
    """Note layers with a listing of their own, answers that name referents, or ids that clash."""
    connection = project.connection
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS layer_apart (id TEXT PRIMARY KEY) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.layer_apart")
    connection.execute(
        """INSERT INTO temp.layer_apart SELECT id FROM layer
           WHERE record IS NOT NULL
             AND (record ->> 'referents' IS NOT NULL OR record ->> 'split' IS NOT NULL)"""
    )
    connection.execute(
        """INSERT OR IGNORE INTO temp.layer_apart
           SELECT span.layer FROM referent JOIN span ON span.referent = referent.id
           WHERE referent.external_id IN (
               SELECT external_id FROM referent WHERE external_id IS NOT NULL
               GROUP BY external_id HAVING count(*) > 1)
           GROUP BY span.layer, referent.external_id HAVING count(DISTINCT referent.id) > 1"""
    )
    names = naming(schemes.current(project))
    for label, attributes in names.referents.items():
        for path in _paths(attributes):
            connection.execute(
                """INSERT OR IGNORE INTO temp.layer_apart SELECT layer FROM span
                   WHERE referent IN (SELECT id FROM referent WHERE label = ?
                                      AND json_extract(attributes, ?) IS NOT NULL)""",
                (label, path),
            )
    for label, attributes in names.spans.items():
        for path in _paths(attributes):
            connection.execute(
                """INSERT OR IGNORE INTO temp.layer_apart SELECT layer FROM span
                   WHERE label = ? AND json_extract(attributes, ?) IS NOT NULL""",
                (label, path),
            )


def _paths(names: frozenset[str]) -> list[str]:
    return [f'$."{name}"' for name in sorted(names)]
