"""The Explore page with two annotators' work on three articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.explore.page import ExplorePage
from gui.theme import LIGHT
from tests.explored import make_corpus
from tests.gui.explore.room import Room
from tests.gui.project.office import opened_office

FIRST = "France proposed a plan. Germany rejected the plan, and France withdrew it."
SECOND = "Poland thanked France for the plan. Germany said nothing of France."
THIRD = "Norway waited."


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """France is marked by annotator 1 once in each article, the plan by both, differently."""
    corpus = make_corpus(tmp_path, [FIRST, SECOND, THIRD])
    with opened_office(corpus.project, qapp, qtbot) as office:
        for article in (0, 1):
            corpus.desk(0, article).mark("ACTOR", "France")
            corpus.desk(0, article).mark("PROPOSAL", "the plan")
            corpus.desk(1, article).mark("PROPOSAL", "plan", nth=1 - article)
        corpus.finish()
        page = ExplorePage(
            office.session, office.settings, LIGHT, office.background, can_review=True
        )
        office.show(page)
        yield Room(corpus, office, page)
