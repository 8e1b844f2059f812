"""The exchange through a shared folder from an annotator's window, and the lead's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.operations import comments
from db.operations import hub as hub_operations
from db.packages import keys
from db.packages.hub import exchange
from db.project import Project
from gui import ask
from gui.project.hub.pane import HubPane
from gui.project.my_work.section import MyWorkSection
from gui.theme import LIGHT
from tests.builders import Desk
from tests.db.team.team import Team, make_team
from tests.gui.project.office import Office, answer, buttons, click, opened_office, said


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team with a folder that all can reach, which is their hub."""
    made = make_team(tmp_path)
    # The window has no other secrets than those of its user.
    made.secrets = keys.default_secrets()
    (tmp_path / "shared").mkdir()
    with made.project:
        hub_operations.set_hub(made.project, made.lead, address=str(tmp_path / "shared"))
        yield made


@pytest.fixture
def lead(team: Team, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    with opened_office(team.project, qapp, qtbot) as made:
        yield made


def press(
    office: Office,
    section: HubPane | MyWorkSection,
    name: str,
    told: str = "",
    *,
    offered: str = "",
) -> None:
    """Press a button and wait until a sentence is told about it, or another button is offered."""
    click(section, name)
    if offered:
        # Not a word of it: what a card says of itself may hold the same words from the start.
        office.bot.waitUntil(lambda: offered in buttons(section))
    else:
        office.bot.waitUntil(lambda: any(told in each for each in said(section)))
    office.settle()


def test_packages_go_out_and_work_comes_back_without_a_file_in_anybodys_hand(
    lead: Office, team: Team, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = team.people[0]
    package = team.pack(person)
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="Look again.")
    pane = lead.show(HubPane(lead.session, LIGHT, lead.background))
    monkeypatch.setattr(ask, "confirm", answer(True))
    press(lead, pane, "Send packages…", "packages were sent")
    with opened_office(Project.open(package), qapp, qtbot) as office:
        section = office.show(MyWorkSection(office.session, LIGHT, office.background))
        press(office, section, "Fetch from the hub", offered="Take it in")
        assert "1 new comment" in said(section)
        press(office, section, "Take it in", "The package is in. Go on as before.")
        press(office, section, "Fetch from the hub", "There is nothing new in the hub.")
        Desk(office.project, person, team.articles[0]).mark("ACTOR", "France")
        press(office, section, "Send my work", "Your work has arrived in the hub")
        press(office, section, "Send my work", "Nothing has changed since you last sent")
    arrived: list[tuple[Path, ...]] = []
    pane.fetched.connect(lambda found, _trusted: arrived.append(found.paths))
    click(pane, "Fetch from the hub")
    lead.bot.waitUntil(lambda: bool(arrived))
    lead.settle()
    [paths] = arrived
    assert [each.annotator for each in team.collect(*paths)] == [person]


def test_an_annotator_without_a_hub_is_told_how_to_hand_files_over(
    team: Team, qapp: QApplication, qtbot: QtBot
) -> None:
    hub_operations.set_hub(team.project, team.lead, address=None)
    with opened_office(Project.open(team.pack(team.people[0])), qapp, qtbot) as office:
        section = office.show(MyWorkSection(office.session, LIGHT, office.background))
        assert "Send my work" not in buttons(section)
        assert any("by mail or on a stick" in each for each in said(section))


def test_a_lead_with_a_new_computer_is_believed_once_the_annotator_says_so(
    team: Team, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = team.pack(team.people[0])
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="Look again.")
    other = keys.FileSecrets(team.folder / "new computer")
    with closing(exchange.hub_of(team.project, other)) as hub:
        exchange.send(team.project, team.lead, hub=hub, secrets=other)
    monkeypatch.setattr(ask, "confirm", answer(True))
    with opened_office(Project.open(package), qapp, qtbot) as office:
        section = office.show(MyWorkSection(office.session, LIGHT, office.background))
        press(office, section, "Fetch from the hub", offered="Trust the new key…")
        press(office, section, "Trust the new key…", offered="Take it in")
        press(office, section, "Take it in", "The package is in. Go on as before.")
        press(office, section, "Fetch from the hub", "There is nothing new in the hub.")
