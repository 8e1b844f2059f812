"""Articles: one whole, and the pages of the list with each annotator's state and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson

from db.model import AnnotatorId, Article, ArticleId, Attributes, LayerState
from db.project import Project

_ONE_BY_ONE = 20
_LONGEST_PATTERN = 50_000
"""In bytes: SQLite refuses longer ones, and no title is so long."""


class Show(StrEnum):
    """Which articles the list shows."""

    ALL = "all"
    TODO = "todo"
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    FLAGGED = "flagged"
    UNFINISHED = "unfinished"
    """To do or open: what comes next after Done."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where an article stands in the list; a page after a place is cheap in a million articles."""

    position: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """One row of the article list, for one annotator; `span_counts` is by label."""

    id: ArticleId
    place: Place
    title: str
    metadata: Attributes
    words: int
    state: LayerState
    flag: str | None
    nothing_here: bool
    span_counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many articles there are, and how far the annotator is.

    `seconds` is their active time on the articles that are done.
    """

    total: int
    todo: int
    open: int
    done: int
    skipped: int
    flagged: int
    seconds: int


SUMMARIES = """
    SELECT article.id, article.position, article.number, title, metadata, words, layer.state,
        layer.flag, layer.nothing_here,
        (SELECT json_group_object(label, n) FROM
            (SELECT label, count(*) AS n FROM span WHERE span.layer = layer.id GROUP BY label))
    FROM article LEFT JOIN layer ON layer.article = article.id AND layer.annotator = :annotator"""
"""The columns that `summary_from` reads; a condition and an order may follow."""


def one(project: Project, article: ArticleId) -> Article | None:
    """The article of this id with its body, or None."""
    row = project.connection.execute(
        "SELECT id, title, body, sha256, metadata FROM article WHERE id = ?", (article,)
    ).fetchone()
    if row is None:
        return None
    return Article(
        id=row[0], title=row[1], body=row[2], sha256=row[3], metadata=orjson.loads(row[4])
    )


def body(project: Project, article: ArticleId) -> str:
    """The body alone; "" where there is no such article."""
    row = project.connection.execute("SELECT body FROM article WHERE id = ?", (article,)).fetchone()
    return "" if row is None else str(row[0])


def exists(project: Project, article: ArticleId) -> bool:
    """Whether an article is in the project."""
    row = project.connection.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone()
    return row is not None


def page(
    project: Project,
    annotator: AnnotatorId,
    *,
    after: Place | None = None,
    limit: int = 100,
    show: Show = Show.ALL,
    containing: str = "",
) -> tuple[ArticleSummary, ...]:
    """The next articles in list order after a place.

    `containing` keeps those whose title or metadata hold all of these words, case aside.
    """
    condition, parameters = condition_of(show, containing)
    place = after or Place(position=-(2**63), number=-(2**63))
    rows = project.connection.execute(
        f"""{SUMMARIES}
            WHERE (article.position, article.number) > (:position, :number) AND {condition}
            ORDER BY article.position, article.number LIMIT :limit""",
        {
            "annotator": annotator,
            "position": place.position,
            "number": place.number,
            "limit": limit,
            **parameters,
        },
    )
    return tuple(summary_from(row) for row in rows)


def summary(project: Project, annotator: AnnotatorId, article: ArticleId) -> ArticleSummary | None:
    """The list row of one article, to refresh it alone."""
    row = project.connection.execute(
        f"{SUMMARIES} WHERE article.id = :article", {"annotator": annotator, "article": article}
    ).fetchone()
    return None if row is None else summary_from(row)


def progress(project: Project, annotator: AnnotatorId) -> Progress:
    """The counts of the list's filters and of the progress line."""
    total = int(project.connection.execute("SELECT count(*) FROM article").fetchone()[0])
    counts = dict.fromkeys(LayerState, 0)
    seconds = 0
    for state, number, time in project.connection.execute(
        "SELECT state, count(*), sum(active_seconds) FROM layer WHERE annotator = ? GROUP BY state",
        (annotator,),
    ):
        counts[LayerState(state)] = number
        if state == LayerState.DONE:
            seconds = time
    flagged = project.connection.execute(
        "SELECT count(*) FROM layer WHERE annotator = ? AND flag IS NOT NULL", (annotator,)
    ).fetchone()[0]
    started = counts[LayerState.OPEN] + counts[LayerState.DONE] + counts[LayerState.SKIPPED]
    return Progress(
        total=total,
        todo=total - started,
        open=counts[LayerState.OPEN],
        done=counts[LayerState.DONE],
        skipped=counts[LayerState.SKIPPED],
        flagged=int(flagged),
        seconds=int(seconds or 0),
    )


def condition_of(show: Show, containing: str) -> tuple[str, dict[str, str]]:
    """The SQL condition that a filter means, with its parameters."""
    conditions = {
        Show.ALL: "1",
        Show.TODO: "coalesce(layer.state, 'todo') = 'todo'",
        Show.OPEN: "layer.state = 'open'",
        Show.DONE: "layer.state = 'done'",
        Show.SKIPPED: "layer.state = 'skipped'",
        Show.UNFINISHED: "coalesce(layer.state, 'todo') IN ('todo', 'open')",
        Show.FLAGGED: "layer.flag IS NOT NULL",
    }
    parts = [conditions[show]]
    parameters = {}
    patterns = [_pattern(word) for word in dict.fromkeys(containing.split())]
    if any(len(each.encode()) > _LONGEST_PATTERN for each in patterns):
        return "0", {}
    for index, pattern in enumerate(patterns[:_ONE_BY_ONE]):
        parts.append(_holds(f":word{index}"))
        parameters[f"word{index}"] = pattern
    if more := patterns[_ONE_BY_ONE:]:
        # A whole text that was pasted: SQLite refuses an expression as deep as that.
        parts.append(
            f"NOT EXISTS (SELECT 1 FROM json_each(:more) AS word WHERE NOT {_holds('word.value')})"
        )
        parameters["more"] = orjson.dumps(more).decode()
    return " AND ".join(parts), parameters


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _holds(pattern: str) -> str:
    return f"(title LIKE {pattern} ESCAPE '\\' OR metadata LIKE {pattern} ESCAPE '\\')"


def summary_from(row: tuple[Any, ...]) -> ArticleSummary:
    """The list row that a row of SUMMARIES holds."""
    article, position, number, title, metadata, words, state, flag, nothing_here, counts = row
    return ArticleSummary(
        id=article,
        place=Place(position=position, number=number),
        title=title,
        metadata=orjson.loads(metadata),
        words=words,
        state=LayerState(state or LayerState.TODO),
        flag=flag,
        nothing_here=bool(nothing_here),
        span_counts=orjson.loads(counts or "{}"),
    )
