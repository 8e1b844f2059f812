"""What an annotator does with a work package besides annotating: look, send back, take in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.model import LayerState
from db.operations import comments, layers, spans
from db.packages import bundle
from db.project import Project
from gui import ask
from gui.project.my_work.section import MyWorkSection
from gui.theme import LIGHT
from tests.builders import Desk
from tests.db.team.team import Team, make_team
from tests.gui.project.office import Office, answer, buttons, click, opened_office, said


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    with made.project:
        yield made


@pytest.fixture
def office(team: Team, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    """The package of the first annotator, with one article done and one begun."""
    project = Project.open(team.pack(team.people[0]))
    with opened_office(project, qapp, qtbot) as made:
        made.desk(0).mark("ACTOR", "France")
        layers.set_state(
            project, made.session.author, article=made.articles[0], state=LayerState.DONE
        )
        made.desk(1).mark("ACTOR", "Norway")
        yield made


def shown(office: Office) -> MyWorkSection:
    return office.show(MyWorkSection(office.session, LIGHT, office.background))


def test_an_annotator_is_greeted_by_name_and_told_what_is_left(office: Office) -> None:
    section = shown(office)
    words = said(section)
    assert words[0] == "Hello, annotator number 1"
    assert "1 of 2 articles done · 1 begun" in words
    assert "1 article to go. All is saved as you work; nothing needs the internet." in words


def test_going_on_opens_the_first_article_that_is_not_done(office: Office) -> None:
    section = shown(office)
    wanted = []
    section.article_wanted.connect(lambda article, _place: wanted.append(article))
    click(section, "Go on annotating")
    assert wanted == [office.articles[1]]


def test_who_has_done_nothing_yet_begins(team: Team, qapp: QApplication, qtbot: QtBot) -> None:
    project = Project.open(team.pack(team.people[0]))
    with opened_office(project, qapp, qtbot) as office:
        section = shown(office)
        assert "Begin annotating" in buttons(section)
        office.desk(0).mark("ACTOR", "France")
        section.mark_stale()
        office.settle()
        assert "Go on annotating" in buttons(section)


def test_sending_back_writes_a_signed_file_and_shows_a_receipt(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = shown(office)
    target = tmp_path / f"mine{bundle.BACK_SUFFIX}"
    monkeypatch.setattr(ask, "save_file", answer(target))
    assert any("2 articles were worked on" in each for each in said(section))
    click(section, "Send back…")
    office.bot.waitUntil(lambda: "Copy the receipt" in buttons(section))
    office.settle()
    about = bundle.about(target)
    assert (about.counts.articles, about.counts.done, about.counts.spans) == (2, 1, 2)
    assert any(about.fingerprint in each for each in said(section))
    assert any(each.startswith("Everything has been sent") for each in said(section))
    click(section, "Copy the receipt")
    assert about.fingerprint in QApplication.clipboard().text()


def test_what_is_marked_after_the_work_was_sent_is_told_as_not_sent_yet(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = shown(office)
    monkeypatch.setattr(ask, "save_file", answer(tmp_path / f"mine{bundle.BACK_SUFFIX}"))
    click(section, "Send back…")
    office.bot.waitUntil(lambda: "Copy the receipt" in buttons(section))
    office.settle()
    span = office.desk(1).annotation.spans[0]
    office.session.run(spans.delete_span, article=office.articles[1], span=span.id)
    office.settle()
    assert not any(each.startswith("Everything has been sent") for each in said(section))


def test_a_newer_package_is_shown_before_it_is_taken_in(
    office: Office, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="Look again.")
    newer = team.pack(team.people[0])
    section = shown(office)
    monkeypatch.setattr(ask, "open_file", answer(newer))
    click(section, "Choose the file…")
    office.bot.waitUntil(lambda: "Take it in" in buttons(section))
    assert "1 new comment" in said(section)
    assert not office.project.connection.execute("SELECT 1 FROM comment").fetchone()
    click(section, "Take it in")
    office.bot.waitUntil(lambda: "The package is in. Go on as before." in said(section))
    office.settle()
    assert office.project.connection.execute("SELECT text FROM comment").fetchone() == (
        "Look again.",
    )
    desk = Desk(office.project, office.session.author, office.articles[0])
    assert desk.quotes == [("ACTOR", "France")]


def test_the_package_of_somebody_else_is_refused_in_words(
    office: Office, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = shown(office)
    monkeypatch.setattr(ask, "open_file", answer(team.pack(team.people[1])))
    click(section, "Choose the file…")
    office.bot.waitUntil(lambda: "Leave it" in buttons(section))
    assert any("somebody else" in each for each in said(section))
    assert "Take it in" not in buttons(section)
    click(section, "Leave it")
