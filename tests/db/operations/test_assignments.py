from __future__ import annotations

from dataclasses import replace

import pytest

from db.assignment.model import AssignmentPlan, Handout
from db.assignment.planner import plan
from db.errors import SchemeViolation
from db.model import LayerState, Purpose
from db.operations import assignments, history, imports
from db.queries import assignment_wishes
from db.queries.assignment_wishes import Among, Held
from tests.builders import all_rows, make_article
from tests.db.queries.handing import make_lead

TABLES = ("assignment", "layer", "article", "annotator")


@pytest.fixture
def lead(tmp_path):
    yield from make_lead(tmp_path)


def handed(lead):
    """Article, annotator, round, position and purpose of all assignments, as numbers."""
    rows = lead.project.connection.execute(
        """SELECT article, annotator, round, position, purpose FROM assignment
           ORDER BY annotator, round, position"""
    )
    return [
        (lead.articles.index(row[0]), lead.people.index(row[1]), *row[2:])
        for row in rows.fetchall()
    ]


def test_a_plan_is_written_as_it_was_shown(lead):
    planned = plan(lead.request(per_article=2, common=1, calibration=1))
    changes = assignments.assign(lead.project, lead.lead, plan=planned)
    assert changes.tables == {"assignment"}
    assert handed(lead) == sorted(
        [
            (
                lead.articles.index(row.article),
                lead.people.index(row.annotator),
                1,
                row.position,
                row.purpose,
            )
            for row in planned.rows
        ],
        key=lambda row: (row[1], row[3]),
    )


def test_assigning_and_taking_back_can_be_undone_and_redone_after_a_restart(lead):
    empty = all_rows(lead.project, *TABLES)
    lead.plan_and_assign(per_article=2)
    full = all_rows(lead.project, *TABLES)
    assignments.unassign(lead.project, lead.lead, annotators=[lead.people[0]])
    fewer = all_rows(lead.project, *TABLES)
    assert len(fewer["assignment"]) == 8
    for state in (full, empty):
        history.undo(lead.project, lead.lead)
        assert all_rows(lead.project, *TABLES) == state
    for state in (full, fewer):
        history.redo(lead.project, lead.lead)
        assert all_rows(lead.project, *TABLES) == state


def test_undo_says_what_it_takes_back(lead):
    lead.hand(0, 1)
    assert history.next_undo(lead.project).name == "assign articles"
    assignments.unassign(lead.project, lead.lead)
    assert history.next_undo(lead.project).name == "take articles back"


def test_what_was_sent_out_is_not_undone(lead):
    lead.plan_and_assign()
    lead.send(0)
    assert history.next_undo(lead.project) is None


def test_a_plan_that_no_longer_holds_is_refused(lead):
    planned = plan(lead.request())
    lead.hand(0, 0, 1, 2)
    before = all_rows(lead.project, *TABLES, "operation")
    with pytest.raises(SchemeViolation, match="plan again"):
        assignments.assign(lead.project, lead.lead, plan=planned)
    assert all_rows(lead.project, *TABLES, "operation") == before


def test_a_plan_for_an_article_that_is_gone_is_refused(lead):
    imports.add_articles(lead.project, lead.lead, articles=[make_article("New.", title="New")])
    planned = plan(lead.request())
    batch = lead.project.connection.execute("SELECT max(batch) FROM article").fetchone()[0]
    imports.remove_batch(lead.project, lead.lead, batch=batch)
    with pytest.raises(SchemeViolation, match="plan again"):
        assignments.assign(lead.project, lead.lead, plan=planned)


def test_a_plan_for_somebody_unknown_is_refused(lead):
    row = Handout(article=lead.articles[0], annotator="nobody", position=1, purpose=Purpose.SHARE)
    with pytest.raises(SchemeViolation, match="no longer in the project"):
        assignments.assign(lead.project, lead.lead, plan=AssignmentPlan(round=1, rows=(row,)))
    with pytest.raises(SchemeViolation, match="no longer in the project"):
        assignments.assign_to(
            lead.project, lead.lead, articles=lead.articles, annotators=["nobody"]
        )


def test_a_plan_without_rows_leaves_no_trace(lead):
    before = all_rows(lead.project, "operation")
    assignments.assign(lead.project, lead.lead, plan=AssignmentPlan(round=1))
    assert all_rows(lead.project, "operation") == before


def test_bulk_marking_adds_at_the_end_in_list_order_what_is_missing(lead):
    lead.hand(3, 0)
    assignments.assign_to(
        lead.project,
        lead.lead,
        articles=[lead.articles[5], lead.articles[3], lead.articles[1]],
        annotators=lead.people[:2],
    )
    assert handed(lead) == [
        (3, 0, 1, 1, "share"),
        (1, 0, 1, 2, "share"),
        (5, 0, 1, 3, "share"),
        (1, 1, 1, 1, "share"),
        (3, 1, 1, 2, "share"),
        (5, 1, 1, 3, "share"),
    ]


def test_bulk_marking_goes_to_the_newest_round_unless_it_is_said(lead):
    lead.hand(0, 0, round_=2)
    lead.hand(1, 0)
    lead.hand(2, 0, round_=1)
    lead.hand(0, 0, round_=3)
    assert [(article, number) for article, _, number, *_ in handed(lead)] == [
        (2, 1),
        (0, 2),
        (1, 2),
    ]


def test_only_what_is_neither_begun_nor_sent_is_taken_back(lead):
    for article in range(4):
        lead.hand(article, 0)
    lead.send(0)
    lead.hand(4, 0, 1)
    lead.hand(5, 0, 1)
    lead.set_state(0, 0, LayerState.DONE)
    lead.set_state(1, 0, LayerState.OPEN)
    lead.set_state(5, 1, LayerState.SKIPPED)
    assert assignment_wishes.held(lead.project, Among()) == Held(free=3, started=3, sent=2)
    assignments.unassign(lead.project, lead.lead)
    assert {(article, person) for article, person, *_ in handed(lead)} == {
        (0, 0),
        (1, 0),
        (2, 0),
        (3, 0),
        (5, 1),
    }


@pytest.mark.parametrize(
    ("among", "gone"),
    [
        ({}, 10),
        ({"articles": (0, 2)}, 6),
        ({"annotators": (1,)}, 3),
        ({"articles": (0, 2), "annotators": (0,)}, 2),
        ({"round_": 2}, 1),
        ({"containing": "talks no1"}, 3),
        ({"containing": "talks", "round_": 1, "annotators": (1, 2)}, 6),
    ],
)
def test_what_is_taken_back_can_be_narrowed(lead, among, gone):
    for article in range(3):
        lead.hand(article, 0, 1, 2, round_=1)
    lead.hand(3, 0, round_=2)
    assignments.unassign(lead.project, lead.lead, **named(lead, among))
    assert len(handed(lead)) == 10 - gone


@pytest.mark.parametrize("among", [{"articles": ()}, {"articles": (4,)}, {"round_": 7}])
def test_where_nothing_was_handed_out_nothing_is_taken_back(lead, among):
    lead.hand(0, 0)
    with pytest.raises(SchemeViolation, match="None of these"):
        assignments.unassign(lead.project, lead.lead, **named(lead, among))


def named(lead, among):
    """The ids of articles and annotators that are given as numbers."""
    numbers = {"articles": lead.articles, "annotators": lead.people}
    return {
        what: [numbers[what][number] for number in value] if what in numbers else value
        for what, value in among.items()
    }


def test_what_can_not_be_taken_back_is_said_with_the_reason(lead):
    lead.hand(0, 0, 1)
    lead.set_state(0, 1, LayerState.OPEN)
    lead.send(0)
    with pytest.raises(SchemeViolation, match="1 is begun and 1 is sent out"):
        assignments.unassign(lead.project, lead.lead)
    lead.hand(1, 2)
    lead.set_state(1, 2, LayerState.OPEN)
    with pytest.raises(SchemeViolation, match=r"taken back: 1 is begun\."):
        assignments.unassign(lead.project, lead.lead, annotators=[lead.people[2]])


def test_in_a_work_package_nobody_hands_out(lead):
    with lead.project.transaction() as connection:
        connection.execute("UPDATE project SET kind = 'work_package'")
    for attempt in (
        lambda: assignments.assign(lead.project, lead.lead, plan=AssignmentPlan(round=1)),
        lambda: assignments.assign_to(
            lead.project, lead.lead, articles=lead.articles, annotators=lead.people
        ),
        lambda: assignments.unassign(lead.project, lead.lead),
    ):
        with pytest.raises(SchemeViolation, match="work package"):
            attempt()


def test_a_second_round_starts_its_own_queues(lead):
    lead.plan_and_assign(per_article=1)
    lead.send(0)
    number = assignment_wishes.next_round(lead.project)
    request = replace(lead.request(round_=number), per_article=2)
    assignments.assign(lead.project, lead.lead, plan=plan(request))
    second = [row for row in handed(lead) if row[2] == 2]
    assert len(second) == 6
    for person in range(3):
        places = [row[3] for row in second if row[1] == person]
        assert places == list(range(1, len(places) + 1))
