"""What annotators did, and the texts that they annotated twice."""

from __future__ import annotations

import pytest

from db.agreement.drift import FIRST_TIME, SECOND_TIME, self_consistency
from db.agreement.figure import Measure
from db.model import Fragment, LayerState
from db.operations import assignments, layers, projects
from db.queries import annotator_profile, annotators
from tests.builders import BODY, Desk, article_ids, author_of, make_project


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, articles=[BODY, BODY, BODY + " More.", "Nothing."]) as made:
        projects.add_annotator(made, author_of(made), name="annotator 1")
        yield made


def person(project):
    return next(each.id for each in annotators.every(project) if each.name == "annotator 1")


def desk(project, article):
    return Desk(project, person(project), article_ids(project)[article])


def finish(project, article):
    at = desk(project, article)
    layers.set_state(project, at.author, article=at.article, state=LayerState.DONE)


def workload(project):
    found = annotator_profile.workloads(project)
    return next(each for each in found if each.annotator.name == "annotator 1")


def test_work_is_counted_by_state_and_label(project):
    first = desk(project, 0)
    proposal = first.mark("PROPOSAL", "to send troops")
    first.link(proposal, "proposed_by", first.mark("ACTOR", "France"))
    layers.note_reading(
        project, first.author, article=first.article, coverage=[Fragment(0, 5)], seconds=60
    )
    finish(project, 0)
    layers.set_nothing_here(project, first.author, article=article_ids(project)[3], value=True)
    desk(project, 1).mark("ACTOR", "Poland")
    third = desk(project, 2)
    layers.set_state(project, third.author, article=third.article, state=LayerState.SKIPPED)
    found = workload(project)
    assert (found.done, found.open, found.skipped, found.empty) == (2, 1, 1, 1)
    assert dict(found.spans) == {"ACTOR": 1, "PROPOSAL": 1}
    assert (found.span_count, found.links) == (2, 1)
    assert found.seconds == 60
    assert found.seconds_per_article == 30


def test_who_began_nothing_and_gold_have_no_workload(project):
    desk(project, 0).mark("ACTOR", "France")
    gold = annotators.gold(project)
    layers.set_nothing_here(project, gold, article=article_ids(project)[0], value=True)
    names = [each.annotator.name for each in annotator_profile.workloads(project)]
    assert names == ["annotator 1"]
    assert workload(project).seconds_per_article is None


def test_calibration_counts_what_was_handed_out_for_it(project):
    assignments.assign_to(
        project,
        author_of(project),
        articles=article_ids(project)[:2],
        annotators=[person(project)],
    )
    project.connection.execute(
        "UPDATE assignment SET purpose = 'calibration' WHERE article = ?",
        (article_ids(project)[0],),
    )
    finish(project, 0)
    finish(project, 1)
    assert workload(project).calibrated == 1


def test_a_text_that_was_annotated_twice_is_compared_with_itself(project):
    assert annotator_profile.read_twice(project, person(project)) == ()
    for article in (0, 1):
        desk(project, article).mark("ACTOR", "France")
    desk(project, 1).mark("PROPOSAL", "to send troops")
    finish(project, 0)
    assert annotator_profile.read_twice(project, person(project)) == ()
    finish(project, 1)
    finish(project, 2)
    twice = annotator_profile.read_twice(project, person(project))
    assert [each.article for each in twice] == [article_ids(project)[0]]
    assert len(twice[0].layers[FIRST_TIME].items) == 1
    assert len(twice[0].layers[SECOND_TIME].items) == 2
    assert self_consistency(twice).figure(Measure.SPANS_EXACT).value == pytest.approx(2 / 3)
