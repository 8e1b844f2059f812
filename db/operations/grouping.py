"""Which articles belong together: found as near-duplicates, or said by a person."""

from __future__ import annotations

from collections.abc import Collection

from db import journal
from db.errors import SchemeViolation
from db.grouping import names
from db.grouping.likeness import Likeness
from db.grouping.near_duplicates import Found
from db.model import AnnotatorId, ArticleId, Changes
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import grouping
from db.text import typed


def group_articles(
    project: Project,
    author: AnnotatorId | None,
    *,
    found: Found | None = None,
    likeness: Likeness | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Put near-duplicates into groups, as one step that can be undone.

    `found` is what `queries.grouping.find` gave, which else is asked now. Groups that a person made
    stay, and copies of their articles join them. What was grouped by an earlier search and is no
    longer alike is taken apart. Raises Stopped.
    """
    if found is None:
        found = grouping.find(
            project, likeness=likeness, progress=progress, is_cancelled=is_cancelled
        )
    with journal.operation(project, "group near-duplicates", author=author) as recorder:
        for article, name in names.renamed(found, grouping.standing(project)).items():
            recorder.update("article", article, group_name=name)
    return recorder.changes


def clear_groups(
    project: Project, author: AnnotatorId | None, *, names_of: Collection[str] | None = None
) -> Changes:
    """Take groups apart, by their names; without names all that the program found."""
    with journal.operation(project, "take groups apart", author=author) as recorder:
        for article, member in grouping.standing(project).items():
            if member.group is None:
                continue
            if names.is_found(member.group) if names_of is None else member.group in names_of:
                recorder.update("article", article, group_name=None)
    return recorder.changes


def set_group(
    project: Project,
    author: AnnotatorId | None,
    *,
    articles: Collection[ArticleId],
    name: str | None,
) -> Changes:
    """Put articles into a group by name, or into none; a later search leaves a name as it is."""
    clean = typed.line(name or "") or None
    known = grouping.standing(project)
    if any(article not in known for article in articles):
        raise SchemeViolation("An article is no longer in the project. Nothing was changed.")
    with journal.operation(project, "change the group", author=author) as recorder:
        for article in articles:
            recorder.update("article", article, group_name=clean)
    return recorder.changes
