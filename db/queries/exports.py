"""Which layers an export takes, in one pass, and how much that is and is not.

What hangs on a layer is read by `db.queries.export_parts`; what comes of a pass are the values of
`db.queries.export_rows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import orjson

from db.errors import Bug
from db.model import AnnotatorId, ArticleId, LayerState
from db.project import Project
from db.queries import export_parts
from db.queries.export_ranges import IN_RANGE, ranges
from db.queries.export_rows import Batch, ExportRow
from db.queries.second_readings import SECOND_READERS


class Which(StrEnum):
    """Which layers an export takes: settled ones, those marked done, or all that say anything."""

    GOLD = "gold"
    FINISHED = "finished"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which layers an export takes; of these those of some annotators, or in some states.

    No annotators and no states stand for all.
    """

    which: Which = Which.FINISHED
    annotators: tuple[AnnotatorId, ...] = ()
    states: tuple[LayerState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many articles and layers an export does not hold, by reason."""

    articles_without_layer: int
    blank_layers: int
    unfinished_layers: int
    layers_of_others: int
    other_annotators: int = 0
    other_states: int = 0
    second_readings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How much an export holds."""

    articles: int
    layers: int
    spans: int
    links: int


_SAYS_ANYTHING = """(layer.nothing_here = 1 OR layer.flag IS NOT NULL OR layer.labels <> '{}'
    OR layer.state IN ('done', 'skipped')
    OR EXISTS (SELECT 1 FROM span WHERE span.layer = layer.id))"""

_KINDS = {
    Which.GOLD: f"annotator.kind = 'gold' AND {_SAYS_ANYTHING}",
    Which.FINISHED: "layer.state = 'done'",
    Which.ALL: _SAYS_ANYTHING,
}
_OF_ANNOTATORS = "layer.annotator IN (SELECT value FROM json_each(:annotators))"
_IN_STATES = "layer.state IN (SELECT value FROM json_each(:states))"

_FROM = """FROM article JOIN layer ON layer.article = article.id
           JOIN annotator ON annotator.id = layer.annotator AND annotator.repeats IS NULL"""

# Article by article along the index of the list, which CROSS tells SQLite: from the layers on, it
# would make all lines first, hold them in memory, and sort them.
_FROM_IN_ORDER = _FROM.replace("JOIN", "CROSS JOIN")


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


def rows(
    project: Project, chosen: Chosen | Which, *, with_parts: bool = True
) -> Iterator[ExportRow]:
    """The chosen layers by article, then annotator; call it inside a snapshot.

    Without parts all layers are to be read row by row, and come several times as quickly.
    """
    for batch in batches(project, chosen, with_parts=with_parts):
        yield from batch.rows()


def batches(
    project: Project, chosen: Chosen | Which, *, with_parts: bool = True
) -> Iterator[Batch]:
    """The same, so many articles at a time that a step of SQLite takes some milliseconds."""
    condition, values = _condition(chosen)
    spans = links = "''"
    if with_parts:
        export_parts.set_apart(project)
        spans, links = (
            f"CASE WHEN {export_parts.PLAIN} THEN {part} ELSE '' END"
            for part in (export_parts.spans(project), export_parts.LINKS)
        )
    # No JSON that SQLite writes has a line end in it, so line ends can stand between.
    statement = f"""
        SELECT count(*), count(*) FILTER (WHERE spans = ''), '[' || group_concat(head) || ']',
               group_concat(spans, char(10)), group_concat(links, char(10))
        FROM (SELECT json_array(article.id, coalesce(article.external_id, article.id),
                                article.title, body, sha256, metadata, layer.id, layer.annotator,
                                state, nothing_here, flag, labels) AS head,
                     {spans} AS spans, {links} AS links
              {_FROM_IN_ORDER} WHERE {IN_RANGE} AND {condition}
              ORDER BY article.position, article.number, layer.annotator)"""
    for each in ranges(project):
        row = project.connection.execute(statement, {**values, **each}).fetchone()
        if row[0]:
            yield Batch(
                layers=row[0], apart=row[1], heads_json=row[2], spans_lines=row[3],
                links_lines=row[4],
            )  # fmt: skip


def count(project: Project, chosen: Chosen | Which) -> int:
    """How many layers `rows` gives."""
    condition, values = _condition(chosen)
    row = project.connection.execute(f"SELECT count(*) {_FROM} WHERE {condition}", values)
    return int(row.fetchone()[0])


def amounts(project: Project, chosen: Chosen | Which) -> Amounts:
    """How much `rows` gives, counted for itself; takes seconds for a large project."""
    condition, values = _condition(chosen)
    row = project.connection.execute(
        f"""SELECT count(DISTINCT article.id), count(*),
                   coalesce(sum((SELECT count(*) FROM span WHERE span.layer = layer.id)), 0),
                   coalesce(sum((SELECT count(*) FROM link WHERE link.layer = layer.id)), 0)
            {_FROM} WHERE {condition}""",
        values,
    ).fetchone()
    return Amounts(articles=row[0], layers=row[1], spans=row[2], links=row[3])


def articles(project: Project, chosen: Chosen | Which) -> tuple[ArticleId, ...]:
    """The articles of which `rows` gives layers, in its order."""
    condition, values = _condition(chosen)
    found = project.connection.execute(
        f"""SELECT article.id FROM article WHERE EXISTS (
                SELECT 1 FROM layer JOIN annotator ON annotator.id = layer.annotator
                WHERE layer.article = article.id AND annotator.repeats IS NULL AND {condition})
            ORDER BY article.position, article.number""",
        values,
    )
    return tuple(row[0] for row in found)


def labels(project: Project, chosen: Chosen | Which) -> tuple[str, ...]:
    """The labels of the spans that `rows` gives, by name."""
    condition, values = _condition(chosen)
    found = project.connection.execute(
        f"""SELECT DISTINCT label FROM span WHERE layer IN (
                SELECT layer.id FROM layer JOIN annotator ON annotator.id = layer.annotator
                WHERE {condition})
            ORDER BY label""",
        values,
    )
    return tuple(row[0] for row in found)


def metadata_names(project: Project, limit: int = 2_000) -> tuple[str, ...]:
    """The article fields that are filled in anywhere in the first articles, by name."""
    found = project.connection.execute(
        """SELECT DISTINCT key
           FROM (SELECT metadata FROM article ORDER BY position LIMIT ?) AS first,
                json_each(first.metadata)
           ORDER BY key""",
        (limit,),
    )
    return tuple(row[0] for row in found)


def left_out(project: Project, chosen: Chosen | Which) -> LeftOut:
    """What `rows` does not give."""
    asked = chosen if isinstance(chosen, Chosen) else Chosen(which=chosen)
    condition, values = _condition(asked)
    of_kind, blank = f"({_KINDS[asked.which]})", f"(NOT {_SAYS_ANYTHING})"
    of_annotators = _OF_ANNOTATORS if asked.annotators else "1"
    in_states = _IN_STATES if asked.states else "1"
    row = project.connection.execute(
        f"""SELECT (SELECT count(*) FROM article
                    WHERE id NOT IN (SELECT article.id {_FROM} WHERE {condition})),
                   count(*) FILTER (WHERE {blank}),
                   count(*) FILTER (WHERE NOT {of_kind} AND NOT {blank} AND :which = 'finished'),
                   count(*) FILTER (WHERE NOT {of_kind} AND NOT {blank} AND :which = 'gold'),
                   count(*) FILTER (WHERE {of_kind} AND NOT {of_annotators}),
                   count(*) FILTER (WHERE {of_kind} AND {of_annotators} AND NOT {in_states}),
                   (SELECT count(*) FROM layer WHERE annotator IN {SECOND_READERS})
            {_FROM}""",
        {**values, "which": asked.which},
    ).fetchone()
    return LeftOut(
        articles_without_layer=row[0],
        blank_layers=row[1],
        unfinished_layers=row[2],
        layers_of_others=row[3],
        other_annotators=row[4],
        other_states=row[5],
        second_readings=row[6],
    )


def _condition(chosen: Chosen | Which) -> tuple[str, dict[str, str]]:
    """The condition on a layer, and the values that it names."""
    asked = chosen if isinstance(chosen, Chosen) else Chosen(which=chosen)
    parts = [f"({_KINDS[asked.which]})"]
    values: dict[str, str] = {}
    for clause, name, wanted in (
        (_OF_ANNOTATORS, "annotators", asked.annotators),
        (_IN_STATES, "states", asked.states),
    ):
        values[name] = orjson.dumps([str(each) for each in wanted]).decode()
        if wanted:
            parts.append(clause)
    return " AND ".join(parts), values
