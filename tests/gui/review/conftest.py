from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.review.lead import Lead, annotated, lead_at


@pytest.fixture
def lead(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Lead]:
    project, people = annotated(tmp_path)
    with project, lead_at(project, people, qapp, qtbot) as made:
        yield made
