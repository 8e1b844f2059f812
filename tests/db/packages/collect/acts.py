"""What annotators and strangers do to files before the lead collects them."""

from __future__ import annotations

from pathlib import Path

from db import schema
from db.connection import Access, connect
from db.merge.plan import Authority, LayerPlan, Verdict
from db.model import AnnotatorId, LayerState
from db.operations import layers
from db.packages import collect
from db.packages.collect_plan import FilePlan, Wishes
from db.project import Project
from tests.builders import all_rows
from tests.db.team.team import Team, at_desk

JOURNAL = frozenset({"operation", "change"})
SAID = tuple(table for table in schema.TABLES if table not in JOURNAL)
"""Everything but the journal, which only grows."""


def work(path: Path, team: Team, person: AnnotatorId, *words: str, number: int = 0) -> None:
    """Mark some words as actors in one article of somebody's file."""
    with at_desk(path, person, team.articles[number]) as desk:
        for each in words:
            desk.mark("ACTOR", each)


def finish(path: Path, team: Team, person: AnnotatorId, number: int = 0) -> None:
    """Say that an article is done in somebody's file."""
    with Project.open(path) as project:
        layers.set_state(project, person, article=team.articles[number], state=LayerState.DONE)


def planned(team: Team, *paths: Path, wishes: Wishes | None = None) -> tuple[FilePlan, ...]:
    """What collecting would bring; nothing is written."""
    with collect.read_plan(team.project, paths, authority=Authority.COLLECT, wishes=wishes) as plan:
        return plan.files


def collected(
    team: Team,
    *paths: Path,
    wishes: Wishes | None = None,
    authority: Authority = Authority.COLLECT,
) -> tuple[FilePlan, ...]:
    """Plan and apply with what somebody agreed to."""
    with collect.read_plan(team.project, paths, authority=authority, wishes=wishes) as plan:
        collect.apply(team.project, team.lead, plan)
        return plan.files


def verdicts(plan: FilePlan) -> list[Verdict]:
    """The verdict of each layer, in the order of the articles."""
    return [each.verdict for each in plan.contents.layers]


def only(plan: FilePlan) -> LayerPlan:
    """The one layer of a file."""
    (layer,) = plan.contents.layers
    return layer


def tamper(path: Path, *statements: str) -> None:
    """Change a file behind the program's back; no rule of ours is asked."""
    connection = connect(path, Access.WRITE)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def everything(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row but those of the journal."""
    return all_rows(project, *SAID)
