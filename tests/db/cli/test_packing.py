"""`demarche annotators`, `demarche pack` and `demarche send-back`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators, packages
from tests import builders
from tests.builders import Desk, article_ids, make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A closed project of two articles, with annotator 1 and annotator 2, who has both."""
    with make_project(tmp_path, articles=["France proposed it.", "Poland rejected it."]) as made:
        return made.path


def assign(path: Path, name: str) -> AnnotatorId:
    with Project.open(path) as project:
        person = next(each.id for each in annotators.every(project) if each.name == name)
        builders.assign(project, person, article_ids(project))
    return person


def test_annotators_are_added_and_listed_with_their_ids(demarche, project):
    outcome = demarche("annotators", project, "--add", "annotator 1", "--add", "annotator 2")
    assert outcome.status == 0
    assert "annotator 2 (human)" in outcome.out
    assert "(human, lead)" in outcome.out
    listed = json.loads(demarche("annotators", project, "--json").out)
    assert [each["name"] for each in listed if each["kind"] == "human"][1:] == [
        "annotator 1",
        "annotator 2",
    ]
    assert [each["is_lead"] for each in listed].count(True) == 1


def test_a_package_is_made_for_everybody_who_has_articles(demarche, project):
    demarche("annotators", project, "--add", "annotator 1", "--add", "annotator 2")
    assign(project, "annotator 2")
    outcome = demarche("pack", project, "out")
    assert outcome.status == 0
    assert "annotator 1 has no articles" in outcome.err
    (made,) = Path("out").iterdir()
    assert str(made) in outcome.out
    with Project.open(project) as lead, Project.open(made) as package:
        (sent,) = packages.sent(lead)
        assert sent.fingerprint in outcome.out
        info = packages.package_info(package)
        assert info is not None
        assert info.id == sent.id


def test_a_dry_run_says_who_would_get_what_and_writes_nothing(demarche, project):
    demarche("annotators", project, "--add", "annotator 2")
    assign(project, "annotator 2")
    before = project.read_bytes()
    outcome = demarche("pack", project, "out", "--dry-run")
    assert outcome.out == "annotator 2: package 1, 2 articles with 6 words, 2 new\n"
    assert not Path("out").exists()
    assert project.read_bytes() == before


def test_a_second_package_says_what_is_still_out(demarche, project):
    demarche("annotators", project, "--add", "annotator 2")
    assign(project, "annotator 2")
    demarche("pack", project, "out", "--annotator", "ANNOTATOR 2")
    outcome = demarche("pack", project, "out", "--dry-run")
    assert "package 2" in outcome.out
    assert "2 sent before and not finished" in outcome.out


def test_annotators_are_named_by_name_or_id(demarche, project):
    demarche("annotators", project, "--add", "annotator 1", "--add", "annotator 1")
    person = assign(project, "annotator 1")
    assert demarche("pack", project, "a", "--annotator", person).status == 0
    twice = demarche("pack", project, "b", "--annotator", "annotator 1")
    assert twice.status == 1
    assert "2 annotators are called" in twice.err
    unknown = demarche("pack", project, "c", "--annotator", "annotator 9")
    assert unknown.status == 1
    assert "no annotator “annotator 9”" in unknown.err
    assert not Path("b").exists()


def test_without_any_assignment_nothing_is_packed(demarche, project):
    outcome = demarche("pack", project, "out")
    assert outcome.status == 0
    assert "no package was made" in outcome.err


def test_work_is_sent_back_with_a_receipt(demarche, project):
    demarche("annotators", project, "--add", "annotator 2")
    person = assign(project, "annotator 2")
    demarche("pack", project, "out")
    (package,) = Path("out").iterdir()
    with Project.open(package) as opened:
        Desk(opened, person, article_ids(opened)[0]).mark("ACTOR", "France")
    outcome = demarche("send-back", package)
    assert outcome.status == 0
    assert "Spans: 1" in outcome.out
    (written,) = Path("out").glob("*.demarche-back")
    assert str(written.name) in outcome.err
    again = demarche("send-back", package, "mine")
    assert again.status == 0
    assert Path("mine.demarche-back").exists()
    into_folder = demarche("send-back", package, "out")
    assert into_folder.status == 0
    assert len(list(Path("out").glob("*.demarche-back"))) == 2


def test_a_project_is_not_sent_back(demarche, project):
    outcome = demarche("send-back", project)
    assert outcome.status == 1
    assert "no work package" in outcome.err
