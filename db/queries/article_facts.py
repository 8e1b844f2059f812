"""What is known about an article besides its body, and which answers others got."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import AnnotatorId, ArticleId
from db.project import Project

_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What was noted at import; `imported` is UTC, ISO 8601."""

    words: int
    source: str | None
    external_id: str | None
    group_name: str | None
    imported: str


def of(project: Project, article: ArticleId) -> ArticleFacts | None:
    """The facts of one article, or None for one that is gone."""
    row = project.connection.execute(
        "SELECT words, source, external_id, group_name, created_at FROM article WHERE id = ?",
        (article,),
    ).fetchone()
    if row is None:
        return None
    return ArticleFacts(
        words=row[0], source=row[1], external_id=row[2], group_name=row[3], imported=row[4]
    )


def usual_metadata(project: Project, field: str, *, limit: int = 200) -> tuple[str, ...]:
    """What stands in an article field of the newest articles, the most frequent first."""
    rows = project.connection.execute(
        """SELECT value FROM
               (SELECT metadata FROM article ORDER BY number DESC LIMIT :newest),
               json_each(metadata)
           WHERE key = :field AND type = 'text'
           GROUP BY value ORDER BY count(*) DESC, value LIMIT :limit""",
        {"newest": _LOOKED_AT, "field": field, "limit": limit},
    )
    return tuple(row[0] for row in rows)


def usual_answers(
    project: Project, annotator: AnnotatorId, field: str, *, limit: int = 200
) -> tuple[str, ...]:
    """What an annotator answered to a question lately, the most frequent first."""
    rows = project.connection.execute(
        """SELECT value FROM
               (SELECT labels FROM layer WHERE annotator = :annotator
                ORDER BY rowid DESC LIMIT :newest),
               json_each(labels)
           WHERE key = :field AND type = 'text'
           GROUP BY value ORDER BY count(*) DESC, value LIMIT :limit""",
        {"annotator": annotator, "newest": _LOOKED_AT, "field": field, "limit": limit},
    )
    return tuple(row[0] for row in rows)
