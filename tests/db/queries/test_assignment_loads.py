from __future__ import annotations

import orjson
import pytest

from db.model import LayerState
from db.operations import comments, layers
from db.queries.assignment_loads import loads
from tests.db.queries.handing import make_lead


@pytest.fixture
def lead(tmp_path):
    yield from make_lead(tmp_path)


def test_everybody_starts_with_nothing(lead):
    found = loads(lead.project)
    assert [each.annotator for each in found] == list(lead.people)
    assert [each.name for each in found] == ["annotator 0", "annotator 1", "annotator 2"]
    for each in found:
        assert (each.assigned, each.words, each.back, each.unsent) == (0, 0, 0, 0)
        assert (each.seconds, each.last_return, each.unopened) == (None, None, None)


def test_a_load_says_what_was_handed_out_sent_and_finished(lead):
    for article in range(3):
        lead.hand(article, 0)
    lead.send(0)
    lead.hand(3, 0)
    lead.hand(0, 1)
    lead.set_state(0, 0, LayerState.DONE)
    lead.set_state(1, 0, LayerState.SKIPPED)
    lead.set_state(2, 0, LayerState.OPEN)
    lead.set_state(5, 0, LayerState.DONE)
    first, second, third = loads(lead.project)
    assert (first.assigned, first.back, first.unsent) == (4, 2, 1)
    (words,) = lead.project.connection.execute(
        "SELECT sum(words) FROM article WHERE position < 4 + (SELECT min(position) FROM article)"
    ).fetchone()
    assert first.words == words
    assert (second.assigned, second.back, second.unsent) == (1, 0, 1)
    assert third.assigned == 0


def test_a_load_can_be_that_of_one_round(lead):
    lead.hand(0, 0, round_=1)
    lead.hand(1, 0, round_=2)
    lead.hand(2, 0, round_=2)
    assert [loads(lead.project, round_=number)[0].assigned for number in (1, 2, 3)] == [1, 2, 0]
    assert loads(lead.project)[0].assigned == 3


def test_an_article_of_two_rounds_is_one(lead):
    lead.hand(0, 0, round_=1)
    with lead.project.transaction() as connection:
        connection.execute(
            """INSERT INTO assignment (id, article, annotator, round, position, created_at)
               SELECT 'again', article, annotator, 2, 1, created_at FROM assignment"""
        )
    assert loads(lead.project)[0].assigned == 1


def test_time_is_told_an_article_that_is_done(lead):
    for article, seconds, state in (
        (0, 300, LayerState.DONE),
        (1, 500, LayerState.DONE),
        (2, 9_000, LayerState.OPEN),
    ):
        lead.hand(article, 0)
        layers.set_state(lead.project, lead.people[0], article=lead.articles[article], state=state)
        with lead.project.transaction() as connection:
            connection.execute(
                "UPDATE layer SET active_seconds = ? WHERE article = ?",
                (seconds, lead.articles[article]),
            )
    assert loads(lead.project)[0].seconds == 400


def test_flags_and_comments_that_are_not_dealt_with_are_questions(lead):
    project, person = lead.project, lead.people[0]
    layers.set_flag(project, person, article=lead.articles[0], flag="is this one?")
    for words in ("why?", "and here?"):
        comments.add_comment(project, person, article=lead.articles[1], text=words)
    (comment,) = project.connection.execute("SELECT max(id) FROM comment").fetchone()
    comments.settle_comment(
        project, lead.lead, article=lead.articles[1], comment=comment, done=True
    )
    assert [each.questions for each in loads(project)] == [2, 0, 0]


def test_the_newest_package_is_told_until_something_comes_back_out_of_it(lead):
    lead.hand(0, 0, 1)
    lead.send(0, number=1)
    lead.hand(1, 0)
    package = lead.send(0, number=2)
    first, second, _ = loads(lead.project)
    assert (first.unopened, second.unopened) == (2, None)
    with lead.project.transaction() as connection:
        connection.execute(
            """INSERT INTO work_package (id, annotator, round, direction, fingerprint, created_at,
                   details) VALUES ('back', ?, 1, 'back', '00', '2026-05-05T10:00:00.000Z', ?)""",
            (lead.people[0], orjson.dumps({"package": package}).decode()),
        )
    first = loads(lead.project)[0]
    assert (first.unopened, first.last_return) == (None, "2026-05-05T10:00:00.000Z")
