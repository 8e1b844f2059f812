"""The article list in slices, each of them quick however many articles there are and few fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from db.model import AnnotatorId, ArticleId
from db.project import Project
from db.queries.articles import (
    SUMMARIES,
    ArticleSummary,
    Place,
    Show,
    condition_of,
    summary_from,
)

SCAN = 10_000
"""How many articles one slice looks at; some 10 ms where none of them fits."""

_LAYERS_FIRST_BELOW = 5_000
_OF_LAYERS = {
    Show.OPEN: "state = 'open'",
    Show.DONE: "state = 'done'",
    Show.SKIPPED: "state = 'skipped'",
    Show.FLAGGED: "flag IS NOT NULL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which articles are listed; `containing` are words of title and metadata, case aside."""

    show: Show = Show.ALL
    containing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The next fitting articles in list order, and where to look on; None at the list's end."""

    rows: tuple[ArticleSummary, ...]
    end: Place | None


def slice_after(
    project: Project,
    annotator: AnnotatorId,
    wanted: Filter,
    *,
    after: Place | None = None,
    limit: int = 100,
) -> Slice:
    """The articles behind a place, None for the beginning; an empty slice may not be the last."""
    return _slice(project, annotator, wanted, limit, after or _FIRST, backwards=False)


def slice_before(
    project: Project,
    annotator: AnnotatorId,
    wanted: Filter,
    *,
    before: Place,
    limit: int = 100,
) -> Slice:
    """The articles before a place, still in list order; `end` is where to look for earlier ones."""
    return _slice(project, annotator, wanted, limit, before, backwards=True)


def place_of(project: Project, article: ArticleId) -> Place | None:
    """Where an article stands in the list, or None for one that is gone."""
    row = project.connection.execute(
        "SELECT position, number FROM article WHERE id = ?", (article,)
    ).fetchone()
    return None if row is None else Place(position=row[0], number=row[1])


_FIRST = Place(position=-(2**63), number=-(2**63))


def _slice(
    project: Project,
    annotator: AnnotatorId,
    wanted: Filter,
    limit: int,
    start: Place,
    *,
    backwards: bool,
) -> Slice:
    condition, words = condition_of(wanted.show, wanted.containing)
    parameters: dict[str, Any] = {
        "annotator": annotator,
        "position": start.position,
        "number": start.number,
        "limit": limit,
        "scan": limit if wanted == Filter() else SCAN,
        **words,
    }
    beyond, order = ("<", "DESC") if backwards else (">", "ASC")
    rare = _is_rare(project, annotator, wanted.show)
    source = _from_layers(wanted.show, beyond) if rare else _from_articles(beyond, order)
    # CROSS JOIN keeps SQLite from beginning with the layers by itself; what is to do may have none.
    join = "CROSS JOIN" if wanted.show in _OF_LAYERS else "LEFT JOIN"
    found = project.connection.execute(
        f"""SELECT article.id FROM {source}
            {join} layer ON layer.article = article.id AND layer.annotator = :annotator
            WHERE {condition}
            ORDER BY article.position {order}, article.number {order} LIMIT :limit""",
        parameters,
    ).fetchall()
    rows = _summaries(project, annotator, [row[0] for row in found])
    if len(rows) == limit:
        return Slice(rows=rows, end=rows[0 if backwards else -1].place)
    end = None if rare else _end_of_scan(project, parameters, beyond, order)
    return Slice(rows=rows, end=end)


def _summaries(
    project: Project, annotator: AnnotatorId, ids: list[str]
) -> tuple[ArticleSummary, ...]:
    # Apart from the search, so that spans are counted for the found rows alone.
    rows = project.connection.execute(
        f"""{SUMMARIES} WHERE article.id IN (SELECT value FROM json_each(:ids))
            ORDER BY article.position, article.number""",
        {"annotator": annotator, "ids": orjson.dumps(ids).decode()},
    )
    return tuple(summary_from(row) for row in rows)


def _is_rare(project: Project, annotator: AnnotatorId, show: Show) -> bool:
    """Whether to begin at the layers: a walk through the articles would meet few that fit."""
    if show not in _OF_LAYERS:
        return False
    (count,) = project.connection.execute(
        f"""SELECT count(*) FROM
                (SELECT 1 FROM layer WHERE annotator = ? AND {_OF_LAYERS[show]} LIMIT ?)""",
        (annotator, _LAYERS_FIRST_BELOW),
    ).fetchone()
    return int(count) < _LAYERS_FIRST_BELOW


def _from_layers(show: Show, beyond: str) -> str:
    return f"""(SELECT id, position, number, title, metadata, words FROM article
                WHERE id IN (SELECT article FROM layer
                             WHERE annotator = :annotator AND {_OF_LAYERS[show]})
                  AND (position, number) {beyond} (:position, :number)) AS article"""


def _from_articles(beyond: str, order: str) -> str:
    return f"""(SELECT id, position, number, title, metadata, words FROM article
                WHERE (position, number) {beyond} (:position, :number)
                ORDER BY position {order}, number {order} LIMIT :scan) AS article"""


def _end_of_scan(
    project: Project, parameters: dict[str, Any], beyond: str, order: str
) -> Place | None:
    row = project.connection.execute(
        f"""SELECT position, number FROM article
            WHERE (position, number) {beyond} (:position, :number)
            ORDER BY position {order}, number {order} LIMIT 1 OFFSET :scan - 1""",
        parameters,
    ).fetchone()
    return None if row is None else Place(position=row[0], number=row[1])
