"""Which articles the grid of assignments shows: its filters as conditions on articles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators, articles
from db.queries.second_readings import SECOND_READERS

_ASSIGNMENTS_FIRST_BELOW = 5_000


class Show(StrEnum):
    """Which articles the grid shows; each is either unassigned, waiting or back."""

    ALL = "all"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    """Somebody who was handed it has not finished it."""
    BACK = "back"
    """Everybody who was handed it has finished it."""
    REVIEWED = "reviewed"
    """The settled layer is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which articles the grid shows, seen from one annotator or round where these are given.

    `containing` are words of title and metadata, case aside.
    """

    show: Show = Show.ALL
    containing: str = ""
    annotator: AnnotatorId | None = None
    round: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether only what was handed to one annotator, or in one round, is looked at."""
        return self.annotator is not None or self.round is not None


def few_articles(project: Project, wanted: Filter) -> str | None:
    """The articles among which all fitting ones are, where a walk through all would meet few."""
    if wanted.show is Show.REVIEWED:
        few = "SELECT article FROM layer WHERE annotator = :gold AND state = 'done'"
    elif wanted.show is Show.UNASSIGNED or (wanted.show is Show.ALL and not wanted.is_narrow):
        return None
    else:
        # The index begins with the annotator: so a round with little in it is found at once.
        few = f"""SELECT article FROM assignment
            WHERE {restriction_of(wanted)} AND annotator IN (SELECT id FROM annotator)"""
    (count,) = project.connection.execute(
        f"SELECT count(*) FROM ({few} LIMIT {_ASSIGNMENTS_FIRST_BELOW})",
        parameters_of(project, wanted),
    ).fetchone()
    return few if count < _ASSIGNMENTS_FIRST_BELOW else None


def condition_of(project: Project, wanted: Filter) -> tuple[str, dict[str, Any]]:
    """The SQL condition on articles that a filter means, with its parameters."""
    said, words = articles.condition_of(articles.Show.ALL, wanted.containing)
    restriction = restriction_of(wanted)
    handed = _handed(restriction)
    waiting = _handed(f"{restriction} AND NOT {FINISHED}")
    conditions = {
        Show.ALL: handed if wanted.is_narrow else "1",
        Show.UNASSIGNED: f"NOT {handed}",
        Show.WAITING: waiting,
        Show.BACK: f"{handed} AND NOT {waiting}",
        Show.REVIEWED: f"{_REVIEWED} AND {handed}" if wanted.is_narrow else _REVIEWED,
    }
    return f"{conditions[wanted.show]} AND {said}", {**parameters_of(project, wanted), **words}


def _handed(restriction: str) -> str:
    return f"""EXISTS (SELECT 1 FROM assignment
        WHERE assignment.article = article.id AND {restriction})"""


def restriction_of(wanted: Filter) -> str:
    """The SQL condition on assignments that a filter looks at."""
    # What somebody gets for the second time is handed out already.
    parts = [f"assignment.annotator NOT IN {SECOND_READERS}"]
    if wanted.annotator is not None:
        parts.append("assignment.annotator = :annotator")
    if wanted.round is not None:
        parts.append("assignment.round = :round")
    return " AND ".join(parts)


def parameters_of(project: Project, wanted: Filter) -> dict[str, Any]:
    """The values that the conditions name."""
    return {
        "annotator": wanted.annotator,
        "round": wanted.round,
        "gold": annotators.gold(project),
    }


FINISHED = """EXISTS (SELECT 1 FROM layer WHERE layer.article = assignment.article
    AND layer.annotator = assignment.annotator AND layer.state IN ('done', 'skipped'))"""
"""The SQL condition on an assignment that its annotator has done or skipped the article."""

_REVIEWED = """EXISTS (SELECT 1 FROM layer WHERE layer.article = article.id
    AND layer.annotator = :gold AND layer.state = 'done')"""
