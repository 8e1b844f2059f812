"""An article that is read again after a decision: the same as one that is read whole."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db.model import AnnotatorId, LayerState
from db.operations import history, layers, projects, review
from db.operations.review import Wish
from db.project import Project
from db.queries import annotators
from db.queries import review as queries
from db.queries.review import ReviewArticle
from db.review.choices import Choice, TakeIntersection, TakeNothing, TakeUnion, TakeVersion
from tests.builders import Desk, article_ids, author_of, make_project

BODY = "France proposed to send troops to the border. Germany rejected the plan of France."
STEPS = st.lists(st.tuples(st.sampled_from(["decide", "undo", "redo", "reopen"]), st.integers(0)))
CHOICES: tuple[Choice, ...] = (TakeVersion(), TakeUnion(), TakeIntersection(), TakeNothing())


def made(folder: Path) -> tuple[Project, AnnotatorId]:
    project = make_project(folder, articles=[BODY])
    for name in ("annotator 1", "annotator 2"):
        projects.add_annotator(project, author_of(project), name=name)
    [article] = article_ids(project)
    for number, person in enumerate(annotators.every(project)[-2:]):
        desk = Desk(project, person.id, article)
        proposal = desk.mark("PROPOSAL", ("send troops", "to send troops")[number])
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
        desk.mark("REJECTION", ("rejected the plan", "rejected")[number])
        layers.set_state(project, person.id, article=article, state=LayerState.DONE)
    return project, author_of(project)


def whole(project: Project) -> ReviewArticle:
    found = queries.article(project, article_ids(project)[0])
    assert found is not None
    return found


def shown(reviewed: ReviewArticle) -> tuple[object, ...]:
    return (
        reviewed.units,
        dict(reviewed.standings),
        reviewed.settled,
        reviewed.gold,
        reviewed.operation,
    )


@given(STEPS)
def test_it_is_the_same_whatever_was_decided_undone_or_opened_again(
    tmp_path_factory, steps: list[tuple[str, int]]
) -> None:
    project, lead = made(tmp_path_factory.mktemp("review"))
    with project:
        known = whole(project)
        for step, number in steps:
            units = known.units
            unit = units[number % len(units)].id
            if step == "decide":
                wish = Wish(unit=unit, choice=CHOICES[number % len(CHOICES)])
                article = known.article.id
                review.decide(project, lead, article=article, wishes=[wish], known=known)
            elif step == "reopen" and known.settlement(unit) is not None:
                review.reopen(project, lead, article=known.article.id, unit=unit)
            elif step == "undo" and history.next_undo(project) is not None:
                past = history.next_undo(project)
                if past is not None and past.name == "settle a place":
                    history.undo(project, lead)
            elif step == "redo":
                history.redo(project, lead)
            known = queries.settled_anew(project, known)
            assert shown(known) == shown(whole(project))


def test_what_stays_the_same_is_the_same_value(tmp_path: Path) -> None:
    project, lead = made(tmp_path)
    with project:
        known = whole(project)
        wish = Wish(unit=known.units[0].id, choice=TakeVersion())
        review.decide(project, lead, article=known.article.id, wishes=[wish], known=known)
        again = queries.settled_anew(project, known)
        assert again.units is known.units
        assert again.standings[known.units[1].id] is known.standings[known.units[1].id]


def test_an_outdated_reading_is_not_trusted(tmp_path: Path) -> None:
    project, lead = made(tmp_path)
    with project:
        known = whole(project)
        wishes = [Wish(unit=each.id, choice=TakeVersion()) for each in known.units[:2]]
        review.decide(project, lead, article=known.article.id, wishes=wishes[:1], known=known)
        # Still the reading from before the first decision.
        review.decide(project, lead, article=known.article.id, wishes=wishes[1:], known=known)
        assert len(whole(project).settled) == 2
        gold = whole(project).gold
        assert gold is not None
        assert [each.role for each in gold.links] == ["proposed_by"]
