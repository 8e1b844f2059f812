"""What annotators put into the register, and how it finds its place in the lead's."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.model import Referent, ReferentId
from db.operations import referents
from db.operations.spans import NewReferent
from db.project import Project
from tests.builders import Desk
from tests.db.packages.collect.acts import collected, planned, tamper
from tests.db.team.team import Team, at_desk


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, with a referent of their own."""
    path = team.pack(team.people[0])
    with at_desk(path, team.people[0], team.articles[0]) as desk:
        desk.mark("ACTOR", "troops", referent=NewReferent(name="The troops"))
    return path


def back(team: Team, path: Path) -> Path:
    return team.send_back(path, team.people[0])


def mentioned(team: Team, person: int = 0) -> Referent:
    """What the one span of somebody refers to."""
    (found,) = Desk(team.project, team.people[person], team.articles[0]).annotation.referents
    return found


def share(team: Team, name: str, kind: str | None = None) -> ReferentId:
    """Put something into the shared register of the lead."""
    referents.add_referent(team.project, team.lead, label="ACTOR", name=name)
    row = team.project.connection.execute("SELECT max(id) FROM referent").fetchone()
    answers = "{}" if kind is None else f'{{"type":"{kind}"}}'
    with team.project.transaction() as connection:
        connection.execute(
            "UPDATE referent SET owner = NULL, attributes = ? WHERE id = ?", (answers, row[0])
        )
    return ReferentId(row[0])


def test_a_new_referent_comes_along_and_stays_its_annotator_s(team: Team, package: Path):
    (plan,) = collected(team, back(team, package))
    assert (plan.contents.rest.referents_new, plan.contents.rest.referents_matched) == (1, 0)
    assert (mentioned(team).name, mentioned(team).owner) == ("The troops", team.people[0])


def test_a_new_one_that_is_shared_meanwhile_is_found_again_by_name(team: Team, package: Path):
    shared = share(team, "the TROOPS")
    (plan,) = collected(team, back(team, package))
    assert (plan.contents.rest.referents_new, plan.contents.rest.referents_matched) == (0, 1)
    assert mentioned(team).id == shared


@pytest.mark.parametrize(
    ("ours", "theirs", "is_same"),
    [
        ("military", "military", True),
        ("military", None, True),
        (None, "military", True),
        ("military", "state", False),
    ],
)
def test_types_that_contradict_each_other_keep_two_of_a_name_apart(
    team: Team, package: Path, ours: str | None, theirs: str | None, is_same: bool
):
    shared = share(team, "The troops", ours)
    answers = "{}" if theirs is None else f'{{"type":"{theirs}"}}'
    tamper(package, f"UPDATE referent SET attributes = '{answers}' WHERE name = 'The troops'")
    (plan,) = collected(team, package)
    assert plan.contents.rest.referents_matched == int(is_same)
    assert (mentioned(team).id == shared) is is_same


def test_two_shared_ones_of_the_name_leave_a_doubt_and_nothing_is_matched(
    team: Team, package: Path
):
    share(team, "The troops")
    share(team, "the troops")
    (plan,) = collected(team, back(team, package))
    assert plan.contents.rest.referents_matched == 0
    assert mentioned(team).owner == team.people[0]


def test_what_was_matched_once_is_matched_in_every_later_file(team: Team, package: Path):
    shared = share(team, "The troops")
    first = back(team, package)
    with at_desk(package, team.people[0], team.articles[1]) as desk:
        own = desk.project.connection.execute(
            "SELECT id FROM referent WHERE name = 'The troops'"
        ).fetchone()[0]
        desk.mark("ACTOR", "Spain", referent=ReferentId(own))
        referents.rename_referent(
            desk.project, desk.author, referent=ReferentId(own), name="Soldiers"
        )
    team.collect(first, back(team, package))
    rows = team.project.connection.execute("SELECT DISTINCT referent FROM span").fetchall()
    assert rows == [(shared,)]
    assert doctor.examine(team.project) == ()


def test_what_the_lead_merged_away_stays_merged_when_the_annotator_goes_on(
    team: Team, package: Path
):
    team.collect(back(team, package))
    shared = share(team, "The army")
    referents.merge_referents(team.project, team.lead, kept=shared, merged=[mentioned(team).id])
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        desk.mark("ACTOR", "France", referent=desk.referent_of(desk.annotation.spans[0].id))
    team.collect(back(team, package))
    rows = team.project.connection.execute("SELECT DISTINCT referent FROM span").fetchall()
    assert rows == [(shared,)]


def test_a_referent_that_its_annotator_renamed_is_renamed_here(team: Team, package: Path):
    team.collect(back(team, package))
    with Project.open(package) as project:
        own = ReferentId(
            project.connection.execute(
                "SELECT id FROM referent WHERE name = 'The troops'"
            ).fetchone()[0]
        )
        referents.rename_referent(project, team.people[0], referent=own, name="French troops")
    (plan,) = collected(team, back(team, package))
    assert plan.contents.changes_something
    name = team.project.connection.execute(
        "SELECT name, name_key FROM referent WHERE id = ?", (own,)
    ).fetchone()
    assert name == ("French troops", "french troops")


def test_one_whose_marks_are_gone_goes_too(team: Team, package: Path):
    team.collect(back(team, package))
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        desk.undo()
    team.collect(back(team, package))
    owned = team.project.connection.execute(
        "SELECT count(*) FROM referent WHERE owner IS NOT NULL"
    ).fetchone()
    assert owned == (0,)


def test_a_plan_counts_a_referent_once_however_often_it_is_mentioned(team: Team, package: Path):
    with at_desk(package, team.people[0], team.articles[0]) as desk:
        desk.mark("ACTOR", "France", referent=desk.referent_of(desk.annotation.spans[0].id))
    (plan,) = planned(team, back(team, package))
    assert plan.contents.rest.referents_new == 1
