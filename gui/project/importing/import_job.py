"""Imports what a plan says, and then groups wire copies if that is wanted; for the background."""

from __future__ import annotations

from dataclasses import dataclass

from db.errors import Stopped
from db.imports import plan as plans
from db.imports.choices import Copies
from db.imports.near_duplicates import group_near_duplicates
from db.imports.plan import ImportPlan
from db.model import AnnotatorId, Changes
from db.progress import IsCancelled, Progress
from db.project import Project
from gui.project.importing.done_card import Came


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an import did, step by step, and what it brought."""

    steps: tuple[Changes, ...]
    came: Came


def bring_in(
    project: Project,
    author: AnnotatorId,
    plan: ImportPlan,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> Brought:
    """All of the plan or nothing; whoever stops the search for copies keeps the import."""
    changes = plans.apply(project, author, plan=plan, progress=progress, is_cancelled=is_cancelled)
    if not plan.articles or plan.choices.copies not in {None, Copies.GROUP}:
        return Brought(steps=(changes,), came=Came(plan=plan))
    if plan.copies == ():
        return Brought(steps=(changes,), came=Came(plan=plan, groups=0))
    try:
        found = group_near_duplicates(project, author, progress=progress, is_cancelled=is_cancelled)
    except Stopped:
        return Brought(steps=(changes,), came=Came(plan=plan))
    return Brought(
        steps=(changes, found.changes),
        came=Came(plan=plan, groups=found.groups, copies=found.articles),
    )
