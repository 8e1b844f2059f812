"""Handing out articles that come twice, and reading them: what tests of second readings arrange."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from db.assignment.model import Request
from db.assignment.planner import plan
from db.model import AnnotatorId, ArticleId, LayerState
from db.operations import assignments, layers
from db.project import Project
from db.queries import assignment_wishes
from tests.builders import Desk, article_ids
from tests.db.team.team import Team

BODIES = tuple(
    f"France proposed plan number {number} to Germany. Germany rejected plan number {number}."
    for number in range(6)
)


def request(team: Team, **wishes: object) -> Request:
    """What a plan starts from that gives everybody everything."""
    number = assignment_wishes.next_round(team.project)
    asked = Request(
        articles=assignment_wishes.candidates(team.project, round_=number, annotators=team.people),
        annotators=assignment_wishes.capacities(team.project, team.people, round_=number),
        per_article=2,
        repeats=2,
        repeats_after=2,
        round=number,
    )
    return replace(asked, **wishes)


def hand_out(team: Team, **wishes: object) -> None:
    """Plan and assign."""
    assignments.assign(team.project, team.lead, plan=plan(request(team, **wishes)))


def copies_in(package: Project) -> dict[ArticleId, ArticleId]:
    """Which article of a package looks like which other one, that comes before it."""
    first: dict[str, ArticleId] = {}
    found = {}
    rows = package.connection.execute("SELECT id, title, body FROM article ORDER BY position")
    for article, title, body in rows:
        if title + body in first:
            found[article] = first[title + body]
        first.setdefault(title + body, article)
    return found


def read(path: Path, person: AnnotatorId, *, words: str = "France", again: str = "France") -> None:
    """Finish a whole package by marking some words, and others where it comes again."""
    with Project.open(path) as package:
        copies = copies_in(package)
        for article in article_ids(package):
            desk = Desk(package, person, article)
            desk.mark("ACTOR", again if article in copies else words)
            layers.set_state(package, person, article=article, state=LayerState.DONE)


def work_through(team: Team, *, again: str = "France") -> None:
    """Everybody reads all, and the lead collects it."""
    for person in team.people:
        path = team.pack(person)
        read(path, person, again=again)
        team.collect(team.send_back(path, person))
