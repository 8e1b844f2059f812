"""What is added to a decision afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import SchemeViolation
from db.operations import history, layers, projects, review, review_remarks
from db.operations.review import Wish
from db.project import Project
from db.queries import annotators
from db.queries import review as queries
from db.queries.review import ReviewArticle
from db.review.choices import TakeVersion
from db.review.decisions import Reason
from tests.builders import ADVANCING, Desk, all_rows, article_ids, author_of, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, articles=["France proposed a truce."]) as made:
        projects.add_annotator(made, author_of(made), name="annotator 1")
        desk = Desk(made, annotators.every(made)[-1].id, article_ids(made)[0])
        desk.mark("ACTOR", "France")
        layers.open_layer(made, annotators.gold(made), article=desk.article)
        yield made


def reviewed(project: Project) -> ReviewArticle:
    found = queries.article(project, article_ids(project)[0])
    assert found is not None
    return found


def remark(project: Project, **said: object) -> None:
    found = reviewed(project)
    review_remarks.remark(
        project,
        author_of(project),
        article=found.article.id,
        unit=found.units[0].id,
        **{
            "reason": None,
            "note": None,
            "addressee": None,
            "is_guideline_gap": False,
            "rule": None,
            **said,
        },
    )


def settle(project: Project) -> None:
    found = reviewed(project)
    wish = Wish(unit=found.units[0].id, choice=TakeVersion(), note="First.")
    review.decide(project, author_of(project), article=found.article.id, wishes=[wish])


def test_it_takes_the_place_of_what_was_said_and_leaves_gold_alone(project: Project) -> None:
    settle(project)
    gold = all_rows(project, "span", "link", "layer", but=ADVANCING)
    remark(project, reason=Reason.SLIP, rule="4.2 The verb", note="Second.", is_guideline_gap=True)
    [settled] = reviewed(project).settled
    assert (settled.reason, settled.rule, settled.note, settled.is_guideline_gap) == (
        Reason.SLIP,
        "4.2 The verb",
        "Second.",
        True,
    )
    assert all_rows(project, "span", "link", "layer", but=ADVANCING) == gold


def test_it_is_undone_exactly(project: Project) -> None:
    settle(project)
    before = all_rows(project, "decision")
    remark(project, reason=Reason.OTHER, addressee=annotators.every(project)[-1].id)
    changes = history.undo(project, author_of(project))
    assert all_rows(project, "decision") == before
    assert changes is not None
    assert changes.articles == {article_ids(project)[0]}


def test_an_open_place_has_nothing_to_remark_on(project: Project) -> None:
    before = all_rows(project, "decision", "layer")
    with pytest.raises(SchemeViolation, match="not settled yet"):
        remark(project, reason=Reason.SLIP)
    assert all_rows(project, "decision", "layer") == before
