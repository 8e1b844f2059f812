"""Comments on articles and spans."""

from __future__ import annotations

from db import journal
from db.errors import SchemeViolation
from db.model import AnnotatorId, ArticleId, Changes, CommentId, SpanId
from db.project import Project


def add_comment(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    text: str,
    span: SpanId | None = None,
) -> Changes:
    """Remark on an article, or on one of its spans."""
    clean = _clean(text)
    with journal.operation(project, "comment", author=author, article=article) as recorder:
        recorder.insert(
            "comment",
            {
                "id": project.new_id(),
                "article": article,
                "annotator": author,
                "span": span,
                "created_at": project.now(),
                "text": clean,
            },
        )
    return recorder.changes


def edit_comment(
    project: Project, author: AnnotatorId, *, article: ArticleId, comment: CommentId, text: str
) -> Changes:
    """Change the words of a comment."""
    clean = _clean(text)
    with journal.operation(project, "edit the comment", author=author, article=article) as recorder:
        recorder.update("comment", comment, text=clean)
    return recorder.changes


def settle_comment(
    project: Project, author: AnnotatorId, *, article: ArticleId, comment: CommentId, done: bool
) -> Changes:
    """Say that a comment is dealt with, or open it again."""
    name = "settle the comment" if done else "reopen the comment"
    with journal.operation(project, name, author=author, article=article) as recorder:
        recorder.update("comment", comment, done=int(done))
    return recorder.changes


def delete_comment(
    project: Project, author: AnnotatorId, *, article: ArticleId, comment: CommentId
) -> Changes:
    """Remove a comment; answers to it stay."""
    with journal.operation(
        project, "delete the comment", author=author, article=article
    ) as recorder:
        for answer in project.connection.execute(
            "SELECT id FROM comment WHERE reply_to = ?", (comment,)
        ).fetchall():
            recorder.update("comment", answer[0], reply_to=None)
        recorder.delete("comment", comment)
    return recorder.changes


def _clean(text: str) -> str:
    clean = text.strip()
    if not clean:
        raise SchemeViolation("A comment needs some words. Nothing was added.")
    return clean
