"""Spans of layers, and the mentions that tell which referent some words mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import orjson

from db.model import (
    AnnotatorId,
    ArticleId,
    Attributes,
    Fragment,
    LayerId,
    Origin,
    ReferentId,
    Span,
    SpanId,
)
from db.project import Project
from db.queries.row_memory import RowMemory
from db.text.keys import match_key
from db.text.names import is_short_form

_COLUMNS = (
    'span.id, span.layer, label, "start", "end", fragments, quote, referent, attributes, origin'
)


def of_layer(project: Project, layer: LayerId) -> tuple[Span, ...]:
    """All spans of a layer in reading order."""
    rows = project.connection.execute(
        f'SELECT {_COLUMNS} FROM span WHERE layer = ? ORDER BY "start", "end" DESC, id', (layer,)
    )
    return _read_last.values(layer, rows)


def ids_of_layer(project: Project, layer: LayerId) -> frozenset[SpanId]:
    """The ids of all spans of a layer."""
    rows = project.connection.execute("SELECT id FROM span WHERE layer = ?", (layer,))
    return frozenset(SpanId(row[0]) for row in rows)


def of_layers(project: Project, layers: Collection[LayerId]) -> dict[LayerId, list[Span]]:
    """The spans of many layers, each in reading order; layers without any are left out."""
    found: dict[LayerId, list[Span]] = defaultdict(list)
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM span WHERE layer IN (SELECT value FROM json_each(?))
            ORDER BY layer, "start", "end" DESC, id""",
        (orjson.dumps(list(layers)).decode(),),
    )
    for row in rows:
        found[row[1]].append(_span(row))
    return found


def one(project: Project, span: SpanId) -> Span | None:
    """The span of this id, or None."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM span WHERE id = ?", (span,)
    ).fetchone()
    return None if row is None else _span(row)


def article_of(project: Project, span: SpanId) -> ArticleId | None:
    """The article that a span lies in, or None where there is no such span."""
    row = project.connection.execute(
        "SELECT article FROM span JOIN layer ON layer.id = span.layer WHERE span.id = ?", (span,)
    ).fetchone()
    return None if row is None else ArticleId(row[0])


def at(
    project: Project, layer: LayerId, label: str, fragments: tuple[Fragment, ...]
) -> SpanId | None:
    """The span of a layer that has this label at exactly this place, or None."""
    if not fragments:
        return None
    row = project.connection.execute(
        """SELECT id FROM span WHERE layer = ? AND label = ? AND "start" = ? AND "end" = ?
           AND fragments IS ?""",
        (layer, label, fragments[0].start, fragments[-1].end, fragments_column(fragments)),
    ).fetchone()
    return None if row is None else SpanId(row[0])


def same_words_in_layer(
    project: Project, layer: LayerId, label: str, quote: str
) -> ReferentId | None:
    """The referent of the last made span of a layer whose words count as the same."""
    rows = project.connection.execute(
        """SELECT quote, referent FROM span WHERE layer = ? AND label = ? AND referent IS NOT NULL
           ORDER BY id DESC""",
        (layer, label),
    )
    key = match_key(quote)
    return next((ReferentId(row[1]) for row in rows if match_key(row[0]) == key), None)


def full_name_in_layer(
    project: Project, layer: LayerId, label: str, short: str
) -> ReferentId | None:
    """The referent whose name in a layer some words are short for; None where there are several."""
    rows = project.connection.execute(
        "SELECT quote, referent FROM span WHERE layer = ? AND label = ? AND referent IS NOT NULL",
        (layer, label),
    )
    found = {ReferentId(referent) for quote, referent in rows if is_short_form(short, quote)}
    return found.pop() if len(found) == 1 else None


def same_words_elsewhere(
    project: Project, author: AnnotatorId, label: str, quote: str
) -> ReferentId | None:
    """The referent that the author last gave to the same words in any article."""
    # By rowid and not by id: so the index hands them over newest first, and the first will do.
    row = project.connection.execute(
        """SELECT referent FROM span JOIN layer ON layer.id = span.layer
           WHERE label = ? AND quote = ? COLLATE NOCASE AND length(quote) <= 80
             AND referent IS NOT NULL AND layer.annotator = ?
           ORDER BY span.rowid DESC LIMIT 1""",
        (label, quote, author),
    ).fetchone()
    return None if row is None else ReferentId(row[0])


def latest_answers(
    project: Project,
    layer: LayerId,
    label: str,
    referent: ReferentId,
    besides: SpanId | None = None,
) -> Attributes | None:
    """The answers of the last made mention of a referent in a layer, leaving one span out."""
    row = project.connection.execute(
        """SELECT attributes FROM span WHERE layer = ? AND label = ? AND referent = ?
           AND id IS NOT ? ORDER BY id DESC LIMIT 1""",
        (layer, label, referent, besides),
    ).fetchone()
    return None if row is None else dict(orjson.loads(row[0]))


def has_mentions(project: Project, referent: ReferentId) -> bool:
    """Whether any span refers to a referent."""
    row = project.connection.execute(
        "SELECT 1 FROM span WHERE referent = ? LIMIT 1", (referent,)
    ).fetchone()
    return row is not None


def ids_of_referent(project: Project, referent: ReferentId) -> tuple[SpanId, ...]:
    """The spans of all layers that refer to a referent, oldest first."""
    rows = project.connection.execute(
        "SELECT id FROM span WHERE referent = ? ORDER BY id", (referent,)
    )
    return tuple(SpanId(row[0]) for row in rows)


def decisions_on(project: Project, span: SpanId) -> tuple[str, ...]:
    """The ids of the review decisions that made a span, oldest first."""
    rows = project.connection.execute("SELECT id FROM decision WHERE span = ? ORDER BY id", (span,))
    return tuple(str(row[0]) for row in rows)


def fragments_column(fragments: tuple[Fragment, ...]) -> str | None:
    """How fragments are stored; the column is empty for the usual single one."""
    if len(fragments) == 1:
        return None
    return orjson.dumps([(each.start, each.end) for each in fragments]).decode()


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


_read_last = RowMemory(_span)
