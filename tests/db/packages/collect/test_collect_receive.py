"""An annotator takes a newer package into the file that they work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.merge.plan import Authority, Verdict
from db.model import LayerState
from db.operations import comments, layers, referents, taking_back
from db.packages.collect_plan import FilePlan
from db.project import Project
from db.queries import annotators, collects, packages
from db.queries import projects as project_queries
from tests.builders import Desk, article_ids
from tests.db.packages.collect.acts import everything, finish, verdicts, work
from tests.db.team.team import Team, at_desk, make_team, said, take


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, in which France is marked."""
    path = team.pack(team.people[0])
    work(path, team, team.people[0], "France")
    return path


def receive(team: Team, package: Path, newer: Path, person: int = 0) -> FilePlan:
    """Take a newer package in."""
    with Project.open(package) as project:
        (plan,) = take(project, team.people[person], newer, authority=Authority.RECEIVE)
        assert doctor.examine(project) == ()
    return plan


def test_own_work_that_the_lead_does_not_have_yet_stays(team: Team, package: Path):
    plan = receive(team, package, team.pack(team.people[0]))
    assert plan.refusal == ""
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        assert desk.quotes == [("ACTOR", "France")]


def test_own_work_that_the_lead_has_already_is_unchanged_or_older(team: Team, package: Path):
    team.collect(team.send_back(package, team.people[0]))
    newer = team.pack(team.people[0])
    assert verdicts(receive(team, package, newer)) == [Verdict.UNCHANGED]
    work(package, team, team.people[0], "Germany")
    assert verdicts(receive(team, package, newer)) == [Verdict.OLDER]
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        assert desk.quotes == [("ACTOR", "France"), ("ACTOR", "Germany")]


def test_new_articles_come_in_at_their_places(team: Team, tmp_path: Path):
    folder = tmp_path / "other"
    folder.mkdir()
    other = make_team(folder, assigned=False)
    with other.project:
        person = other.people[0]
        other.assign(person, other.articles[1:])
        path = other.pack(person)
        with other.project.transaction() as connection:
            connection.execute("DELETE FROM assignment")
        other.assign(person, other.articles)
        plan = receive(other, path, other.pack(person))
        assert plan.contents.rest.articles == 1
        with Project.open(path) as project:
            assert article_ids(project) == other.articles


def test_what_the_lead_said_comes_along(team: Team, package: Path):
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="Look again")
    receive(team, package, team.pack(team.people[0]))
    with Project.open(package) as project:
        assert project.connection.execute('SELECT "text" FROM comment').fetchall() == [
            ("Look again",)
        ]


def test_the_settled_version_comes_along_once_one_s_own_is_done(team: Team, package: Path):
    finish(package, team, team.people[0])
    team.collect(team.send_back(package, team.people[0]))
    gold = annotators.gold(team.project)
    Desk(team.project, gold, team.articles[0]).mark("ACTOR", "Germany")
    layers.set_state(team.project, gold, article=team.articles[0], state=LayerState.DONE)
    receive(team, package, team.pack(team.people[0]))
    with at_desk(package, gold, team.articles[0]) as desk:
        assert desk.quotes == [("ACTOR", "Germany")]


def test_what_the_lead_merged_in_the_register_is_one_here_too(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "the plan")
    team.collect(team.send_back(package, person))
    desk = Desk(team.project, person, team.articles[0])
    span = next(each for each in desk.annotation.spans if each.quote == "the plan")
    shared = desk.referent_of(
        next(each.id for each in desk.annotation.spans if each.quote == "France")
    )
    assert span.referent is not None
    referents.merge_referents(team.project, team.lead, kept=shared, merged=[span.referent])
    receive(team, package, team.pack(person))
    with at_desk(package, person, team.articles[0]) as theirs:
        assert theirs.referent_of(span.id) == shared


def test_it_says_which_package_it_is_now(team: Team, package: Path):
    newer = team.pack(team.people[0])
    receive(team, package, newer)
    with Project.open(package) as project, Project.open(newer) as other:
        assert packages.package_info(project) == packages.package_info(other)
        assert project_queries.is_work_package(project)


def test_the_same_package_again_changes_nothing(team: Team, package: Path):
    newer = team.pack(team.people[0])
    receive(team, package, newer)
    with Project.open(package) as project:
        before = everything(project)
    receive(team, package, newer)
    with Project.open(package) as project:
        assert everything(project) == before


def test_it_can_be_taken_back(team: Team, package: Path):
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="Look again")
    newer = team.pack(team.people[0])
    with Project.open(package) as project:
        before = everything(project)
    receive(team, package, newer)
    with Project.open(package) as project:
        number = collects.every(project)[0].operation
        taking_back.take_back(project, team.people[0], operation=number)
        assert everything(project) == before


class TestRefused:
    def refused(self, team: Team, package: Path, file: Path) -> str:
        with Project.open(package) as project:
            before = everything(project)
            (plan,) = take(project, team.people[0], file, authority=Authority.RECEIVE)
            assert everything(project) == before
        return plan.refusal

    def test_somebody_else_s_package(self, team: Team, package: Path):
        other = team.pack(team.people[1])
        assert "annotator number 2" in self.refused(team, package, other)

    def test_the_lead_s_whole_project(self, team: Team, package: Path):
        copy = team.folder / "copy.demarche"
        team.project.connection.execute("VACUUM INTO ?", (str(copy),))
        assert "not a work package" in self.refused(team, package, copy)

    def test_what_one_has_sent_back_oneself(self, team: Team, package: Path):
        file = team.send_back(package, team.people[0])
        assert "way to the lead" in self.refused(team, package, file)


def test_a_package_and_the_work_in_it_come_to_the_same_whoever_took_in_what_first(
    team: Team, package: Path
):
    """Returned, then received, then returned again: both sides say the same."""
    person = team.people[0]
    team.collect(team.send_back(package, person))
    receive(team, package, team.pack(person))
    work(package, team, person, "Germany")
    team.collect(team.send_back(package, person))
    here = said(team.project)
    with Project.open(package) as project:
        there = said(project)
    assert here["span"] == there["span"]
    assert here["layer"] == there["layer"]
