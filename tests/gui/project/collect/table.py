"""A lead at the section that collects, and annotators who send their work to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QTableView

from db.model import AnnotatorId, LayerState
from db.operations import layers
from db.operations.spans import NewReferent
from gui.project.collect.section import CollectSection
from tests.db.team.team import Team, at_desk
from tests.gui.project.office import Office, cells, click, part


@dataclass
class Table:
    """What the lead sees, and what comes from the annotators."""

    team: Team
    office: Office
    section: CollectSection
    names: dict[AnnotatorId, str]

    def mark(
        self, path: Path, who: int, words: str, *, article: int = 0, called: str = "", nth: int = 0
    ) -> None:
        """Somebody marks an actor in their file and says that the article is done."""
        person = self.team.people[who]
        with at_desk(path, person, self.team.articles[article]) as desk:
            referent = NewReferent(name=called) if called else None
            desk.mark("ACTOR", words, referent=referent, nth=nth)
            layers.set_state(desk.project, person, article=desk.article, state=LayerState.DONE)

    def returned(self, who: int, words: str = "France", **more: str | int) -> Path:
        """A file from somebody who has marked something."""
        path = self.team.pack(self.team.people[who])
        self.mark(path, who, words, **more)
        return self.team.send_back(path, self.team.people[who])

    def forked(self) -> tuple[Path, Path]:
        """Two files of one annotator, who went on in a copy."""
        person = self.team.people[0]
        path = self.team.pack(person)
        self.mark(path, 0, "France")
        copy = self.team.copy(path)
        self.mark(path, 0, "Germany")
        self.mark(copy, 0, "Poland")
        return self.team.send_back(path, person), self.team.send_back(copy, person)

    def settle(self) -> None:
        """Wait until nothing goes on, nor what that may have begun: fetching, looking, reading."""
        for _ in range(4):
            self.office.settle()

    def plan(self, *paths: Path) -> None:
        """Look at files."""
        self.section.plan_collect(paths)
        self.settle()

    def press(self, name: str) -> None:
        """Press a button and wait until all is done that it began."""
        click(self.section, name)
        self.settle()

    def collect(self, *paths: Path) -> None:
        """Look at files and take them."""
        self.plan(*paths)
        self.press(f"Collect {len(paths)} file{'s' if len(paths) > 1 else ''}")

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """The words of a table."""
        return cells(part(self.section, QTableView, name))

    def quotes(self, who: int, article: int = 0) -> list[str]:
        """What the project has by somebody."""
        return [
            row[0]
            for row in self.team.project.connection.execute(
                """SELECT quote FROM span JOIN layer ON layer.id = span.layer
                   WHERE layer.annotator = ? AND layer.article = ? ORDER BY start""",
                (self.team.people[who], self.team.articles[article]),
            )
        ]
