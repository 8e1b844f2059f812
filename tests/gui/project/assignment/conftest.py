"""An office with twelve articles and three annotators besides the lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import add_annotators, make_article, make_project
from tests.gui.project.office import Office, opened_office

PEOPLE = ("annotator 1", "annotator 2", "annotator 3")


@pytest.fixture
def office(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """Articles of two to thirteen words, called by the number of their words."""
    articles = [
        make_article(" ".join(["word"] * count), title=f"Article {count:02}")
        for count in range(2, 14)
    ]
    project = make_project(tmp_path, articles=articles)
    add_annotators(project, *PEOPLE)
    with opened_office(project, qapp, qtbot) as made:
        yield made
