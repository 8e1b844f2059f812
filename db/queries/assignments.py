"""Articles × annotators: who was handed what and how far it is, in slices of the article list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from db.model import Annotator, AnnotatorId, AnnotatorKind, ArticleId, LayerState, Purpose
from db.project import Project
from db.queries import annotators
from db.queries.articles import Place
from db.queries.assignment_filter import (
    FINISHED,
    Filter,
    condition_of,
    few_articles,
    parameters_of,
    restriction_of,
)

SCAN = 10_000
"""How many articles one slice looks at where a filter may fit few."""


class CellState(StrEnum):
    """How far an annotator is with an article."""

    FINISHED = "finished"
    """Done or skipped, as far as it came back."""
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    SENT_OUT = "sent_out"
    """It went out in a package, and nothing of it has come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article and who has it: those whom it was handed to, and those who began by themselves.

    `purpose` is calibration or common where it was handed to everybody, else share; None where
    nobody was handed it.
    """

    article: ArticleId
    place: Place
    title: str
    words: int
    purpose: Purpose | None
    cells: Mapping[AnnotatorId, CellState]
    has_gold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The next fitting articles in list order, and where to look on; None at the list's end."""

    rows: tuple[Row, ...]
    end: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCounts:
    """How many articles each filter shows.

    Unassigned, waiting and back make up all articles of the project; seen from one annotator or
    round, `all` are those that were handed out there.
    """

    all: int
    unassigned: int
    waiting: int
    back: int
    reviewed: int


def team(project: Project) -> tuple[Annotator, ...]:
    """Those among whom work is divided, oldest first: all people, the lead only if handed some."""
    lead = annotators.lead(project)
    handed = project.connection.execute(
        "SELECT EXISTS (SELECT 1 FROM assignment WHERE annotator = ?)", (lead,)
    ).fetchone()[0]
    return tuple(
        each
        for each in annotators.every(project)
        if each.kind is AnnotatorKind.HUMAN and (each.id != lead or handed)
    )


def grid(
    project: Project,
    wanted: Filter,
    *,
    after: Place | None = None,
    limit: int = 100,
) -> Slice:
    """The rows behind a place, None for the beginning; an empty slice may not be the last."""
    source, scan = _source(project, wanted, limit)
    condition, named = condition_of(project, wanted)
    start = after or Place(position=-(2**63), number=-(2**63))
    parameters: dict[str, Any] = {
        "position": start.position,
        "number": start.number,
        "limit": limit,
        "scan": scan,
        **named,
    }
    found = project.connection.execute(
        f"""SELECT article.id FROM {source} WHERE {condition}
            ORDER BY article.position, article.number LIMIT :limit""",
        parameters,
    ).fetchall()
    rows = _rows(project, [row[0] for row in found])
    if len(rows) == limit:
        return Slice(rows=rows, end=rows[-1].place)
    return Slice(rows=rows, end=None if scan < 0 else _end_of_scan(project, parameters))


def rows_of(
    project: Project, wanted_articles: Sequence[ArticleId], *, wanted: Filter | None = None
) -> tuple[Row, ...]:
    """The rows of some articles as far as they fit, in list order, to refresh them alone."""
    condition, named = condition_of(project, wanted or Filter())
    found = project.connection.execute(
        f"""SELECT id FROM article
            WHERE id IN (SELECT value FROM json_each(:ids)) AND {condition}""",
        {"ids": _json(wanted_articles), **named},
    ).fetchall()
    return _rows(project, [row[0] for row in found])


def counts(
    project: Project, *, annotator: AnnotatorId | None = None, round_: int | None = None
) -> GridCounts:
    """How many articles each filter shows, seen from one annotator or round where given.

    Takes some seconds where millions were handed out.
    """
    seen = Filter(annotator=annotator, round=round_)
    handed, waiting, reviewed = project.connection.execute(
        f"""SELECT
            (SELECT count(DISTINCT article) FROM assignment WHERE {restriction_of(seen)}),
            (SELECT count(DISTINCT article) FROM assignment
             WHERE {restriction_of(seen)} AND NOT {FINISHED}),
            (SELECT count(*) FROM layer WHERE layer.annotator = :gold AND layer.state = 'done'
             AND (NOT :is_narrow OR EXISTS (SELECT 1 FROM assignment
                  WHERE assignment.article = layer.article AND {restriction_of(seen)})))""",
        {"is_narrow": seen.is_narrow, **parameters_of(project, seen)},
    ).fetchone()
    total = project.connection.execute("SELECT count(*) FROM article").fetchone()[0]
    return GridCounts(
        all=handed if seen.is_narrow else total,
        unassigned=total - handed,
        waiting=waiting,
        back=handed - waiting,
        reviewed=reviewed,
    )


def _rows(project: Project, ids: Sequence[str]) -> tuple[Row, ...]:
    chosen = {"ids": _json(ids)}
    people = {each.id: each.kind for each in annotators.every(project) if each.kind is not _MODEL}
    purposes, cells = _handed(project, chosen)
    has_gold = set()
    for article, annotator, state in project.connection.execute(_LAYERS, chosen):
        kind = people.get(annotator)
        if kind is AnnotatorKind.GOLD and state == LayerState.DONE:
            has_gold.add(article)
        elif kind is AnnotatorKind.HUMAN and state != LayerState.TODO:
            cells.setdefault(article, {})[annotator] = _STATES[LayerState(state)]
    return tuple(
        Row(
            article=article,
            place=Place(position=position, number=number),
            title=title,
            words=words,
            purpose=purposes.get(article),
            cells=cells.get(article, {}),
            has_gold=article in has_gold,
        )
        for article, position, number, title, words in project.connection.execute(_LISTED, chosen)
    )


def _handed(
    project: Project, chosen: Mapping[str, str]
) -> tuple[dict[ArticleId, Purpose], dict[ArticleId, dict[AnnotatorId, CellState]]]:
    """Why the articles were handed out, and to whom, as if nobody had begun."""
    purposes: dict[ArticleId, Purpose] = {}
    cells: dict[ArticleId, dict[AnnotatorId, CellState]] = {}
    for article, annotator, kind, is_sent in project.connection.execute(_ASSIGNMENTS, chosen):
        present = purposes.get(article, Purpose.SHARE)
        purposes[article] = min(present, Purpose(kind), key=_FOR_EVERYBODY_FIRST.index)
        state = CellState.SENT_OUT if is_sent else CellState.NOT_STARTED
        cells.setdefault(article, {})[annotator] = state
    return purposes, cells


def _source(project: Project, wanted: Filter, limit: int) -> tuple[str, int]:
    """Where to look for fitting articles, and how many at once; -1 where all are looked at."""
    beyond = "(position, number) > (:position, :number)"
    few = few_articles(project, wanted)
    if few is not None:
        return f"(SELECT * FROM article WHERE id IN ({few}) AND {beyond}) AS article", -1
    return (
        f"""(SELECT id, position, number, title, metadata FROM article WHERE {beyond}
             ORDER BY position, number LIMIT :scan) AS article""",
        limit if wanted == Filter() else SCAN,
    )


def _end_of_scan(project: Project, parameters: Mapping[str, Any]) -> Place | None:
    row = project.connection.execute(
        """SELECT position, number FROM article
           WHERE (position, number) > (:position, :number)
           ORDER BY position, number LIMIT 1 OFFSET :scan - 1""",
        dict(parameters),
    ).fetchone()
    return None if row is None else Place(position=row[0], number=row[1])


def _json(ids: Sequence[str]) -> str:
    return orjson.dumps(list(ids)).decode()


_MODEL = AnnotatorKind.MODEL
_FOR_EVERYBODY_FIRST = (Purpose.CALIBRATION, Purpose.COMMON, Purpose.SHARE)
_STATES = {
    LayerState.OPEN: CellState.IN_PROGRESS,
    LayerState.DONE: CellState.FINISHED,
    LayerState.SKIPPED: CellState.FINISHED,
}

_LISTED = """
    SELECT id, position, number, title, words FROM article
    WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY position, number"""
_ASSIGNMENTS = """
    SELECT article, annotator, purpose, package IS NOT NULL FROM assignment
    WHERE article IN (SELECT value FROM json_each(:ids)) AND purpose <> 'repeat' ORDER BY round"""
_LAYERS = """
    SELECT article, annotator, state FROM layer
    WHERE article IN (SELECT value FROM json_each(:ids))"""
