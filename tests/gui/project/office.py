"""A project with a part of its Project page on the screen, worked by the names of buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.errors import UserFault
from db.model import ArticleId, Changes
from db.project import Project
from gui import theme
from gui.background import Background
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import LIGHT
from tests.builders import Desk, article_ids, author_of

W = TypeVar("W", bound=QWidget)


@dataclass
class Office:
    """What a section is made of, and what happened in it."""

    project: Project
    session: ProjectSession
    settings: Settings
    background: Background
    bot: QtBot
    commits: list[Changes] = field(default_factory=list)
    refusals: list[UserFault] = field(default_factory=list)

    def show(self, made: W) -> W:
        """Bring a widget up, with all that it reads in the background."""
        self.bot.addWidget(made)
        made.resize(1180, 860)
        with self.bot.waitExposed(made):
            made.show()
        made.activateWindow()
        self.settle()
        return made

    def settle(self) -> None:
        """Wait until nothing goes on in the background."""
        self.bot.waitUntil(lambda: not self.background.running)
        # What was added to something visible becomes visible itself with the next events.
        QApplication.processEvents()

    def desk(self, number: int = 0) -> Desk:
        """The annotator in front of the article of this number."""
        return Desk(self.project, self.session.author, article_ids(self.project)[number])

    @property
    def articles(self) -> tuple[ArticleId, ...]:
        """The articles that are in the project now."""
        return article_ids(self.project)

    @property
    def names(self) -> list[str]:
        """What was done, as undo would call it."""
        return [changes.name for changes in self.commits]


@contextmanager
def opened_office(project: Project, app: QApplication, bot: QtBot) -> Iterator[Office]:
    """An office for a project, both of which are closed in the end."""
    theme.apply(app, LIGHT, 100)
    with project:
        session = ProjectSession(project, author_of(project))
        background = Background()
        office = Office(
            project=project,
            session=session,
            settings=Settings(project.path.with_suffix(".ini")),
            background=background,
            bot=bot,
        )
        session.changed.connect(office.commits.append)
        session.failed.connect(office.refusals.append)
        try:
            yield office
        finally:
            background.close()


def button(inside: QWidget, name: str) -> QAbstractButton:
    """The visible button with these words or this name for screen readers."""
    found = [
        each
        for each in inside.findChildren(QAbstractButton)
        if each.isVisible() and name in {each.text(), each.accessibleName()}
    ]
    assert len(found) == 1, f"{len(found)} buttons are called {name}: {buttons(inside)}"
    return found[0]


def buttons(inside: QWidget) -> list[str]:
    """The words of all visible buttons."""
    return [each.text() for each in inside.findChildren(QAbstractButton) if each.isVisible()]


def click(inside: QWidget, name: str) -> None:
    """Press a button."""
    pressed = button(inside, name)
    assert pressed.isEnabled(), f"{name} can't be pressed"
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)


def said(inside: QWidget) -> list[str]:
    """All visible words."""
    return [each.text() for each in inside.findChildren(QLabel) if each.isVisible() and each.text()]


def part(inside: QWidget, kind: type[W], name: str) -> W:
    """The visible widget with this name for screen readers."""
    found = [each for each in inside.findChildren(kind) if each.accessibleName() == name]
    assert len(found) == 1, [each.accessibleName() for each in inside.findChildren(kind)]
    return found[0]


def cells(table: QTableView) -> list[tuple[str, ...]]:
    """The words of a table, row by row."""
    model = table.model()
    return [
        tuple(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def answer(value: object) -> Callable[..., object]:
    """What a person says in place of a dialog."""
    return lambda *_said, **_more: value


def write_texts(folder: Path, texts: dict[str, str | bytes]) -> list[Path]:
    """Files with these names and contents."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    return paths
