"""Titles and metadata of articles."""

from __future__ import annotations

import pytest

from db.errors import SchemeViolation
from db.model import Article, ArticleId
from db.operations import articles
from db.queries import articles as queries
from tests.builders import Desk


def article(desk: Desk) -> Article:
    found = queries.one(desk.project, desk.article)
    assert found is not None
    return found


def test_a_title_is_changed_and_taken_back_and_the_body_stays(desk: Desk) -> None:
    before = article(desk)
    articles.set_title(desk.project, desk.author, article=desk.article, title=" A  new\ntitle \x07")
    assert article(desk).title == "A new title"
    assert article(desk).body == before.body
    desk.undo()
    assert article(desk) == before


def test_an_empty_title_is_refused(desk: Desk) -> None:
    with pytest.raises(SchemeViolation, match="needs a title"):
        articles.set_title(desk.project, desk.author, article=desk.article, title=" ")


def test_a_field_is_filled_and_emptied(desk: Desk) -> None:
    for value in ("2024-03-05", None):
        articles.set_metadata(
            desk.project, desk.author, article=desk.article, field="date", value=value
        )
        assert article(desk).metadata.get("date") == value


def test_the_details_of_a_header_fill_several_fields_in_one_step(desk: Desk) -> None:
    articles.set_metadata(
        desk.project, desk.author, article=desk.article, field="author", value="Somebody"
    )
    articles.take_metadata(
        desk.project,
        desk.author,
        article=desk.article,
        values={"date": "2024-03-05", "publisher": "AGENCY"},
    )
    assert article(desk).metadata == {
        "author": "Somebody",
        "date": "2024-03-05",
        "publisher": "AGENCY",
    }
    desk.undo()
    assert article(desk).metadata == {"author": "Somebody"}


def test_an_article_that_is_gone_is_refused_everywhere(desk: Desk) -> None:
    gone = ArticleId("gone")
    for act in (
        lambda: articles.set_title(desk.project, desk.author, article=gone, title="x"),
        lambda: articles.set_metadata(
            desk.project, desk.author, article=gone, field="a", value="b"
        ),
        lambda: articles.take_metadata(desk.project, desk.author, article=gone, values={}),
    ):
        with pytest.raises(SchemeViolation, match="no longer in the project"):
            act()
