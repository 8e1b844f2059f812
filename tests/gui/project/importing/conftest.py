"""The section of articles, ready for files."""

from __future__ import annotations

import pytest

from gui.project.articles.section import ArticlesSection
from gui.theme import LIGHT
from tests.gui.project.importing.assistant_room import Room
from tests.gui.project.office import Office


@pytest.fixture
def room(office: Office) -> Room:
    """Nothing is dropped yet."""
    made = ArticlesSection(office.session, LIGHT, office.settings, office.background)
    return Room(office, office.show(made))
