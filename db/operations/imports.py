"""Bringing articles in as a named batch, and taking a batch out again as one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from db import journal
from db.journal import Kind, Recorder
from db.model import AnnotatorId, Changes, NewArticle
from db.operations.attributes import as_json
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.text import words


def add_articles(
    project: Project,
    author: AnnotatorId | None,
    *,
    articles: Iterable[NewArticle],
    name: str = "import articles",
    total: int | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Add articles at the end of the list, all or none, as a barrier whose number is their batch.

    Takes them one at a time from the iterable. Says nothing about duplicates: `db.imports` sorts those out.
    """
    with journal.operation(project, name, author=author, kind=Kind.BARRIER) as recorder:
        watched_articles = watched(
            articles, total=total, progress=progress, is_cancelled=is_cancelled
        )
        recorder.insert_many("article", _rows(recorder, project, watched_articles))
    return recorder.changes


def _rows(
    recorder: Recorder, project: Project, articles: Iterable[NewArticle]
) -> Iterator[dict[str, object]]:
    row = recorder.connection.execute("SELECT coalesce(max(position), 0) FROM article").fetchone()
    position = int(row[0])
    batch, now = str(recorder.number), project.now()
    for article in articles:
        position += 1
        yield {
            "id": project.new_id(),
            "title": article.title,
            "sha256": hashlib.sha256(article.body.encode()).hexdigest(),
            "position": position,
            "words": words.count(article.body),
            "group_name": article.group_name,
            "external_id": article.external_id,
            "source": article.source,
            "batch": batch,
            "created_at": now,
            "metadata": as_json(article.metadata),
            "body": article.body,
        }
