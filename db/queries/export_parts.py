"""What hangs on one layer, as an export reads it: SQL in which SQLite writes the JSON itself.

That is several times as fast as making objects of millions of spans. Referents are shared by many
layers, so they are asked for one by one, and kept by the caller. The few layers whose JSON takes
more thought are set apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from db.model import LayerId
from db.project import Project
from db.queries import schemes
from db.queries.imports import Listing
from db.scheme.naming import naming

_ASKED_AT_ONCE = 500


ReferentRow = tuple[str, str | None, bytes]
"""Its id here, what it is called in files where that is another, and its JSON in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """What the record that a layer was imported from said beyond our rows."""

    listing: tuple[Listing, ...] = ()
    split: str | None = None


_REFERENT = """id, external_id,
               CAST(json_object('id', coalesce(external_id, id), 'label', label, 'name', name,
                                'attributes', json(attributes)) AS BLOB)"""

_SPAN = """CASE WHEN fragments IS NULL
               THEN json_object('id', span_id, 'label', label, 'start', "start", 'end', "end",
                                'text', quote,
                                'referent', referent, 'attributes', json(attributes))
               ELSE json_object('id', span_id, 'label', label, 'start', "start", 'end', "end",
                                'fragments', json(fragments), 'text', quote,
                                'referent', referent, 'attributes', json(attributes)) END"""

_SPANS = """(
    SELECT json_group_array({span})
    FROM (SELECT coalesce(span.external_id, span.id) AS span_id, span.label, "start", "end",
                 fragments, quote, attributes, referent, {source} AS source
          FROM span WHERE span.layer = layer.id
          ORDER BY "start", "end" DESC, span.id))"""

# What stands in gold by no decision, in an article in which some were made, was put there by hand.
_SOURCE = """CASE WHEN annotator.kind = 'gold' THEN coalesce(
    (SELECT source FROM decision WHERE decision.span = span.id AND source <> 'nothing'
     ORDER BY created_at DESC, decision.id DESC LIMIT 1),
    (SELECT 'edited' FROM decision WHERE decision.article = layer.article LIMIT 1)) END"""
_SPAN_WITH_SOURCE = f"""CASE WHEN source IS NULL THEN {_SPAN}
               ELSE json_insert({_SPAN}, '$.source', source) END"""

_LINK_LIST = """(
    SELECT json_group_array(CASE WHEN absence IS NULL
               THEN json_object('id', link_id, 'role', role, 'source', source_id,
                                'target', target_id)
               ELSE json_object('id', link_id, 'role', role, 'source', source_id,
                                'target', NULL, 'absent', absence) END)
    FROM ({links} WHERE link.layer = layer.id ORDER BY link.id))"""

# Only what came with a record has ids from elsewhere, and looking for them takes its time.
LINKS = "CASE WHEN layer.record IS NULL THEN {ours} ELSE {theirs} END".format(
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
"""The JSON of a layer's links."""

# JSON that was laid out over several lines can only have come from elsewhere.
PLAIN = """(layer.id NOT IN (SELECT id FROM temp.layer_apart)
    AND instr(metadata, char(10)) = 0 AND instr(labels, char(10)) = 0)"""
"""Whether a layer's JSON takes no more thought; to be asked after `set_apart`."""


def spans(project: Project) -> str:
    """The JSON of a layer's spans, in which referents go by their ids here."""
    # Only where something was decided is there anything to say of how gold came about.
    is_decided = project.connection.execute("SELECT EXISTS (SELECT 1 FROM decision)").fetchone()[0]
    source, span = (_SOURCE, _SPAN_WITH_SOURCE) if is_decided else ("NULL", _SPAN)
    return _SPANS.format(span=span, source=source)


def sources(project: Project, layer: LayerId) -> dict[str, str]:
    """How each span of a layer of gold came about, by span; none for other layers."""
    return dict(
        project.connection.execute(
            f"""SELECT id, source FROM (
                    SELECT span.id, {_SOURCE} AS source
                    FROM span JOIN layer ON layer.id = span.layer
                    JOIN annotator ON annotator.id = layer.annotator WHERE layer.id = ?)
                WHERE source IS NOT NULL""",
            (layer,),
        )
    )


def number_of_referents(project: Project) -> int:
    """How many referents the register has."""
    return int(project.connection.execute("SELECT count(*) FROM referent").fetchone()[0])


def all_referents(project: Project) -> Iterator[ReferentRow]:
    """All referents, as they lie in the file."""
    yield from project.connection.execute(f"SELECT {_REFERENT} FROM referent NOT INDEXED")


def some_referents(project: Project, ids: Sequence[str]) -> Iterator[ReferentRow]:
    """The referents with these ids."""
    for first in range(0, len(ids), _ASKED_AT_ONCE):
        some = ids[first : first + _ASKED_AT_ONCE]
        listed = ", ".join("?" * len(some))
        yield from project.connection.execute(
            f"SELECT {_REFERENT} FROM referent WHERE id IN ({listed})", some
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


def set_apart(project: Project) -> None:
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
