"""What the simulation has found, each in the fewest steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.operations import comments, taking_back
from db.queries import collects
from tests.builders import all_rows
from tests.db.team.team import Team, at_desk, make_team


@pytest.fixture
def team(tmp_path: Path):
    made = make_team(tmp_path)
    with made.project:
        yield made


def test_collecting_what_is_known_leaves_no_trace_in_the_journal(team: Team) -> None:
    person = team.people[0]
    path = team.pack(person)
    with at_desk(path, person, team.articles[0]) as desk:
        desk.mark("ACTOR", "France")
    returned = team.send_back(path, person)
    team.collect(returned)
    before = all_rows(team.project, "operation", "change", "work_package")
    team.collect(returned)
    assert all_rows(team.project, "operation", "change", "work_package") == before


def test_a_comment_stays_with_its_span_when_a_newer_version_is_taken_back(team: Team) -> None:
    person, article = team.people[0], team.articles[0]
    path = team.pack(person)
    with at_desk(path, person, article) as desk:
        span = desk.mark("ACTOR", "France")
        comments.add_comment(desk.project, person, article=article, text="Is it?", span=span)
    team.collect(team.send_back(path, person))
    before = all_rows(team.project, "comment", "span", "layer")
    with at_desk(path, person, article) as desk:
        desk.mark("ACTOR", "Germany")
    team.collect(team.send_back(path, person))
    newest = collects.every(team.project)[0].operation
    taking_back.take_back(team.project, team.lead, operation=newest)
    assert all_rows(team.project, "comment", "span", "layer") == before
