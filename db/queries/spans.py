"""Spans of layers, and the mentions that tell which referent some words mean."""

from __future__ import annotations

from typing import Any

import orjson

from db.model import AnnotatorId, Fragment, LayerId, Origin, ReferentId, Span, SpanId
from db.project import Project

_COLUMNS = (
    'span.id, span.layer, label, "start", "end", fragments, quote, referent, attributes, origin'
)


def of_layer(project: Project, layer: LayerId) -> tuple[Span, ...]:
    """All spans of a layer in reading order."""
    rows = project.connection.execute(
        f'SELECT {_COLUMNS} FROM span WHERE layer = ? ORDER BY "start", "end" DESC, id', (layer,)
    )
    return tuple(_span(row) for row in rows)


def one(project: Project, span: SpanId) -> Span | None:
    """The span of this id, or None."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM span WHERE id = ?", (span,)
    ).fetchone()
    return None if row is None else _span(row)


def same_words_elsewhere(
    project: Project, author: AnnotatorId, label: str, quote: str
) -> ReferentId | None:
    """The referent that the author last gave to the same words in any article."""
    row = project.connection.execute(
        """SELECT referent FROM span JOIN layer ON layer.id = span.layer
           WHERE label = ? AND quote = ? COLLATE NOCASE AND length(quote) <= 80
             AND referent IS NOT NULL AND layer.annotator = ?
           ORDER BY span.id DESC LIMIT 1""",
        (label, quote, author),
    ).fetchone()
    return None if row is None else ReferentId(row[0])


def ids_of_referent(project: Project, referent: ReferentId) -> tuple[SpanId, ...]:
    """The spans of all layers that refer to a referent, oldest first."""
    rows = project.connection.execute(
        "SELECT id FROM span WHERE referent = ? ORDER BY id", (referent,)
    )
    return tuple(SpanId(row[0]) for row in rows)


def fragments_from(start: int, end: int, stored: str | None) -> tuple[Fragment, ...]:
    """The fragments of a stored span; the column is empty for the usual single one."""
    if stored is None:
        return (Fragment(start, end),)
    return tuple(Fragment(first, last) for first, last in orjson.loads(stored))


def _span(row: tuple[Any, ...]) -> Span:
    span_id, layer, label, start, end, fragments, quote, referent, attributes, origin = row
    return Span(
        id=span_id,
        layer=layer,
        label=label,
        fragments=fragments_from(start, end, fragments),
        quote=quote,
        referent=referent,
        attributes=orjson.loads(attributes),
        origin=Origin(origin),
    )
