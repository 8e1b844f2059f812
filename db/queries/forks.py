"""Copies of layers that were edited apart, and what each of them says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from db.model import (
    Absence,
    Annotation,
    AnnotatorId,
    ArticleId,
    Fragment,
    Layer,
    LayerId,
    LayerState,
    Link,
    Origin,
    Referent,
    Span,
)
from db.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A copy beside a layer; an open one asks which of them counts. `edited` is its last edit."""

    id: str
    article: ArticleId
    title: str
    annotator: AnnotatorId
    is_open: bool
    edited: str


def every(
    project: Project, *, article: ArticleId | None = None, annotator: AnnotatorId | None = None
) -> tuple[Fork, ...]:
    """All copies, in the order of the articles; of one article or annotator if asked."""
    rows = project.connection.execute(
        f"""{_FORKS} WHERE (:article IS NULL OR forked_layer.article = :article)
                AND (:annotator IS NULL OR forked_layer.annotator = :annotator)
            ORDER BY article.position, article.number, forked_layer.annotator,
                     forked_layer.updated_at, forked_layer.lineage""",
        {"article": article, "annotator": annotator},
    )
    return tuple(_fork(row) for row in rows)


def one(project: Project, fork: str) -> Fork | None:
    """The copy of this id, or None."""
    row = project.connection.execute(f"{_FORKS} WHERE forked_layer.id = ?", (fork,)).fetchone()
    return None if row is None else _fork(row)


def content(project: Project, fork: str) -> str:
    """The raw rows of a copy, as JSON; for putting it in place."""
    row = project.connection.execute(
        "SELECT content FROM forked_layer WHERE id = ?", (fork,)
    ).fetchone()
    return "{}" if row is None else str(row[0])


def annotation(project: Project, fork: str) -> Annotation:
    """What a copy says, to be shown beside the layer."""
    rows = orjson.loads(content(project, fork))
    [layer] = rows["layer"]
    spans = sorted(map(_span, rows["span"]), key=lambda each: (each.start, -each.end, each.id))
    return Annotation(
        layer=Layer(
            id=LayerId(layer["id"]),
            article=layer["article"],
            annotator=layer["annotator"],
            state=LayerState(layer["state"]),
            nothing_here=bool(layer["nothing_here"]),
            flag=layer["flag"],
            labels=orjson.loads(layer["labels"]),
            active_seconds=layer["active_seconds"],
        ),
        spans=tuple(spans),
        links=tuple(_link(each) for each in rows["link"]),
        referents=tuple(_referent(each) for each in rows["referent"]),
    )


_FORKS = """
    SELECT forked_layer.id, forked_layer.article, article.title, forked_layer.annotator,
           forked_layer.state, forked_layer.updated_at
    FROM forked_layer JOIN article ON article.id = forked_layer.article"""


def _fork(row: tuple[str, ...]) -> Fork:
    fork, article, title, annotator, state, edited = row
    return Fork(
        id=fork,
        article=ArticleId(article),
        title=title,
        annotator=AnnotatorId(annotator),
        is_open=state == "open",
        edited=edited,
    )


def _span(row: Mapping[str, Any]) -> Span:
    pieces = [(row["start"], row["end"])] if row["fragments"] is None else None
    return Span(
        id=row["id"],
        layer=row["layer"],
        label=row["label"],
        fragments=tuple(
            Fragment(start, end) for start, end in pieces or orjson.loads(row["fragments"])
        ),
        quote=row["quote"],
        referent=row["referent"],
        attributes=orjson.loads(row["attributes"]),
        origin=Origin(row["origin"]),
    )


def _link(row: Mapping[str, Any]) -> Link:
    return Link(
        id=row["id"],
        layer=row["layer"],
        role=row["role"],
        source=row["source"],
        target=row["target"],
        absence=None if row["absence"] is None else Absence(row["absence"]),
    )


def _referent(row: Mapping[str, Any]) -> Referent:
    return Referent(
        id=row["id"],
        label=row["label"],
        name=row["name"],
        attributes=orjson.loads(row["attributes"]),
        owner=row["owner"],
    )
