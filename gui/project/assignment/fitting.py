"""All articles that fit a filter of the grid, also those that were never shown."""

from __future__ import annotations

from db.errors import Stopped
from db.model import ArticleId
from db.progress import IsCancelled
from db.project import Project
from db.queries import assignments
from db.queries.assignment_filter import Filter

_AT_ONCE = 10_000


def fitting(
    project: Project, wanted: Filter, *, is_cancelled: IsCancelled | None = None
) -> list[ArticleId]:
    """The articles in list order; raises Stopped where the person asked for that."""
    found: list[ArticleId] = []
    part = assignments.grid(project, wanted, limit=_AT_ONCE)
    while True:
        found += [row.article for row in part.rows]
        if part.end is None:
            return found
        if is_cancelled is not None and is_cancelled():
            raise Stopped
        part = assignments.grid(project, wanted, after=part.end, limit=_AT_ONCE)
