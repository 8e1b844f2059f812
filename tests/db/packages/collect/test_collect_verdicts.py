"""What becomes of each returned layer: new, unchanged, newer, older, forked."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.merge.plan import Amount, Verdict
from db.model import Fragment, LayerState
from db.operations import history, layers
from db.project import Project
from db.queries import collects, forks
from tests.builders import Desk
from tests.db.packages.collect.acts import (
    collected,
    everything,
    finish,
    only,
    planned,
    verdicts,
    work,
)
from tests.db.team.team import Team, at_desk, said


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1."""
    return team.pack(team.people[0])


def back(team: Team, path: Path) -> Path:
    return team.send_back(path, team.people[0])


def test_a_first_return_is_new_and_comes_in_as_it_was_made(team: Team, package: Path):
    person = team.people[0]
    with at_desk(package, person, team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
        made = desk.annotation
    finish(package, team, person)
    (plan,) = collected(team, back(team, package))
    assert verdicts(plan) == [Verdict.NEW]
    assert only(plan).before is None
    assert only(plan).after == Amount(state=LayerState.DONE, spans=2, links=1)
    assert plan.contents.changes_something
    here = Desk(team.project, person, team.articles[0]).annotation
    assert (here.spans, here.links) == (made.spans, made.links)
    assert here.layer.state is LayerState.DONE
    assert {each.name for each in here.referents} == {each.name for each in made.referents}


def test_the_plan_writes_nothing(team: Team, package: Path):
    work(package, team, team.people[0], "France")
    file = back(team, package)
    before = everything(team.project)
    (plan,) = planned(team, file)
    assert verdicts(plan) == [Verdict.NEW]
    assert everything(team.project) == before


def test_the_same_file_again_is_unchanged_and_writes_nothing(team: Team, package: Path):
    work(package, team, team.people[0], "France")
    file = back(team, package)
    team.collect(file)
    before, operations = everything(team.project), len(collects.every(team.project))
    (plan,) = collected(team, file)
    assert verdicts(plan) == [Verdict.UNCHANGED]
    assert not plan.contents.changes_something
    assert everything(team.project) == before
    assert len(collects.every(team.project)) == operations


def test_a_later_return_is_newer_and_shows_what_changes(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    first = back(team, package)
    work(package, team, person, "Germany")
    finish(package, team, person)
    second = back(team, package)
    team.collect(first)
    (plan,) = collected(team, second)
    assert verdicts(plan) == [Verdict.NEWER]
    assert only(plan).before == Amount(state=LayerState.OPEN, spans=1, links=0)
    assert only(plan).after == Amount(state=LayerState.DONE, spans=2, links=0)
    quotes = Desk(team.project, person, team.articles[0]).quotes
    assert quotes == [("ACTOR", "France"), ("ACTOR", "Germany")]


def test_an_old_file_sent_again_is_older_and_changes_nothing(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    first = back(team, package)
    work(package, team, person, "Germany")
    team.collect(back(team, package))
    before = said(team.project)
    (plan,) = collected(team, first)
    assert verdicts(plan) == [Verdict.OLDER]
    assert said(team.project) == before


def test_what_was_taken_back_by_undo_is_newer_not_older(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France", "Germany")
    team.collect(back(team, package))
    with at_desk(package, person, team.articles[0]) as desk:
        desk.undo()
    (plan,) = collected(team, back(team, package))
    assert verdicts(plan) == [Verdict.NEWER]
    assert Desk(team.project, person, team.articles[0]).quotes == [("ACTOR", "France")]


def test_two_copies_edited_apart_are_forked_and_both_kept(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    copy = team.copy(package)
    work(package, team, person, "Germany")
    work(copy, team, person, "Poland")
    one, other = back(team, package), back(team, copy)
    team.collect(one)
    (plan,) = collected(team, other)
    assert verdicts(plan) == [Verdict.FORKED]
    (fork,) = forks.every(team.project)
    assert fork.is_open
    kept = {
        tuple(sorted(Desk(team.project, person, team.articles[0]).quotes)),
        tuple(
            sorted(
                (each.label, each.quote) for each in forks.annotation(team.project, fork.id).spans
            )
        ),
    }
    assert kept == {
        (("ACTOR", "France"), ("ACTOR", "Germany")),
        (("ACTOR", "France"), ("ACTOR", "Poland")),
    }


def test_each_file_of_one_plan_is_compared_as_if_those_before_had_come_in(
    team: Team, package: Path
):
    person = team.people[0]
    work(package, team, person, "France")
    first = back(team, package)
    copy = team.copy(package)
    work(package, team, person, "Germany")
    second = back(team, package)
    work(copy, team, person, "Poland")
    plans = planned(team, first, second, first, back(team, copy))
    assert [verdicts(each) for each in plans] == [
        [Verdict.NEW],
        [Verdict.NEWER],
        [Verdict.FORKED],
    ]


def test_reading_time_comes_along_although_nothing_was_edited(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    team.collect(back(team, package))
    with Project.open(package) as project:
        layers.note_reading(
            project, person, article=team.articles[0], coverage=[Fragment(0, 9)], seconds=77
        )
    (plan,) = collected(team, back(team, package))
    assert verdicts(plan) == [Verdict.UNCHANGED]
    times = "SELECT active_seconds, coverage FROM layer WHERE annotator = ?"
    assert team.project.connection.execute(times, (person,)).fetchall() == [(77, "[[0,9]]")]


def test_flag_answers_and_nothing_here_come_along(team: Team, package: Path):
    person = team.people[0]
    with Project.open(package) as project:
        layers.set_flag(project, person, article=team.articles[1], flag="Is this one for us?")
        layers.set_nothing_here(project, person, article=team.articles[1], value=True)
    team.collect(back(team, package))
    row = team.project.connection.execute(
        "SELECT article, flag, nothing_here FROM layer WHERE annotator = ?", (person,)
    ).fetchall()
    assert row == [(team.articles[1], "Is this one for us?", 1)]


def test_work_of_the_lead_between_two_returns_stays(team: Team, package: Path):
    person = team.people[0]
    own = Desk(team.project, team.lead, team.articles[0])
    own.mark("ACTOR", "Poland")
    work(package, team, person, "France")
    team.collect(back(team, package))
    assert own.quotes == [("ACTOR", "Poland")]
    own.mark("ACTOR", "Germany")
    assert history.undo(team.project, team.lead) is not None
    assert own.quotes == [("ACTOR", "Poland")]
