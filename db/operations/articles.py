"""What is known about an article besides its body: title and metadata."""

from __future__ import annotations

from db import journal
from db.errors import SchemeViolation
from db.model import AnnotatorId, Article, ArticleId, Attributes, AttributeValue, Changes
from db.operations.attributes import as_json, with_value
from db.project import Project
from db.queries import articles
from db.text import typed


def set_title(project: Project, author: AnnotatorId, *, article: ArticleId, title: str) -> Changes:
    """Give an article another title; its body never changes."""
    _existing(project, article)
    clean = typed.line(title)
    if not clean:
        raise SchemeViolation("An article needs a title. The old one was kept.")
    name = "change the title"
    with journal.operation(project, name, author=author, article=article) as recorder:
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
    name = f"set {field.replace('_', ' ')}"
    with journal.operation(project, name, author=author, article=article) as recorder:
        recorder.update("article", article, metadata=with_value(before.metadata, field, value))
    return recorder.changes


def take_metadata(
    project: Project, author: AnnotatorId, *, article: ArticleId, values: Attributes
) -> Changes:
    """Fill several article fields at once, such as those that the body's inline header names."""
    before = _existing(project, article)
    name = "take the header's details"
    with journal.operation(project, name, author=author, article=article) as recorder:
        recorder.update("article", article, metadata=as_json({**before.metadata, **values}))
    return recorder.changes


def _existing(project: Project, article: ArticleId) -> Article:
    found = articles.one(project, article)
    if found is None:
        raise SchemeViolation("This article is no longer in the project. Nothing was changed.")
    return found
