"""An office with a small project in which a few things are marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import BODY, make_article, make_project
from tests.gui.project.office import Office, opened_office

SECOND = "Poland offered a truce. France welcomed the offer, and Poland thanked France."


@pytest.fixture
def office(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """Two articles, one of them marked, and a register of nothing but what is mentioned."""
    articles = [make_article(BODY, title="Troops"), make_article(SECOND, title="Truce")]
    with opened_office(make_project(tmp_path, articles=articles), qapp, qtbot) as made:
        desk = made.desk()
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
        desk.mark("ACTOR", "Germany")
        desk.mark("ACTOR", "France", nth=1)
        made.project.connection.execute(
            "DELETE FROM referent WHERE id NOT IN (SELECT referent FROM span)"
        )
        yield made
