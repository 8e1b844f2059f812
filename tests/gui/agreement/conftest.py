"""An office whose project three annotators and the lead have worked in, with known differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.model import AnnotatorId, ArticleId, LayerState
from db.operations import assignments, layers, spans
from db.project import Project
from db.queries import annotators, schemes
from db.scheme.model import Scheme
from gui.agreement.page import AgreementPage
from gui.agreement.wording import Names
from gui.theme import LIGHT
from tests.builders import (
    BODY,
    Desk,
    add_annotators,
    article_ids,
    author_of,
    make_article,
    make_project,
)
from tests.gui.project.office import Office, opened_office

SECOND = "Poland offered a truce. France welcomed the offer, and Poland thanked France."
THIRD = "Nothing of the kind happened."


@dataclass
class Team:
    """The project and the ids in it; annotators and articles are counted from 0."""

    project: Project
    people: tuple[AnnotatorId, ...]
    gold: AnnotatorId
    articles: tuple[ArticleId, ...]

    def desk(self, person: int | None, article: int = 0) -> Desk:
        """One of the annotators, None for gold, in front of an article."""
        who = self.gold if person is None else self.people[person]
        return Desk(self.project, who, self.articles[article])

    def finish(self, person: int | None, article: int = 0) -> None:
        """Mark an article as done."""
        desk = self.desk(person, article)
        layers.set_state(self.project, desk.author, article=desk.article, state=LayerState.DONE)

    @property
    def names(self) -> Names:
        """What all of them are called."""
        scheme: Scheme = schemes.current(self.project)
        return Names(
            annotators={each.id: each.name for each in annotators.every(self.project)},
            scheme=scheme,
        )


def make_team(folder: Path) -> Team:
    """Annotators 1 to 3 have finished the first article, 1 and 2 the second, one the third.

    In the first, annotator 2 marked a shorter proposal and annotator 3 called the rejection a
    proposal; all of them link it otherwise. In the second only annotator 2 marked Poland.
    """
    articles = [
        make_article(BODY, title="Troops"),
        make_article(SECOND, title="Truce"),
        make_article(THIRD, title="Nothing"),
    ]
    project = make_project(folder, articles=articles)
    team = Team(
        project=project,
        people=add_annotators(project, "annotator 1", "annotator 2", "annotator 3"),
        gold=annotators.gold(project),
        articles=article_ids(project),
    )
    _mark_first(team)
    for person, words in ((0, "France"), (1, "Poland")):
        team.desk(person, 1).mark("ACTOR", words)
        team.finish(person, 1)
    team.finish(2, 2)
    for each in team.articles:
        assignments.assign_to(
            project, author_of(project), articles=[each], annotators=team.people, round_=1
        )
    return team


def _mark_first(team: Team) -> None:
    proposals = ("to send troops to the border", "to send troops", "to send troops to the border")
    labels = ("REJECTION", "REJECTION", "PROPOSAL")
    for person, (proposal, label) in enumerate(zip(proposals, labels, strict=True)):
        desk = team.desk(person)
        france = desk.mark("ACTOR", "France")
        proposed = desk.mark("PROPOSAL", proposal)
        rejected = desk.mark(label, "rejected")
        if label == "REJECTION":
            desk.link(rejected, "rejects", proposed)
            strength = "strong" if person else "weak"
            spans.set_attribute(
                team.project, desk.author, article=desk.article, span=rejected,
                name="strength", value=strength,
            )  # fmt: skip
        if person != 1:
            desk.link(proposed, "proposed_by", france)
        team.finish(person)


def settle(team: Team) -> None:
    """Gold as annotator 1 marked the first article."""
    desk = team.desk(None)
    desk.mark("ACTOR", "France")
    desk.mark("PROPOSAL", "to send troops to the border")
    desk.mark("REJECTION", "rejected")
    team.finish(None)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """The team alone, without a window."""
    made = make_team(tmp_path)
    with made.project:
        yield made


@pytest.fixture
def office(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """The team's project in an office."""
    with opened_office(make_team(tmp_path).project, qapp, qtbot) as made:
        yield made


@pytest.fixture
def office_team(office: Office) -> Team:
    """The team of the office."""
    by_name = {each.name: each.id for each in annotators.every(office.project)}
    return Team(
        project=office.project,
        people=tuple(by_name[f"annotator {number}"] for number in (1, 2, 3)),
        gold=annotators.gold(office.project),
        articles=article_ids(office.project),
    )


@pytest.fixture
def page(office: Office) -> AgreementPage:
    """The page, with all that it works out."""
    return office.show(
        AgreementPage(office.session, office.settings, LIGHT, office.background, can_review=True)
    )
