"""Comments on articles and spans."""

from __future__ import annotations

import pytest

from db.errors import SchemeViolation
from db.model import ArticleId, CommentId, SpanId
from db.operations import comments
from db.queries import comments as queries
from tests.builders import Desk


def add(desk: Desk, text: str = "Is this one?") -> CommentId:
    comments.add_comment(desk.project, desk.author, article=desk.article, text=text)
    return queries.of_article(desk.project, desk.article)[-1].id


def texts(desk: Desk) -> list[str]:
    return [each.text for each in queries.of_article(desk.project, desk.article)]


def test_comments_stand_in_the_order_they_were_made(desk: Desk) -> None:
    add(desk, "one")
    add(desk, "two\r\nlines \x00\ud800 ")
    assert texts(desk) == ["one", "two\nlines"]


def test_a_comment_without_words_is_refused(desk: Desk) -> None:
    with pytest.raises(SchemeViolation, match="some words"):
        add(desk, " \n\t ")


def test_a_comment_hangs_on_a_span_of_its_article_only(desk: Desk) -> None:
    span = desk.mark("ACTOR", "France")
    comments.add_comment(desk.project, desk.author, article=desk.article, text="x", span=span)
    with pytest.raises(SchemeViolation, match="no longer there"):
        comments.add_comment(
            desk.project, desk.author, article=desk.article, text="x", span=SpanId("gone")
        )
    (comment,) = queries.of_article(desk.project, desk.article)
    assert comment.span == span


def test_a_comment_on_an_article_that_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(SchemeViolation, match="no longer in the project"):
        comments.add_comment(desk.project, desk.author, article=ArticleId("gone"), text="x")


def test_a_comment_is_edited_settled_reopened_and_deleted_and_all_is_taken_back(
    desk: Desk,
) -> None:
    comment = add(desk)
    comments.edit_comment(
        desk.project, desk.author, article=desk.article, comment=comment, text="No."
    )
    for done in (True, False, True):
        comments.settle_comment(
            desk.project, desk.author, article=desk.article, comment=comment, done=done
        )
        (found,) = queries.of_article(desk.project, desk.article)
        assert (found.text, found.done) == ("No.", done)
    comments.delete_comment(desk.project, desk.author, article=desk.article, comment=comment)
    assert texts(desk) == []
    for _ in range(5):
        desk.undo()
    (found,) = queries.of_article(desk.project, desk.article)
    assert (found.text, found.done) == ("Is this one?", False)


def test_answers_to_a_deleted_comment_stay(desk: Desk) -> None:
    first, answer = add(desk, "Question"), add(desk, "Answer")
    desk.project.connection.execute("UPDATE comment SET reply_to = ? WHERE id = ?", (first, answer))
    comments.delete_comment(desk.project, desk.author, article=desk.article, comment=first)
    assert texts(desk) == ["Answer"]
    desk.undo()
    assert texts(desk) == ["Question", "Answer"]


def test_a_comment_that_is_gone_is_refused_everywhere(desk: Desk) -> None:
    gone = CommentId("gone")
    for act in (
        lambda: comments.edit_comment(
            desk.project, desk.author, article=desk.article, comment=gone, text="x"
        ),
        lambda: comments.settle_comment(
            desk.project, desk.author, article=desk.article, comment=gone, done=True
        ),
        lambda: comments.delete_comment(
            desk.project, desk.author, article=desk.article, comment=gone
        ),
    ):
        with pytest.raises(SchemeViolation, match="no longer there"):
            act()
