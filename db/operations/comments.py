"""Comments on articles and spans."""

from __future__ import annotations

from db import journal
from db.errors import SchemeViolation
from db.model import AnnotatorId, ArticleId, Changes, CommentId, SpanId
from db.operations.layers import require_article
from db.project import Project
from db.queries import comments, spans
from db.text import typed


def add_comment(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    text: str,
    span: SpanId | None = None,
    reply_to: CommentId | None = None,
) -> Changes:
    """Remark on an article or on one of its spans, or answer another remark."""
    clean = _clean(text)
    require_article(project, article)
    if span is not None and spans.article_of(project, span) != article:
        raise SchemeViolation("The span is no longer there. Nothing was added.")
    if reply_to is not None:
        _require(project, article, reply_to)
    with journal.operation(project, "comment", author=author, article=article) as recorder:
        recorder.insert(
            "comment",
            {
                "id": project.new_id(),
                "article": article,
                "annotator": author,
                "span": span,
                "reply_to": reply_to,
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
    _require(project, article, comment)
    name = "edit the comment"
    with journal.operation(project, name, author=author, article=article) as recorder:
        recorder.update("comment", comment, text=clean)
    return recorder.changes


def settle_comment(
    project: Project, author: AnnotatorId, *, article: ArticleId, comment: CommentId, done: bool
) -> Changes:
    """Say that a comment is dealt with, or open it again."""
    _require(project, article, comment)
    name = "settle the comment" if done else "reopen the comment"
    with journal.operation(project, name, author=author, article=article) as recorder:
        recorder.update("comment", comment, done=int(done))
    return recorder.changes


def delete_comment(
    project: Project, author: AnnotatorId, *, article: ArticleId, comment: CommentId
) -> Changes:
    """Remove a comment; answers to it stay."""
    _require(project, article, comment)
    name = "delete the comment"
    with journal.operation(project, name, author=author, article=article) as recorder:
        for answer in comments.answers_to(project, comment):
            recorder.update("comment", answer, reply_to=None)
        recorder.delete("comment", comment)
    return recorder.changes


def _require(project: Project, article: ArticleId, comment: CommentId) -> None:
    if all(each.id != comment for each in comments.of_article(project, article)):
        raise SchemeViolation("This comment is no longer there. Nothing was changed.")


def _clean(text: str) -> str:
    clean = typed.lines(text)
    if not clean:
        raise SchemeViolation("A comment needs some words. Nothing was added.")
    return clean
