"""The export section of a small project, of which one article is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.model import LayerState
from db.operations import layers
from gui.project.exporting.format_list import FormatList
from gui.project.exporting.section import ExportSection
from gui.theme import LIGHT
from tests.builders import BODY, make_article, make_project
from tests.gui.project.office import Office, button, cells, opened_office, part, said

SECOND = "Poland offered a truce. France welcomed the offer, and Poland thanked France."


class Page:
    """The section as a person works it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.section = ExportSection(office.session, LIGHT, office.settings, office.background)

    def settle(self) -> None:
        """Wait until all that was wished for is shown."""
        looker = self.section._looker
        self.office.bot.waitUntil(lambda: not looker.is_busy and not self.office.background.running)
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()

    def go_on(self) -> None:
        """From the form to the preview, and from there to the button."""
        self.section.step(1)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.settle()

    def tick(self, name: str) -> None:
        """Change a tick by the keyboard."""
        button(self.section, name).setFocus()
        self.press(Qt.Key.Key_Space)

    def choose(self, title: str) -> None:
        """Choose a format by its first letters."""
        formats = self.section.findChild(FormatList)
        formats.setFocus()
        # Otherwise letters that come soon after others go on with them.
        formats.keyboardSearch("")
        QTest.keyClicks(formats, title)
        self.settle()

    @property
    def record(self) -> str:
        """The first record as it is shown."""
        return part(self.section, QPlainTextEdit, "The first record").toPlainText()

    @property
    def losses(self) -> list[tuple[str, ...]]:
        """What the preview says is lost."""
        table = self.section._side.preview.findChild(QTableView)
        return cells(table) if table.isVisible() else []

    def says(self, inside: QWidget | None = None) -> str:
        """All visible words of the section, or of a part."""
        return "\n".join(said(inside or self.section))


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    """The first article is done, with a link and with spans inside each other; the second open."""
    folder = tmp_path / "project"
    folder.mkdir()
    articles = [
        make_article(BODY, title="Troops", metadata={"publisher": "A paper", "date": "2024-03-01"}),
        make_article(SECOND, title="Truce", metadata={"licence": "CC BY 4.0"}),
    ]
    with opened_office(make_project(folder, articles=articles), qapp, qtbot) as office:
        desk = office.desk()
        proposal = desk.mark("PROPOSAL", "France proposed to send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
        desk.mark("REJECTION", "rejected")
        office.desk(1).mark("ACTOR", "Poland")
        office.session.run(layers.set_state, article=office.articles[0], state=LayerState.DONE)
        made = Page(office)
        office.show(made.section)
        made.settle()
        yield made
