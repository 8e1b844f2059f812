"""Layers, and one layer with everything that hangs on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import orjson

from db.model import Annotation, AnnotatorId, ArticleId, Fragment, Layer, LayerId, LayerState
from db.project import Project
from db.queries import links, referents, spans
from db.queries.second_readings import SECOND_READERS

_COLUMNS = "id, article, annotator, state, nothing_here, flag, labels, coverage, active_seconds"


def of(project: Project, article: ArticleId, annotator: AnnotatorId) -> Layer | None:
    """The layer of one annotator in one article, or None before it was opened."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM layer WHERE article = ? AND annotator = ?", (article, annotator)
    ).fetchone()
    return None if row is None else _layer(row)


def one(project: Project, layer: LayerId) -> Layer | None:
    """The layer of this id, or None."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM layer WHERE id = ?", (layer,)
    ).fetchone()
    return None if row is None else _layer(row)


def of_article(project: Project, article: ArticleId) -> tuple[Layer, ...]:
    """Everybody's layers in an article, oldest first, gold among them; second readings not."""
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM layer
            WHERE article = ? AND annotator NOT IN {SECOND_READERS} ORDER BY id""",
        (article,),
    )
    return tuple(_layer(row) for row in rows.fetchall())


def holding(
    project: Project, row: str | None, article: ArticleId | None = None
) -> tuple[LayerId, ...]:
    """The layers that a row belongs to: a layer itself, a span, a link; for an article, all."""
    found = project.connection.execute(
        """SELECT id FROM layer WHERE id = :row OR (article = :row AND article = :article)
           UNION SELECT layer FROM span WHERE id = :row
           UNION SELECT layer FROM link WHERE id = :row""",
        {"row": row, "article": article},
    )
    return tuple(LayerId(each[0]) for each in found)


def annotation(project: Project, layer: Layer) -> Annotation:
    """A layer with its spans, links and the referents it mentions."""
    return Annotation(
        layer=layer,
        spans=spans.of_layer(project, layer.id),
        links=links.of_layer(project, layer.id),
        referents=referents.of_layer(project, layer.id),
    )


def of_articles(project: Project, articles: Collection[ArticleId]) -> tuple[Annotation, ...]:
    """The same for many articles, with all that hangs on the layers."""
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM layer WHERE article IN (SELECT value FROM json_each(?))
                AND annotator NOT IN {SECOND_READERS}
            ORDER BY id""",
        (orjson.dumps(list(articles)).decode(),),
    )
    known = tuple(_layer(row) for row in rows.fetchall())
    ids = [each.id for each in known]
    of_spans, of_links, of_referents = (
        spans.of_layers(project, ids),
        links.of_layers(project, ids),
        referents.of_layers(project, ids),
    )
    return tuple(
        Annotation(
            layer=layer,
            spans=tuple(of_spans.get(layer.id, ())),
            links=tuple(of_links.get(layer.id, ())),
            referents=tuple(of_referents.get(layer.id, ())),
        )
        for layer in known
    )


def _layer(row: tuple[Any, ...]) -> Layer:
    layer_id, article, annotator, state, nothing_here, flag, labels, coverage, active_seconds = row
    return Layer(
        id=layer_id,
        article=article,
        annotator=annotator,
        state=LayerState(state),
        nothing_here=bool(nothing_here),
        flag=flag,
        labels=orjson.loads(labels),
        coverage=tuple(Fragment(start, end) for start, end in orjson.loads(coverage)),
        active_seconds=active_seconds,
    )
