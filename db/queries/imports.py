"""Batches of imported articles, and what the record of an imported layer said beyond our rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from db.formats.record import Record
from db.model import AnnotatorId, ArticleId, ReferentId
from db.project import Project

LAYERS_OF_BATCH = """
    SELECT layer.id FROM layer JOIN article ON article.id = layer.article
    WHERE article.batch = :batch
    UNION SELECT id FROM layer WHERE record IS NOT NULL AND record ->> 'batch' = :batch"""
"""The layers that go with a batch: those of its articles, and those it brought to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A referent in the order of an imported record, with the id that it had there."""

    referent: ReferentId
    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One import that can be taken out again, by its `id`."""

    id: str
    name: str
    imported: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchContents:
    """What goes when a batch is removed; some of it may be work that was done since."""

    articles: int
    layers: int
    spans: int
    links: int
    comments: int

    @property
    def holds_annotation(self) -> bool:
        """Whether more than articles goes."""
        return bool(self.spans or self.links or self.comments)


def batches(project: Project) -> tuple[Batch, ...]:
    """The imports that still have articles here, newest first."""
    rows = project.connection.execute(
        """SELECT batch, operation.name, operation.at, count(*) FROM article
           JOIN operation ON operation.number = CAST(batch AS INTEGER)
           WHERE batch IS NOT NULL GROUP BY batch ORDER BY CAST(batch AS INTEGER) DESC"""
    )
    return tuple(Batch(id=row[0], name=row[1], imported=row[2], articles=row[3]) for row in rows)


def contents(project: Project, batch: str) -> BatchContents:
    """What removing a batch would take."""
    counts = project.connection.execute(
        f"""WITH gone AS ({LAYERS_OF_BATCH})
            SELECT (SELECT count(*) FROM article WHERE batch = :batch), (SELECT count(*) FROM gone),
                   (SELECT count(*) FROM span WHERE layer IN gone),
                   (SELECT count(*) FROM link WHERE layer IN gone),
                   (SELECT count(*) FROM comment
                    WHERE article IN (SELECT id FROM article WHERE batch = :batch))""",
        {"batch": batch},
    ).fetchone()
    articles, layers, spans, links, comments = counts
    return BatchContents(
        articles=articles, layers=layers, spans=spans, links=links, comments=comments
    )


def articles_of(project: Project, batch: str) -> tuple[ArticleId, ...]:
    """The articles of a batch, in the order of the list."""
    rows = project.connection.execute(
        "SELECT id FROM article WHERE batch = ? ORDER BY position, number", (batch,)
    )
    return tuple(ArticleId(row[0]) for row in rows)


def referents_of(project: Project, batch: str) -> str:
    """The referents that a batch's layers mention or list, as a JSON list of ids."""
    row = project.connection.execute(
        f"""WITH gone AS ({LAYERS_OF_BATCH})
            SELECT json_group_array(id) FROM (
                SELECT referent AS id FROM span WHERE layer IN gone AND referent IS NOT NULL
                UNION SELECT value ->> 0 FROM layer, json_each(layer.record, '$.referents')
                      WHERE layer.id IN gone AND record IS NOT NULL)""",
        {"batch": batch},
    ).fetchone()
    return str(row[0])


def listing_json(*, batch: str, listing: tuple[Listing, ...], split: str | None) -> str:
    """The column `layer.record`: the batch and, where it is not the usual one, the listing."""
    data: dict[str, Any] = {"batch": batch}
    if listing:
        data["referents"] = [(each.referent, each.external_id) for each in listing]
    if split is not None:
        data["split"] = split
    return orjson.dumps(data).decode()


def usual_listing(
    connection: sqlite3.Connection, record: Record, ids: Mapping[str, ReferentId]
) -> tuple[Listing, ...]:
    """How an export lists referents without being told: those with mentions, by age."""
    mentioned = {ids[span.referent] for span in record.spans if span.referent is not None}
    usual = []
    for referent in sorted(mentioned):
        row = connection.execute(
            "SELECT coalesce(external_id, id) FROM referent WHERE id = ?", (referent,)
        ).fetchone()
        usual.append(Listing(referent=referent, external_id=str(row[0])))
    return tuple(usual)


def is_empty(project: Project) -> bool:
    """Whether the project has no articles, so that nothing can be there already."""
    return project.connection.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None


def article_with_text(project: Project, sha256: str) -> ArticleId | None:
    """The oldest article with this very body."""
    row = project.connection.execute(
        "SELECT id FROM article WHERE sha256 = ? ORDER BY number LIMIT 1", (sha256,)
    ).fetchone()
    return None if row is None else ArticleId(row[0])


def text_with_digest(project: Project, sha256: str) -> str | None:
    """The body whose SHA-256 this is, in hexadecimal digits."""
    row = project.connection.execute(
        "SELECT body FROM article WHERE sha256 = ? LIMIT 1", (sha256,)
    ).fetchone()
    return None if row is None else str(row[0])


def is_taken(project: Project, external_id: str) -> bool:
    """Whether an article came with this id, or has it here."""
    row = project.connection.execute(
        """SELECT 1 FROM article WHERE external_id = ?1
           UNION ALL SELECT 1 FROM article WHERE id = ?1""",
        (external_id,),
    ).fetchone()
    return row is not None


def is_free(project: Project, article: ArticleId, annotator: AnnotatorId) -> bool:
    """Whether the annotator said nothing about the article yet, so that a layer can come in."""
    row = project.connection.execute(
        """SELECT 1 FROM layer WHERE article = ? AND annotator = ?
           AND (state IN ('done', 'skipped') OR nothing_here = 1 OR flag IS NOT NULL
                OR labels <> '{}' OR EXISTS (SELECT 1 FROM span WHERE span.layer = layer.id))""",
        (article, annotator),
    ).fetchone()
    return row is None
