"""Comments on articles and spans."""

from __future__ import annotations

from db.model import ArticleId, Comment, CommentId, SpanId
from db.project import Project


def of_article(project: Project, article: ArticleId) -> tuple[Comment, ...]:
    """All comments on an article, oldest first."""
    rows = project.connection.execute(
        """SELECT id, article, annotator, span, "text", done, created_at, reply_to
           FROM comment WHERE article = ? ORDER BY id""",
        (article,),
    )
    return tuple(
        Comment(
            id=row[0],
            article=row[1],
            annotator=row[2],
            span=row[3],
            text=row[4],
            done=bool(row[5]),
            created=row[6],
            reply_to=row[7],
        )
        for row in rows
    )


def on_span(project: Project, span: SpanId) -> tuple[CommentId, ...]:
    """The comments on one span, oldest first."""
    rows = project.connection.execute("SELECT id FROM comment WHERE span = ? ORDER BY id", (span,))
    return tuple(CommentId(row[0]) for row in rows)


def answers_to(project: Project, comment: CommentId) -> tuple[CommentId, ...]:
    """The comments that answer another one, oldest first."""
    rows = project.connection.execute(
        "SELECT id FROM comment WHERE reply_to = ? ORDER BY id", (comment,)
    )
    return tuple(CommentId(row[0]) for row in rows)
