"""Writing records as rows, inside an import: the article, its layer, and what is marked there."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from db.formats.record import Record, RecordLayer, RecordSpan
from db.journal import Recorder, lineage_step
from db.model import (
    Annotator,
    AnnotatorId,
    AnnotatorKind,
    ArticleId,
    Attributes,
    LayerId,
    NewArticle,
    Origin,
    ReferentId,
    SpanId,
)
from db.operations.record_referents import RecordReferents
from db.project import Project
from db.queries import schemes
from db.queries.imports import Listing, listing_json, usual_listing
from db.scheme.naming import naming
from db.text import words

_ROWS_AT_ONCE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record and its place in the project, as the import decided.

    `article` is the id of one that is there, or with `is_new` the id to give it. `annotator` is
    whose layer to write, None for no layer; `new_annotator` is that annotator where the project
    doesn't know them yet. `digest` is the SHA-256 of the body, where it is known.
    """

    record: Record
    article: ArticleId
    is_new: bool = True
    annotator: AnnotatorId | None = None
    new_annotator: Annotator | None = None
    digest: bytes | None = None


class RecordWriter:
    """Writes one record after another; the batch of all is the operation's number."""

    def __init__(self, recorder: Recorder, project: Project) -> None:
        self._recorder = recorder
        self._connection: sqlite3.Connection = project.connection
        self._project = project
        scheme = schemes.current(project)
        self._referents = RecordReferents(project, scheme)
        self._articles = ArticleRows(recorder, project)
        self._now = project.now()
        self._naming = naming(scheme).spans
        self._lineage_step: str | None = None
        self._waiting: list[tuple[object, ...]] = []

    def write(self, placed: Placed) -> None:
        """Add the rows of one record; an article alone may wait for `flush`."""
        if placed.is_new:
            row = self._articles.row(placed.record.article, placed.article, placed.digest)
            self._waiting.append(row)
        if placed.annotator is not None or len(self._waiting) >= _ROWS_AT_ONCE:
            self.flush()
        if placed.new_annotator is not None:
            self._insert_annotator(placed.new_annotator)
        if placed.annotator is not None and placed.record.layer is not None:
            self._write_layer(placed.record, placed.record.layer, placed.article, placed.annotator)

    def flush(self) -> None:
        """Add the rows that wait."""
        self._connection.executemany(ARTICLE_INSERT, self._waiting)
        self._waiting.clear()

    def _insert_annotator(self, annotator: Annotator) -> None:
        self._connection.execute(
            "INSERT INTO annotator (id, name, kind, created_at) VALUES (?, ?, ?, ?)",
            (annotator.id, annotator.name, annotator.kind, self._now),
        )
        self._recorder.touch("annotator", is_large=True)

    def _write_layer(
        self, record: Record, said: RecordLayer, article: ArticleId, annotator: AnnotatorId
    ) -> None:
        owner = annotator if said.kind is AnnotatorKind.HUMAN else None
        referents = self._referents.bring_in(record, owner)
        layer = self._layer(article, annotator)
        usual = usual_listing(self._connection, record, referents)
        listing = tuple(
            Listing(referent=row_id, external_id=record_id)
            for record_id, row_id in referents.items()
        )
        self._connection.execute(
            """UPDATE layer SET state = ?, nothing_here = ?, flag = ?, updated_at = ?, labels = ?,
                      lineage = lineage || ?, record = ? WHERE id = ?""",
            (
                said.state,
                int(said.nothing_here),
                said.flag,
                self._now,
                _json(record.labels),
                self._step(),
                listing_json(
                    batch=str(self._recorder.number),
                    listing=() if listing == usual else listing,
                    split=record.split,
                ),
                layer,
            ),
        )
        ids = self._write_spans(record, layer, referents)
        self._write_links(record, layer, ids)
        for table in ("layer", "span", "link", "referent"):
            self._recorder.touch(table, is_large=True)

    def _step(self) -> str:
        if self._lineage_step is None:
            self._lineage_step = lineage_step(self._project, self._recorder.number)
        return self._lineage_step

    def _layer(self, article: ArticleId, annotator: AnnotatorId) -> LayerId:
        """The layer to write into: a blank one that is there, or a new one."""
        row = self._connection.execute(
            "SELECT id FROM layer WHERE article = ? AND annotator = ?", (article, annotator)
        ).fetchone()
        if row is not None:
            return LayerId(row[0])
        layer = LayerId(self._project.new_id())
        self._connection.execute(
            "INSERT INTO layer (id, article, annotator, updated_at) VALUES (?, ?, ?, ?)",
            (layer, article, annotator, self._now),
        )
        return layer

    def _write_spans(
        self, record: Record, layer: LayerId, referents: Mapping[str, ReferentId]
    ) -> dict[str, SpanId]:
        ids = {span.id: SpanId(self._project.new_id()) for span in record.spans}
        body = record.article.body
        self._connection.executemany(
            """INSERT INTO span (id, layer, label, "start", "end", fragments, referent, origin,
                                 external_id, attributes, quote)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                (
                    ids[span.id],
                    layer,
                    span.label,
                    span.start,
                    span.end,
                    _fragments(span),
                    None if span.referent is None else referents[span.referent],
                    Origin.IMPORTED,
                    span.id,
                    self._attributes(span, referents),
                    body[span.start : span.end],
                )
                for span in record.spans
            ),
        )
        return ids

    def _write_links(self, record: Record, layer: LayerId, ids: Mapping[str, SpanId]) -> None:
        self._connection.executemany(
            """INSERT INTO link (id, layer, role, source, target, absence, external_id)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (
                (
                    self._project.new_id(),
                    layer,
                    link.role,
                    ids[link.source],
                    None if link.target is None else ids[link.target],
                    link.absence,
                    link.id,
                )
                for link in record.links
            ),
        )

    def _attributes(self, span: RecordSpan, referents: Mapping[str, ReferentId]) -> str:
        naming = self._naming.get(span.label)
        if not naming:
            return _json(span.attributes)
        return _json(
            {
                name: referents.get(str(value), value) if name in naming else value
                for name, value in span.attributes.items()
            }
        )


ARTICLE_INSERT = """
    INSERT INTO article (id, title, sha256, position, words, group_name, external_id, source,
                         batch, created_at, metadata, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class ArticleRows:
    """The rows of new articles, one after another at the end of the list."""

    def __init__(self, recorder: Recorder, project: Project) -> None:
        self._recorder = recorder
        self._now = project.now()
        self._position = int(
            project.connection.execute("SELECT coalesce(max(position), 0) FROM article").fetchone()[
                0
            ]
        )
        self._batch = ""

    def row(
        self, article: NewArticle, article_id: ArticleId, digest: bytes | None = None
    ) -> tuple[object, ...]:
        """The values of ARTICLE_INSERT; `digest` is the SHA-256 of the body, where it is known."""
        if not self._batch:
            # Only now, for an operation that asks for its number leaves a trace.
            self._batch = str(self._recorder.number)
            self._recorder.touch("article", is_large=True)
        self._position += 1
        data = article.body.encode()
        return (
            article_id,
            article.title,
            (digest or hashlib.sha256(data).digest()).hex(),
            self._position,
            words.count_utf8(data, article.body),
            article.group_name,
            article.external_id,
            article.source,
            self._batch,
            self._now,
            _json(article.metadata) if article.metadata else "{}",
            article.body,
        )


def _json(values: Attributes) -> str:
    # As they came, and not evened as typed answers are: an export gives them back.
    return orjson.dumps(dict(values)).decode()


def _fragments(span: RecordSpan) -> str | None:
    if len(span.fragments) == 1:
        return None
    return orjson.dumps([(piece.start, piece.end) for piece in span.fragments]).decode()
