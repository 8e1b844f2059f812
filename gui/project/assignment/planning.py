"""From wishes to a plan: what the project has, what is wished, and the planner's answer."""

from __future__ import annotations

from dataclasses import replace

from db.assignment import planner
from db.assignment.model import AssignmentPlan, Candidate, Capacity, Request
from db.model import ArticleId
from db.project import Project
from db.queries import assignment_wishes
from db.queries.assignment_filter import Filter
from gui.project.assignment.fitting import fitting
from gui.project.assignment.wishes import Which, Wishes


def planned(project: Project, wishes: Wishes, shown: Filter) -> AssignmentPlan:
    """What would be handed out; `shown` is what the grid's filter keeps. Not for the GUI thread."""
    chosen: tuple[ArticleId, ...] | int = wishes.calibration
    if wishes.calibrates_with_selected:
        chosen = wishes.selected
    return planner.plan(
        Request(
            articles=_candidates(project, wishes, shown),
            annotators=_capacities(project, wishes),
            per_article=wishes.per_article,
            common=wishes.common,
            calibration=chosen,
            repeats=wishes.repeats,
            repeats_after=wishes.repeats_after,
            order=wishes.order,
            seed=wishes.seed,
            balance=wishes.balance,
            round=wishes.round,
        )
    )


def _candidates(project: Project, wishes: Wishes, shown: Filter) -> tuple[Candidate, ...]:
    only: list[ArticleId] | None = None
    if wishes.which is Which.SELECTED:
        only = list(wishes.selected)
    elif wishes.which is Which.FILTERED:
        only = fitting(project, shown)
    return assignment_wishes.candidates(
        project,
        round_=wishes.round,
        annotators=[each.annotator for each in wishes.people],
        only_unassigned=wishes.which is Which.UNASSIGNED,
        only=only,
    )


def _capacities(project: Project, wishes: Wishes) -> tuple[Capacity, ...]:
    people = [each.annotator for each in wishes.people]
    held = assignment_wishes.capacities(project, people, round_=wishes.round)
    return tuple(
        replace(
            capacity,
            quota=person.quota,
            share=None if person.percent is None else person.percent / 100,
        )
        for capacity, person in zip(held, wishes.people, strict=True)
    )
