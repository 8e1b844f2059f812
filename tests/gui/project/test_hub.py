"""The exchange through a shared folder, from the window: set up, send, fetch, look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from db.operations import comments
from db.operations import hub as hub_operations
from db.packages import keys
from db.project import Project
from db.queries import hub as queries
from gui.project.hub.card import HubCard
from gui.project.hub.places_dialog import PlacesDialog
from gui.project.hub.set_up_dialog import SetUpDialog
from gui.project.my_work.section import MyWorkSection
from gui.theme import LIGHT
from tests.builders import Desk
from tests.db.team.team import Team, make_team
from tests.gui.project.office import Office, buttons, click, opened_office, part, said


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team with a folder that all can reach; it is no hub yet."""
    made = make_team(tmp_path)
    # The window has no other secrets than those of its user.
    made.secrets = keys.default_secrets()
    (tmp_path / "shared").mkdir()
    with made.project:
        yield made


@pytest.fixture
def lead(team: Team, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    with opened_office(team.project, qapp, qtbot) as made:
        yield made


def card_of(office: Office) -> HubCard:
    return office.show(HubCard(office.session, LIGHT, office.background))


def test_a_folder_is_tried_out_before_it_becomes_the_hub(lead: Office, team: Team) -> None:
    card = card_of(lead)
    assert buttons(card) == ["Set up a hub…"]
    click(card, "Set up a hub…")
    dialog = card.window().findChild(SetUpDialog)
    assert dialog is not None
    field = part(dialog, QLineEdit, "Where the hub is")
    field.setText(str(team.folder / "gone"))
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    box.accepted.emit()
    lead.bot.waitUntil(lambda: any("gone" in each for each in said(dialog)))
    assert queries.address(lead.project) is None
    field.setText(str(team.folder / "shared"))
    box.accepted.emit()
    lead.bot.waitUntil(lambda: queries.address(lead.project) is not None)
    lead.bot.waitUntil(lambda: "Send" in buttons(card))
    assert not list((team.folder / "shared").rglob("trial-*"))


def test_packages_go_out_and_work_comes_back_without_a_file_in_anybodys_hand(
    lead: Office, team: Team, qapp: QApplication, qtbot: QtBot
) -> None:
    person = team.people[0]
    hub_operations.set_hub(team.project, team.lead, address=str(team.folder / "shared"))
    package = team.pack(person)
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="Look again.")
    card = card_of(lead)
    click(card, "Send")
    lead.bot.waitUntil(lambda: any("package 2" in each for each in said(card)))
    lead.settle()
    with opened_office(Project.open(package), qapp, qtbot) as office:
        section = office.show(MyWorkSection(office.session, LIGHT, office.background))
        click(section, "Fetch")
        office.bot.waitUntil(lambda: "Take it in" in buttons(section))
        assert "1 new comment" in said(section)
        click(section, "Take it in")
        office.bot.waitUntil(lambda: "The package is in. Go on as before." in said(section))
        office.settle()
        click(section, "Fetch")
        office.bot.waitUntil(lambda: "There is nothing new in the hub." in said(section))
        Desk(office.project, person, team.articles[0]).mark("ACTOR", "France")
        click(section, "Send")
        office.bot.waitUntil(lambda: any("Your work has arrived" in each for each in said(section)))
        office.settle()
    arrived: list[tuple[Path, ...]] = []
    card.arrived.connect(arrived.append)
    click(card, "Fetch")
    lead.bot.waitUntil(lambda: bool(arrived))
    lead.settle()
    [paths] = arrived
    plans = team.collect(*paths)
    assert [each.annotator for each in plans] == [person]
    card.note(paths)
    click(card, "Fetch")
    lead.bot.waitUntil(lambda: "There is nothing new in the hub." in said(card))
    lead.settle()


def test_what_lies_there_is_listed_by_whose_it_is(lead: Office, team: Team) -> None:
    hub_operations.set_hub(team.project, team.lead, address=str(team.folder / "shared"))
    card = card_of(lead)
    click(card, "Send")
    lead.bot.waitUntil(lambda: any("package 1" in each for each in said(card)))
    lead.settle()
    click(card, "What is there…")
    lead.bot.waitUntil(lambda: card.window().findChild(PlacesDialog) is not None)
    lead.settle()
    table = part(card.window(), QTableWidget, "Files in the hub")
    rows = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert rows == ["package 1 for annotator number 1", "package 1 for annotator number 2"]
    dialog = card.window().findChild(PlacesDialog)
    assert dialog is not None
    dialog.reject()
