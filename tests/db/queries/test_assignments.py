from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import LayerState, Purpose
from db.operations import assignments as handing
from db.queries import assignment_filter, assignments
from db.queries.assignment_filter import Filter, Show
from db.queries.assignments import CellState
from tests.db.queries.handing import make_lead

COUNT = 40


@pytest.fixture
def lead(tmp_path):
    yield from make_lead(tmp_path)


@dataclass(frozen=True)
class Told:
    """What an article of the large project is, as told when it was made."""

    number: int
    people: tuple[tuple[int, int], ...]
    finished: frozenset[int]
    is_reviewed: bool


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    for lead in make_lead(tmp_path_factory.mktemp("grid"), articles=COUNT):
        told = []
        for number in range(COUNT):
            people = tuple(
                (each, 1 + (number + each) % 2) for each in range(3) if (number >> each) % 2
            )
            for person, round_ in people:
                lead.hand(number, person, round_=round_)
            finished = frozenset(
                person for person, _ in people if (number // 8) % 4 > person or number % 11 == 0
            )
            for person in finished:
                state = LayerState.SKIPPED if number % 3 == 0 else LayerState.DONE
                lead.set_state(number, person, state)
            is_reviewed = number % 5 == 0
            if is_reviewed:
                lead.set_state(number, lead.gold, LayerState.DONE)
            told.append(Told(number, people, finished, is_reviewed))
        yield lead, told


def fits(told, show, person, round_):
    seen = [each for each in told.people if person in {None, each[0]} and round_ in {None, each[1]}]
    waiting = any(each not in told.finished for each, _ in seen)
    is_narrow = person is not None or round_ is not None
    return {
        Show.ALL: bool(seen) or not is_narrow,
        Show.UNASSIGNED: not seen,
        Show.WAITING: waiting,
        Show.BACK: bool(seen) and not waiting,
        Show.REVIEWED: told.is_reviewed and (bool(seen) or not is_narrow),
    }[show]


@given(
    show=st.sampled_from(Show),
    person=st.sampled_from([None, 0, 1, 2]),
    round_=st.sampled_from([None, 1, 2, 3]),
    containing=st.sampled_from(["", "talks", "no1", "zzz"]),
    limit=st.integers(1, 9),
    scan=st.integers(1, 25),
    few=st.booleans(),
)
def test_slices_give_what_the_filter_says(many, show, person, round_, containing, limit, scan, few):
    lead, told = many
    wanted = Filter(
        show=show,
        containing=containing,
        annotator=None if person is None else lead.people[person],
        round=round_,
    )
    expected = [
        lead.articles[each.number]
        for each in told
        if fits(each, show, person, round_) and containing in f"talks no{each.number}"
    ]
    kept = assignments.SCAN, assignment_filter._ASSIGNMENTS_FIRST_BELOW
    assignments.SCAN = scan
    assignment_filter._ASSIGNMENTS_FIRST_BELOW = 1000 if few else 0
    try:
        found = list(all_after(lead.project, wanted, limit))
    finally:
        assignments.SCAN, assignment_filter._ASSIGNMENTS_FIRST_BELOW = kept
    assert [row.article for row in found] == expected
    refreshed = assignments.rows_of(lead.project, lead.articles, wanted=wanted)
    assert list(refreshed) == found


def all_after(project, wanted, limit):
    end, is_first = None, True
    while is_first or end is not None:
        found = assignments.grid(project, wanted, after=end, limit=limit)
        assert len(found.rows) <= limit
        yield from found.rows
        end, is_first = found.end, False


@pytest.mark.parametrize("person", [None, 0, 2])
@pytest.mark.parametrize("round_", [None, 1, 3])
def test_the_counts_are_those_of_the_filters(many, person, round_):
    lead, told = many
    annotator = None if person is None else lead.people[person]
    found = assignments.counts(lead.project, annotator=annotator, round_=round_)
    for show in Show:
        number = sum(fits(each, show, person, round_) for each in told)
        assert getattr(found, show) == number, show


def test_a_cell_says_how_far_its_annotator_is(lead):
    for article in range(4):
        lead.hand(article, 0)
    lead.send(0)
    lead.hand(0, 1)
    lead.set_state(1, 0, LayerState.OPEN)
    lead.set_state(2, 0, LayerState.DONE)
    lead.set_state(3, 0, LayerState.SKIPPED)
    lead.set_state(4, 2, LayerState.OPEN)
    rows = assignments.rows_of(lead.project, lead.articles)
    one, two, three = lead.people
    assert [dict(row.cells) for row in rows] == [
        {one: CellState.SENT_OUT, two: CellState.NOT_STARTED},
        {one: CellState.IN_PROGRESS},
        {one: CellState.FINISHED},
        {one: CellState.FINISHED},
        {three: CellState.IN_PROGRESS},
        {},
    ]


def test_an_article_that_was_only_looked_at_is_not_begun(lead):
    lead.hand(0, 0)
    lead.set_state(0, 0, LayerState.TODO)
    (row,) = assignments.rows_of(lead.project, lead.articles[:1])
    assert row.cells[lead.people[0]] is CellState.NOT_STARTED


def test_a_row_says_for_whom_the_article_is_and_whether_it_is_settled(lead):
    lead.plan_and_assign(common=2, calibration=1)
    lead.set_state(0, lead.gold, LayerState.DONE)
    lead.set_state(1, lead.gold, LayerState.OPEN)
    rows = assignments.rows_of(lead.project, lead.articles)
    purposes = [row.purpose for row in rows]
    assert [purposes.count(each) for each in Purpose] == [3, 2, 1, 0]
    assert [row.has_gold for row in rows] == [True] + [False] * 5
    assert all(len(row.cells) == (1 if row.purpose is Purpose.SHARE else 3) for row in rows)


def test_the_lead_is_of_the_team_only_once_handed_something(lead):
    assert [each.id for each in assignments.team(lead.project)] == list(lead.people)
    handing.assign_to(lead.project, lead.lead, articles=lead.articles[:1], annotators=[lead.lead])
    assert [each.id for each in assignments.team(lead.project)] == [lead.lead, *lead.people]
