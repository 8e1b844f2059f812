from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import announce
from tests.gui.review.lead import annotated
from tests.gui.review.test_window import Desk, program_at


class Listener:
    """A screen reader that keeps what it was told in place of speaking."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.is_active = True

    def isActive(self) -> bool:
        return self.is_active

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        self.heard.append(event.message())

    def take(self) -> list[str]:
        """What was told since the last time."""
        QApplication.processEvents()
        heard, self.heard = self.heard, []
        return heard


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    made = Listener()
    monkeypatch.setattr(announce, "QAccessible", made)
    return made


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    project, _ = annotated(tmp_path)
    path = project.path
    project.close()
    with program_at(path, qapp, qtbot) as made:
        yield made
