"""Whose word a file is taken on, once an annotator's work has been signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.merge.plan import Authority, Signature, Verdict
from db.operations.spans import NewReferent
from db.packages import collect
from db.packages.collect_plan import Wishes
from db.project import Project
from tests.db.team.team import Team, at_desk, make_team, said, take


@pytest.fixture
def returned(tmp_path: Path) -> Iterator[tuple[Team, Path]]:
    """A team, and a package whose work has come back once, signed, and was gone on with since."""
    team = make_team(tmp_path)
    with team.project:
        person = team.people[0]
        path = team.pack(person)
        team.collect(team.send_back(path, person))
        with at_desk(path, person, team.articles[0]) as desk:
            desk.mark("ACTOR", "France")
        yield team, path


def test_an_unsigned_file_is_doubted_once_work_has_been_signed(
    returned: tuple[Team, Path],
) -> None:
    team, path = returned
    before = said(team.project)
    [plan] = team.collect(path)
    assert plan.signature is Signature.NO_LONGER_SIGNED
    assert "is not signed" in plan.refusal
    assert said(team.project) == before


def test_an_unsigned_file_comes_in_when_somebody_trusts_it_and_the_key_stays(
    returned: tuple[Team, Path],
) -> None:
    team, path = returned
    wishes = Wishes(trusted=(team.people[0],))
    with collect.read_plan(
        team.project, [path], authority=Authority.COLLECT, wishes=wishes
    ) as plan:
        collect.apply(team.project, team.lead, plan)
        [file] = plan.files
    assert file.contents.counts[Verdict.NEW] == 1
    [signed] = team.collect(team.send_back(path, team.people[0]))
    assert signed.signature is Signature.SIGNED


def test_an_unsigned_package_for_oneself_is_taken_in(returned: tuple[Team, Path]) -> None:
    team, _ = returned
    plain = team.pack(team.people[0])
    with Project.open(team.pack(team.people[0])) as package:
        [plan] = take(package, team.people[0], plain, authority=Authority.RECEIVE)
    assert plan.signature is Signature.UNSIGNED
    assert not plan.refusal


def test_what_a_file_calls_shared_and_nobody_knows_becomes_its_annotators_own(
    returned: tuple[Team, Path],
) -> None:
    team, path = returned
    person = team.people[0]
    with at_desk(path, person, team.articles[0]) as desk:
        desk.mark("ACTOR", "Poland said", referent=NewReferent(name="Somebody new"))
        desk.project.connection.execute("UPDATE referent SET owner = NULL")
    team.collect(team.send_back(path, person))
    owners = team.project.connection.execute(
        "SELECT owner FROM referent WHERE name = 'Somebody new'"
    ).fetchall()
    assert owners == [(person,)]
