"""What is known about an article besides its body: title and metadata."""

from __future__ import annotations

from db import journal
from db.errors import SchemeViolation
from db.model import AnnotatorId, Article, ArticleId, Attributes, AttributeValue, Changes
from db.operations.attributes import as_json, with_value
from db.project import Project
from db.queries import articles


def set_title(project: Project, author: AnnotatorId, *, article: ArticleId, title: str) -> Changes:
    """Give an article another title; its body never changes."""
    clean = " ".join(title.split())
    if not clean:
        raise SchemeViolation("An article needs a title. The old one was kept.")
    with journal.operation(project, "change the title", author=author, article=article) as recorder:
        recorder.update("article", article, title=clean)
    return recorder.changes


def set_metadata(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    field: str,
    value: AttributeValue | None,
) -> Changes:
    """Fill one article field; None empties it."""
    before = _existing(project, article)
    with journal.operation(
        project, f"set {field.replace('_', ' ')}", author=author, article=article
    ) as recorder:
        recorder.update("article", article, metadata=with_value(before.metadata, field, value))
    return recorder.changes


def take_metadata(
    project: Project, author: AnnotatorId, *, article: ArticleId, values: Attributes
) -> Changes:
    """Fill several article fields at once, such as those that the inline header of the body names."""
    before = _existing(project, article)
    with journal.operation(
        project, "take the header's details", author=author, article=article
    ) as recorder:
        recorder.update("article", article, metadata=as_json({**before.metadata, **values}))
    return recorder.changes


def _existing(project: Project, article: ArticleId) -> Article:
    found = articles.one(project, article)
    if found is None:
        raise SchemeViolation("This article is no longer in the project. Nothing was changed.")
    return found
