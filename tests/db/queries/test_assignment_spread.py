from __future__ import annotations

import pytest

from db.operations import assignments, projects
from db.queries import annotators
from db.queries.assignment_spread import Spread, spread
from tests.builders import article_ids, author_of, make_project


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, articles=[f"Article {number}" for number in range(6)]) as made:
        for number in range(3):
            projects.add_annotator(made, author_of(made), name=f"annotator {number + 1}")
        yield made


def hand_out(project, articles, count):
    named = [each.id for each in annotators.every(project) if each.name[-1:].isdigit()]
    assignments.assign_to(project, author_of(project), articles=articles, annotators=named[:count])


def test_nothing_is_spread_before_anything_is_handed_out(project):
    assert spread(project) == Spread(each=0, common=0, calibration=0)


def test_most_of_the_shared_out_articles_say_how_many_each_went_to(project):
    ids = article_ids(project)
    hand_out(project, ids[:3], 2)
    hand_out(project, ids[3:4], 1)
    assert spread(project).each == 2


def test_what_everybody_got_is_counted_apart(project):
    ids = article_ids(project)
    hand_out(project, ids[:1], 1)
    hand_out(project, ids[1:4], 3)
    for article, purpose in ((ids[1], "common"), (ids[2], "common"), (ids[3], "calibration")):
        project.connection.execute(
            "UPDATE assignment SET purpose = ? WHERE article = ?", (purpose, article)
        )
    assert spread(project) == Spread(each=1, common=2, calibration=1)
