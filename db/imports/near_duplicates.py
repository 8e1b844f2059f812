"""Grouping what is nearly the same, after an import."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import AnnotatorId, Changes
from db.operations.grouping import group_articles
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries.grouping import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What became of near-duplicates in all of the project."""

    changes: Changes
    groups: int
    articles: int


def group_near_duplicates(
    project: Project,
    author: AnnotatorId | None,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Grouped:
    """Find them and put them into groups, as one step that can be undone; raises Stopped."""
    found = find(project, progress=progress, is_cancelled=is_cancelled)
    changes = group_articles(project, author, found=found)
    return Grouped(
        changes=changes,
        groups=len(found.clusters),
        articles=sum(map(len, found.clusters)),
    )
