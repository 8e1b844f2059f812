"""The section that collects, in the project of a lead with two annotators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.queries import annotators
from gui.project.collect.section import CollectSection
from gui.theme import LIGHT
from tests.db.team.team import Team, make_team
from tests.gui.project.collect.table import Table
from tests.gui.project.office import opened_office


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Two annotators, each of whom is to do both articles."""
    return make_team(tmp_path)


@pytest.fixture
def table(team: Team, qapp: QApplication, qtbot: QtBot) -> Iterator[Table]:
    """The section on the screen; nothing came in yet."""
    with opened_office(team.project, qapp, qtbot) as office:
        section = office.show(CollectSection(office.session, LIGHT, office.background))
        names = {each.id: each.name for each in annotators.every(team.project)}
        yield Table(team=team, office=office, section=section, names=names)
