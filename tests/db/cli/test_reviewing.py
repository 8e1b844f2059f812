"""`demarche review`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.model import LayerState
from db.operations import layers
from db.project import Project
from db.queries import review as queries
from tests.builders import Desk, add_annotators, article_ids, make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three annotators, two of whom agree on more than the third."""
    with make_project(tmp_path, articles=["France proposed talks. Poland rejected them."]) as made:
        people = add_annotators(made, "annotator 1", "annotator 2", "annotator 3")
        [article] = article_ids(made)
        for number, person in enumerate(people):
            desk = Desk(made, person, article)
            desk.mark("ACTOR", "France")
            if number < 2:
                desk.mark("ACTOR", "Poland")
            layers.set_state(made, person, article=article, state=LayerState.DONE)
        return made.path


def gold_quotes(path: Path) -> list[str]:
    with Project.open(path) as project:
        found = queries.article(project, article_ids(project)[0])
        assert found is not None
        return [] if found.gold is None else [each.quote for each in found.gold.spans]


def test_what_all_say_is_settled_and_the_rest_is_left(demarche, project):
    outcome = demarche("review", project, "--strategy", "unanimous")
    assert outcome.status == 0
    assert "1 settled, 1 left" in outcome.out
    assert gold_quotes(project) == ["France"]


def test_a_majority_settles_more_and_its_threshold_less(demarche, project):
    assert demarche("review", project, "--strategy", "majority", "--threshold", "0.9").status == 0
    assert gold_quotes(project) == ["France"]
    demarche("review", project, "--strategy", "majority")
    assert gold_quotes(project) == ["France", "Poland"]


def test_a_trusted_annotator_is_followed_also_where_they_marked_nothing(demarche, project):
    outcome = demarche(
        "review", project, "--strategy", "trusted", "--trusted", "annotator 3", "--json"
    )
    told = json.loads(outcome.out)
    assert (told["settled"], told["left"]) == (2, 0)
    assert gold_quotes(project) == ["France"]


def test_a_dry_run_writes_nothing(demarche, project):
    before = project.read_bytes()
    outcome = demarche("review", project, "--strategy", "majority", "--dry-run")
    assert "2 places would be settled" in outcome.err
    assert project.read_bytes() == before


def test_following_nobody_is_wrong_usage(demarche, project):
    assert demarche("review", project, "--strategy", "trusted").status == 2
