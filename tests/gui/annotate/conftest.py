"""Somebody at the keyboard of the Annotate page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.builders import make_article, make_project
from tests.journeys.annotator import Annotator
from tests.journeys.window import annotator_at

BODY = (
    "France proposed to send troops to the border, said Anne Moreau. Every ally rejected the plan "
    "to send troops.\n\nThe plan, said France, was never meant as a threat. Poland supported the "
    "proposal, and Moreau thanked Poland for it."
)


@pytest.fixture
def annotator(qapp: QApplication, tmp_path: Path) -> Iterator[Annotator]:
    """Before a project of three articles, in the text of the first."""
    articles = [
        BODY,
        make_article("Spain agreed.", title="Second"),
        make_article("No.", title="Third"),
    ]
    with (
        make_project(tmp_path, articles=articles) as project,
        annotator_at(project, qapp, tmp_path) as somebody,
    ):
        yield somebody
