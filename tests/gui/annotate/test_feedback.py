"""What an annotator sees of the settled version of an article, beside their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.model import Fragment, LayerState
from db.operations import layers
from db.project import Project
from db.queries import annotators
from gui.annotate.current_article import CurrentArticle
from gui.annotate.feedback.pane import FeedbackPane
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.theme import LIGHT
from gui.widgets.chip import Chip
from tests.builders import Desk
from tests.db.team.team import Team, at_desk, make_team
from tests.gui.project.office import click, said


def finish(desk: Desk) -> None:
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)


def settled_package(team: Team) -> Path:
    """Hand out, collect, settle, and hand out again."""
    person, article = team.people[0], team.articles[0]
    path = team.pack(person)
    with at_desk(path, person, article) as desk:
        desk.mark("ACTOR", "France")
        desk.mark("PROPOSAL", "send troops")
        desk.mark("ACTOR", "nothing")
        finish(desk)
    team.collect(team.send_back(path, person))
    gold = Desk(team.project, annotators.gold(team.project), article)
    gold.mark("ACTOR", "France")
    gold.mark("PROPOSAL", "to send troops")
    gold.mark("ACTOR", "Germany")
    finish(gold)
    return team.pack(person)


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot, tmp_path: Path):  # type: ignore[no-untyped-def]
    team = make_team(tmp_path)
    with team.project, Project.open(settled_package(team)) as project:
        session = ProjectSession(project, team.people[0])
        selection = Selection()
        current = CurrentArticle(session, selection)
        made = FeedbackPane(session, current, LIGHT)
        qtbot.addWidget(made)
        made.resize(380, 700)
        made.show()
        selection.choose_article(team.articles[0])
        yield made, selection, team


def test_what_is_the_same_is_counted_and_what_differs_is_said_aspect_by_aspect(pane) -> None:  # type: ignore[no-untyped-def]
    shown, _, _ = pane
    words = said(shown)
    assert shown.tab_title == "Feedback 3"
    assert "1 place reads the same in the settled version." in words
    assert "Words: you “send troops” · settled “to send troops”" in words
    assert "You marked it; the settled version does not." in words
    assert "The settled version marks it; you did not." in words


def test_a_difference_leads_to_its_words_in_the_text(pane) -> None:  # type: ignore[no-untyped-def]
    shown, _, _ = pane
    wanted: list[Fragment] = []
    shown.stretch_wanted.connect(wanted.append)
    chip = next(each for each in shown.findChildren(Chip) if "Germany" in each.text())
    click(shown, chip.text())
    [stretch] = wanted
    assert stretch.end - stretch.start == len("Germany")


def test_an_article_that_is_not_settled_says_so(pane) -> None:  # type: ignore[no-untyped-def]
    shown, selection, team = pane
    selection.choose_article(team.articles[1])
    QApplication.processEvents()
    assert shown.tab_title == "Feedback"
    assert any(each.startswith("This article is not settled yet") for each in said(shown))


def test_a_note_and_a_difference_name_the_rule_that_decided(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    team = make_team(tmp_path)
    with team.project:
        settled_package(team)
        gold = Desk(team.project, annotators.gold(team.project), team.articles[0])
        span = next(each.id for each in gold.annotation.spans if each.quote == "to send troops")
        with team.project.transaction() as connection:
            connection.execute(
                """INSERT INTO decision (id, article, annotator, unit, source, rule, note,
                       addressee, span, created_at)
                   VALUES (?, ?, ?, 'u', 'adjudicated', '3.1 Proposals: Extent', 'Look again.',
                       ?, ?, '2026-01-02T00:00:00.000Z')""",
                (
                    team.project.new_id(),
                    team.articles[0],
                    annotators.lead(team.project),
                    team.people[0],
                    span,
                ),
            )
        with Project.open(team.pack(team.people[0])) as project:
            selection = Selection()
            session = ProjectSession(project, team.people[0])
            made = FeedbackPane(session, CurrentArticle(session, selection), LIGHT)
            qtbot.addWidget(made)
            made.show()
            selection.choose_article(team.articles[0])
            QApplication.processEvents()
            words = said(made)
    assert "The lead says: Look again. (rule 3.1 Proposals: Extent)" in words
    assert "Decided by rule 3.1 Proposals: Extent." in words
