"""Returned work that was made with an older version of the scheme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from db import doctor
from db.merge.plan import Authority, Verdict
from db.operations import schemes
from db.packages.collect_plan import Wishes
from db.project import Project
from db.queries import schemes as queries
from db.scheme.parts import Part, PartKind, Renames
from tests.builders import Desk, author_of
from tests.db.packages.collect.acts import collected, everything, verdicts, work
from tests.db.team.team import Team, at_desk, said, take

ACTOR = Part(kind=PartKind.LABEL, label="ACTOR")
REPORTER = Part(kind=PartKind.ROLE, label="PROPOSAL", name="reported_by")
NONE: Renames = {}


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, in which one statement is marked."""
    path = team.pack(team.people[0])
    with at_desk(path, team.people[0], team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    return path


def use(
    project: Project, version: str, changes: Mapping[str, str], renames: Renames = NONE, **more
) -> None:
    """Put a scheme in force in which some words are others."""
    text = queries.current_toml(project)
    present = next(line for line in text.splitlines() if line.startswith("version"))
    for old, new in {present: f'version = "{version}"', **changes}.items():
        assert old in text
        text = text.replace(old, new)
    schemes.use_scheme(project, author_of(project), toml=text, renames=renames, **more)


def forbid_reporters(project: Project, drop: Collection[Part] = ()) -> None:
    """Put a scheme in force in which proposals are reported by nobody."""
    parts = queries.current_toml(project).split("[[roles]]")
    kept = [
        each
        for each in parts
        if not ('name = "reported_by"' in each and 'source = "PROPOSAL"' in each)
    ]
    assert len(kept) == len(parts) - 1
    text = "[[roles]]".join(kept).replace('version = "1.0"', 'version = "2.0"')
    schemes.use_scheme(project, author_of(project), toml=text, drop=drop)


def mark_reporter(desk: Desk) -> None:
    """Say by whom a proposal is reported."""
    desk.link(desk.mark("PROPOSAL", "offered a truce"), "reported_by", desk.mark("ACTOR", "Norway"))


def quotes(team: Team) -> list[tuple[str, str]]:
    return Desk(team.project, team.people[0], team.articles[0]).quotes


def test_a_renamed_label_is_renamed_in_what_comes_back(team: Team, package: Path):
    use(team.project, "2.0", {'"ACTOR"': '"AGENT"'}, {ACTOR: "AGENT"})
    (plan,) = collected(team, team.send_back(package, team.people[0]))
    assert (plan.refusal, verdicts(plan)) == ("", [Verdict.NEW])
    assert quotes(team) == [("AGENT", "France"), ("PROPOSAL", "send troops")]
    assert doctor.examine(team.project) == ()


def test_several_versions_are_gone_through_one_after_the_other(team: Team, package: Path):
    use(team.project, "2.0", {'"ACTOR"': '"AGENT"'}, {ACTOR: "AGENT"})
    use(
        team.project,
        "3.0",
        {'"AGENT"': '"WHO"'},
        {Part(kind=PartKind.LABEL, label="AGENT"): "WHO"},
    )
    collected(team, team.send_back(package, team.people[0]))
    assert quotes(team) == [("WHO", "France"), ("PROPOSAL", "send troops")]


def test_what_was_collected_before_the_change_is_still_the_same_after_it(team: Team, package: Path):
    file = team.send_back(package, team.people[0])
    team.collect(file)
    use(team.project, "2.0", {'"ACTOR"': '"AGENT"'}, {ACTOR: "AGENT"})
    before = said(team.project)
    (plan,) = collected(team, file)
    assert verdicts(plan) == [Verdict.UNCHANGED]
    assert said(team.project) == before


def test_work_goes_on_in_a_package_of_the_older_scheme(team: Team, package: Path):
    team.collect(team.send_back(package, team.people[0]))
    use(team.project, "2.0", {'"ACTOR"': '"AGENT"'}, {ACTOR: "AGENT"})
    work(package, team, team.people[0], "Germany")
    (plan,) = collected(team, team.send_back(package, team.people[0]))
    assert verdicts(plan) == [Verdict.NEWER]
    assert quotes(team) == [
        ("AGENT", "France"), ("PROPOSAL", "send troops"), ("AGENT", "Germany"),
    ]  # fmt: skip


class TestWithoutAPlace:
    @pytest.fixture
    def shrunk(self, team: Team, package: Path) -> Path:
        """A role is gone from the scheme, and annotator number 1 has filled it meanwhile."""
        forbid_reporters(team.project)
        with at_desk(package, team.people[0], team.articles[1]) as desk:
            mark_reporter(desk)
        return team.send_back(package, team.people[0])

    def test_such_a_layer_is_refused_with_what_has_no_place(self, team: Team, shrunk: Path):
        (plan,) = collected(team, shrunk)
        assert verdicts(plan) == [Verdict.NEW, Verdict.REFUSED]
        assert "no place" in plan.contents.layers[1].reason
        assert plan.unplaced == 1
        rows = team.project.connection.execute("SELECT article FROM layer").fetchall()
        assert rows == [(team.articles[0],)]

    def test_it_comes_in_without_that_when_somebody_says_so(self, team: Team, shrunk: Path):
        (plan,) = collected(team, shrunk, wishes=Wishes(drops_unplaced=True))
        assert verdicts(plan) == [Verdict.NEW, Verdict.NEW]
        desk = Desk(team.project, team.people[0], team.articles[1])
        assert desk.quotes == [("PROPOSAL", "offered a truce"), ("ACTOR", "Norway")]
        assert desk.annotation.links == ()
        assert doctor.examine(team.project) == ()

    def test_what_is_known_already_is_not_refused(self, team: Team, package: Path):
        with at_desk(package, team.people[0], team.articles[1]) as desk:
            mark_reporter(desk)
        file = team.send_back(package, team.people[0])
        team.collect(file)
        forbid_reporters(team.project, drop=[REPORTER])
        before = said(team.project)
        (plan,) = collected(team, file)
        assert verdicts(plan) == [Verdict.UNCHANGED, Verdict.UNCHANGED]
        assert said(team.project) == before


class TestInAPackage:
    def test_a_package_with_a_newer_scheme_brings_the_annotator_s_file_up(
        self, team: Team, package: Path
    ):
        person = team.people[0]
        use(team.project, "2.0", {'"ACTOR"': '"AGENT"'}, {ACTOR: "AGENT"})
        newer = team.pack(person)
        with Project.open(package) as project:
            (plan,) = take(project, person, newer, authority=Authority.RECEIVE)
            assert plan.refusal == ""
            desk = Desk(project, person, team.articles[0])
            assert desk.quotes == [("AGENT", "France"), ("PROPOSAL", "send troops")]
            assert doctor.examine(project) == ()

    def test_a_scheme_without_a_place_for_what_is_marked_is_refused_and_nothing_changes(
        self, team: Team, package: Path
    ):
        person = team.people[0]
        forbid_reporters(team.project)
        newer = team.pack(person)
        with Project.open(package) as project:
            mark_reporter(Desk(project, person, team.articles[1]))
            before = everything(project)
            (plan,) = take(project, person, newer, authority=Authority.RECEIVE)
            assert "no place" in plan.refusal
            assert everything(project) == before
