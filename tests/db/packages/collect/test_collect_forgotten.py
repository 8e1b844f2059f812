"""Taking back what came in brings nothing back of a person who was forgotten since."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.operations import comments, people, taking_back
from db.operations.people import Forget
from db.queries import collects, person
from tests.builders import Desk
from tests.db.packages.collect.acts import collected, everything, work
from tests.db.team.team import Team, at_desk


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, whose work came in once."""
    path = team.pack(team.people[0])
    work(path, team, team.people[0], "France")
    team.collect(team.send_back(path, team.people[0]))
    return path


def forget(team: Team, how: Forget = Forget.WORK) -> None:
    people.forget(team.project, team.lead, person=team.people[0], how=how)


def take_back(team: Team) -> None:
    newest = collects.every(team.project)[0].operation
    taking_back.take_back(team.project, team.lead, operation=newest)


def work_of(team: Team, number: int = 0) -> tuple[int, ...]:
    held = person.held(team.project, team.people[number])
    return held.layers, held.spans, held.links, held.comments, held.forks


def test_marks_that_were_replaced_before_do_not_come_back(team: Team, package: Path):
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        desk.undo()
        desk.mark("ACTOR", "Germany")
    team.collect(team.send_back(package, team.people[0]))
    forget(team)
    take_back(team)
    assert work_of(team) == (0, 0, 0, 0, 0)
    assert everything(team.project)["span"] == []
    assert doctor.examine(team.project) == ()


def test_what_others_did_still_goes_back_to_what_it_was(team: Team, package: Path):
    other = team.people[1]
    theirs = team.pack(other)
    work(theirs, team, other, "France")
    team.collect(team.send_back(theirs, other))
    before = Desk(team.project, other, team.articles[0]).quotes
    work(package, team, team.people[0], "Germany")
    work(theirs, team, other, "Germany")
    collected(team, team.send_back(package, team.people[0]), team.send_back(theirs, other))
    forget(team)
    take_back(team)
    assert Desk(team.project, other, team.articles[0]).quotes == before
    assert work_of(team) == (0, 0, 0, 0, 0)


def test_own_referents_that_nobody_mentions_do_not_come_back(team: Team, package: Path):
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        desk.undo()
    team.collect(team.send_back(package, team.people[0]))
    forget(team)
    before = everything(team.project)["referent"]
    take_back(team)
    assert everything(team.project)["referent"] == before


def test_a_key_and_a_comment_do_not_come_back(team: Team, package: Path):
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        comments.add_comment(desk.project, desk.author, article=desk.article, text="hm")
    team.collect(team.send_back(package, team.people[0]))
    forget(team)
    take_back(team)
    take_back(team)
    assert work_of(team) == (0, 0, 0, 0, 0)
    keys = team.project.connection.execute(
        "SELECT public_key FROM annotator WHERE id = ?", (team.people[0],)
    )
    assert keys.fetchone() == (None,)


def test_a_copy_that_a_newer_one_replaced_does_not_come_back(team: Team, package: Path):
    one = team.people[0]
    copy = team.copy(package)
    work(package, team, one, "Germany")
    work(copy, team, one, "Poland")
    team.collect(team.send_back(package, one), team.send_back(copy, one))
    for path in (package, copy):
        work(path, team, one, "the plan")
    team.collect(team.send_back(package, one), team.send_back(copy, one))
    forget(team)
    take_back(team)
    assert work_of(team) == (0, 0, 0, 0, 0)


def test_work_of_which_only_the_name_is_forgotten_comes_back(team: Team, package: Path):
    before = Desk(team.project, team.people[0], team.articles[0]).quotes
    work(package, team, team.people[0], "Germany")
    team.collect(team.send_back(package, team.people[0]))
    forget(team, Forget.NAME)
    take_back(team)
    assert Desk(team.project, team.people[0], team.articles[0]).quotes == before
