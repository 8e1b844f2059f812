"""`demarche collect`, `demarche merge`, `demarche collects` and `demarche take-back`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.operations import imports, projects
from db.project import Project
from db.queries import annotators
from tests.builders import Desk, author_of, make_article
from tests.db.packages.collect.acts import everything, tamper
from tests.db.team.team import Team, at_desk, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A lead with two annotators; the project is open only between commands."""
    made = make_team(tmp_path)
    made.project.close()
    yield made
    made.project.close()


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1."""
    with Project.open(team.project.path) as team.project:
        return team.pack(team.people[0])


@pytest.fixture
def returned(team: Team, package: Path) -> Path:
    """What annotator number 1 sent back: one actor."""
    mark(team, package, "the plan")
    return team.send_back(package, team.people[0])


def lead(team: Team) -> Path:
    return team.project.path


def mark(team: Team, path: Path, words: str) -> None:
    with at_desk(path, team.people[0], articles(team)[0]) as desk:
        desk.mark("ACTOR", words)


def articles(team: Team):
    with Project.open(lead(team), is_read_only=True) as project:
        return tuple(
            row[0] for row in project.connection.execute("SELECT id FROM article ORDER BY position")
        )


def rows(team: Team) -> dict[str, list[tuple[object, ...]]]:
    with Project.open(lead(team), is_read_only=True) as project:
        return everything(project)


def number(demarche, team: Team) -> int:
    return json.loads(demarche("collects", lead(team), "--json").out)[0]["number"]


class TestCollect:
    def test_it_says_what_comes_in_and_how_to_take_it_back(self, demarche, team, returned):
        outcome = demarche("collect", lead(team), returned)
        assert outcome.status == 0
        assert "work of annotator number 1" in outcome.out
        assert "1 layer: 1 new" in outcome.out
        assert "1 new referent" in outcome.out
        assert f"take-back {lead(team)} {number(demarche, team)}" in outcome.out
        with Project.open(lead(team)) as project:
            desk = Desk(project, team.people[0], articles(team)[0])
            assert desk.quotes == [("ACTOR", "the plan")]

    def test_a_dry_run_says_it_and_writes_nothing(self, demarche, team, returned):
        before = lead(team).read_bytes()
        outcome = demarche("collect", lead(team), returned, "--dry-run")
        assert outcome.status == 0
        assert "1 layer: 1 new" in outcome.out
        assert "Nothing was written" in outcome.out
        assert lead(team).read_bytes() == before

    def test_the_same_file_again_brings_nothing(self, demarche, team, returned):
        demarche("collect", lead(team), returned)
        outcome = demarche("collect", lead(team), returned)
        assert outcome.status == 0
        assert "1 unchanged" in outcome.out
        assert "nothing new" in outcome.out

    def test_a_newer_return_says_what_changes(self, demarche, team, package, returned):
        demarche("collect", lead(team), returned)
        mark(team, package, "Germany")
        outcome = demarche("collect", lead(team), team.send_back(package, team.people[0]))
        assert "Newer: “France proposed" in outcome.out
        assert "open, 1 span and 0 links → open, 2 spans and 0 links" in outcome.out

    def test_a_fork_keeps_both_and_says_so(self, demarche, team, package, returned):
        copy = team.copy(package)
        mark(team, package, "Germany")
        mark(team, copy, "Poland")
        person = team.people[0]
        outcome = demarche(
            "collect", lead(team), team.send_back(package, person), team.send_back(copy, person)
        )
        assert outcome.status == 0
        assert "both are kept" in outcome.out

    def test_a_file_that_is_refused_is_named_and_the_others_come_in(self, demarche, team, returned):
        bad = Path("bad.demarche-back")
        bad.write_bytes(returned.read_bytes()[:900])
        outcome = demarche("collect", lead(team), bad, returned)
        assert outcome.status == 1
        assert "Refused: bad.demarche-back was not taken" in outcome.out
        assert "Left out: 1 file" in outcome.err
        assert "Taken in as number" in outcome.out

    def test_a_layer_that_is_refused_is_named(self, demarche, team, package):
        mark(team, package, "the plan")
        tamper(package, "UPDATE span SET quote = 'a plan'")
        outcome = demarche("collect", lead(team), package)
        assert outcome.status == 1
        assert "Refused: “France proposed" in outcome.out
        assert "Left out: 1 layer" in outcome.err

    def test_an_unknown_annotator_is_asked_about_and_mapped(self, demarche, team, package):
        mark(team, package, "the plan")
        stranger, person = "01a00000-0000-7000-8000-000000000000", team.people[0]
        tamper(
            package,
            f"UPDATE annotator SET id = '{stranger}' WHERE id = '{person}'",
            f"UPDATE layer SET annotator = '{stranger}' WHERE annotator = '{person}'",
            f"UPDATE referent SET owner = '{stranger}' WHERE owner = '{person}'",
            f"UPDATE assignment SET annotator = '{stranger}'",
            f"UPDATE setting SET value = '{stranger}' WHERE name = 'author'",
        )
        asked = demarche("collect", lead(team), package)
        assert asked.status == 1
        assert f"--map {stranger}=NAME" in asked.out
        mapped = f"{stranger}=annotator number 2"
        outcome = demarche("collect", lead(team), package, "--map", mapped)
        assert outcome.status == 0
        with Project.open(lead(team)) as project:
            desk = Desk(project, team.people[1], articles(team)[0])
            assert desk.quotes == [("ACTOR", "the plan")]

    def test_another_key_is_refused_until_it_is_trusted(self, demarche, team, package, returned):
        demarche("collect", lead(team), returned)
        mark(team, package, "Germany")
        # As on a new computer, which has no key yet.
        shutil.rmtree(team.folder / f"secrets of {team.people[0]}")
        forged = team.send_back(package, team.people[0])
        outcome = demarche("collect", lead(team), forged)
        assert outcome.status == 1
        assert f"--accept-new-key {team.people[0]}" in outcome.out
        trusted = demarche("collect", lead(team), forged, "--accept-new-key", "annotator number 1")
        assert trusted.status == 0
        assert "1 newer" in trusted.out

    def test_a_plan_is_told_to_other_programs(self, demarche, team, returned):
        outcome = demarche("collect", lead(team), returned, "--json")
        told = json.loads(outcome.out)
        (file,) = told["files"]
        (layer,) = file["layers"]
        assert told["operations"] == [number(demarche, team)]
        assert (file["annotator"], file["refusal"]) == (team.people[0], "")
        assert file["counts"]["new"] == 1
        assert (layer["verdict"], layer["before"]) == ("new", None)
        assert layer["after"] == {"state": "open", "spans": 1, "links": 0}

    @pytest.mark.parametrize("pair", ["somebody", "=annotator number 1", "id="])
    def test_a_mapping_says_who_is_who(self, demarche, team, returned, pair):
        outcome = demarche("collect", lead(team), returned, "--map", pair)
        assert outcome.status == 2
        assert "ID=NAME" in outcome.err

    def test_names_that_the_project_does_not_have_are_wrong(self, demarche, team, returned):
        outcome = demarche("collect", lead(team), returned, "--accept-new-key", "annotator 9")
        assert outcome.status == 1
        assert "no annotator “annotator 9”" in outcome.err

    def test_nothing_is_collected_into_a_work_package(self, demarche, team, package, returned):
        outcome = demarche("collect", package, returned)
        assert outcome.status == 1
        assert "lead's project" in outcome.err


class TestTakeBack:
    def test_everything_is_as_it_was(self, demarche, team, returned):
        before = rows(team)
        demarche("collect", lead(team), returned)
        outcome = demarche("take-back", lead(team), number(demarche, team))
        assert outcome.status == 0
        assert outcome.out == f"Took back {returned.name} (1 layer, 1 span, 0 links).\n"
        assert rows(team) == before

    def test_another_number_is_refused(self, demarche, team, returned):
        demarche("collect", lead(team), returned)
        outcome = demarche("take-back", lead(team), 99)
        assert outcome.status == 1
        assert "no longer there" in outcome.err

    def test_what_came_in_is_listed_with_its_number(self, demarche, team, returned):
        assert "Nothing has come in" in demarche("collects", lead(team)).err
        demarche("collect", lead(team), returned)
        outcome = demarche("collects", lead(team))
        assert outcome.out.startswith(f"{number(demarche, team)}  ")
        assert f"{returned.name} by annotator number 1 (1 layer, 1 span, 0 links)" in outcome.out


class TestMerge:
    @pytest.fixture
    def copy(self, team: Team) -> Path:
        """A copy of the lead's project with one more article, in which the lead has marked."""
        path = team.folder / "copy.demarche"
        path.write_bytes(lead(team).read_bytes())
        with Project.open(path) as project:
            author = author_of(project)
            imports.add_articles(project, author, articles=[make_article("Cyprus said no.")])
            row = project.connection.execute("SELECT max(id) FROM article").fetchone()
            Desk(project, author, row[0]).mark("ACTOR", "Cyprus")
        return path

    def test_what_the_other_has_beyond_comes_in(self, demarche, team, copy):
        outcome = demarche("merge", lead(team), copy.with_suffix(""))
        assert outcome.status == 0
        assert "1 new article" in outcome.out
        assert "1 layer: 1 new" in outcome.out
        again = demarche("merge", lead(team), copy)
        assert "nothing new" in again.out

    def test_a_dry_run_writes_nothing(self, demarche, team, copy):
        before = lead(team).read_bytes()
        outcome = demarche("merge", lead(team), copy, "--dry-run")
        assert "1 new article" in outcome.out
        assert lead(team).read_bytes() == before

    def test_somebody_new_is_named(self, demarche, team, copy):
        with Project.open(copy) as project:
            projects.add_annotator(project, author_of(project), name="annotator number 3")
            person = next(
                each.id for each in annotators.every(project) if each.name == "annotator number 3"
            )
            Desk(project, person, articles(team)[0]).mark("ACTOR", "France")
        outcome = demarche("merge", lead(team), copy)
        assert "New annotator: annotator number 3" in outcome.out

    def test_a_work_package_is_no_project(self, demarche, team, package):
        outcome = demarche("merge", lead(team), package)
        assert outcome.status == 1
        assert "Collect it" in outcome.out

    def test_it_is_taken_back_as_one(self, demarche, team, copy):
        before = rows(team)
        demarche("merge", lead(team), copy)
        assert demarche("take-back", lead(team), number(demarche, team)).status == 0
        assert rows(team) == before
