from __future__ import annotations

import pytest

from db.model import LayerState, Purpose
from db.operations import assignments
from db.queries import assignment_wishes
from db.queries.assignment_wishes import (
    articles_named,
    candidates,
    capacities,
    newest_round,
    next_round,
    rounds,
)
from tests.db.queries.handing import make_lead


@pytest.fixture
def lead(tmp_path):
    yield from make_lead(tmp_path)


def test_candidates_stand_in_list_order_with_words_and_date(lead):
    found = candidates(lead.project, round_=1, annotators=lead.people)
    assert [each.article for each in found] == list(lead.articles)
    assert [each.date for each in found][:3] == ["2024-12-01", "2024-11-01", "2024-10-01"]
    assert [each.words for each in found][:2] == [2, 5]
    assert {(each.elsewhere, each.purpose, each.group) for each in found} == {(0, None, None)}


def test_candidates_can_be_narrowed(lead):
    lead.hand(0, 0)
    lead.hand(1, 1)

    def numbers(**narrowed):
        found = candidates(lead.project, round_=1, annotators=lead.people, **narrowed)
        return [lead.articles.index(each.article) for each in found]

    assert numbers(only_unassigned=True) == [2, 3, 4, 5]
    assert numbers(containing="NO3") == [3]
    assert numbers(only=[lead.articles[4], lead.articles[0]]) == [0, 4]
    assert numbers(only=[lead.articles[4], lead.articles[0]], only_unassigned=True) == [4]
    assert numbers(only=[]) == []


def test_those_who_have_an_article_but_get_none_are_counted_apart(lead):
    lead.hand(0, 0, 1, 2)
    lead.hand(1, 1)
    found = candidates(lead.project, round_=1, annotators=lead.people[:1])
    assert [each.elsewhere for each in found] == [2, 1, 0, 0, 0, 0]


def test_what_everybody_got_in_the_round_is_a_candidate_again(lead):
    lead.plan_and_assign(common=1, calibration=1)
    found = candidates(lead.project, round_=1, annotators=lead.people, only_unassigned=True)
    assert sorted(each.purpose for each in found) == [Purpose.CALIBRATION, Purpose.COMMON]
    assert not candidates(lead.project, round_=2, annotators=lead.people, only_unassigned=True)


def test_capacities_say_what_everybody_has_in_the_order_asked_for(lead):
    lead.hand(0, 0, round_=1)
    lead.hand(1, 0, round_=2)
    lead.hand(2, 0, round_=2)
    lead.set_state(5, 1, LayerState.OPEN)
    lead.set_state(1, 0, LayerState.OPEN)
    second, first = capacities(lead.project, [lead.people[1], lead.people[0]], round_=2)
    assert first.already == frozenset(lead.articles[:3])
    assert (first.begun, first.articles, first.first, first.last) == (frozenset(), 2, 1, 2)
    assert first.words == 5 + 8
    assert second.begun == {lead.articles[5]}
    assert (second.already, second.articles, second.words) == (frozenset(), 0, 0)
    assert second.first > second.last


def test_a_round_goes_on_until_something_of_it_is_sent_out(lead):
    assert (newest_round(lead.project), next_round(lead.project)) == (0, 1)
    lead.hand(0, 0)
    assert (newest_round(lead.project), next_round(lead.project)) == (1, 1)
    lead.send(0)
    assert (newest_round(lead.project), next_round(lead.project)) == (1, 2)
    lead.hand(1, 1, round_=2)
    assert (newest_round(lead.project), next_round(lead.project)) == (2, 2)
    assert rounds(lead.project) == (1, 2)


def test_articles_are_named_by_id_foreign_id_or_a_title_of_their_own(lead):
    connection = lead.project.connection
    with lead.project.transaction():
        connection.execute("UPDATE article SET external_id = 'x5' WHERE id = ?", lead.articles[5:])
        connection.execute(
            "UPDATE article SET title = 'twins' WHERE id IN (?, ?)", lead.articles[3:5]
        )
    names = [lead.articles[0], "Talks no1", "x5", "twins", "nothing"]
    assert articles_named(lead.project, names) == {
        lead.articles[0]: lead.articles[0],
        "Talks no1": lead.articles[1],
        "x5": lead.articles[5],
    }


def test_a_queue_ends_where_its_last_article_stands(lead):
    assert assignment_wishes.last_position(lead.project, lead.people[0], round_=1) == 0
    assignments.assign_to(
        lead.project, lead.lead, articles=lead.articles[:3], annotators=lead.people[:1]
    )
    assert assignment_wishes.last_position(lead.project, lead.people[0], round_=1) == 3
