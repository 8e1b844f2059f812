"""A lead with two annotators, and what they say to each other: what tests of packages arrange."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from db.model import AnnotatorId, ArticleId, CommentId, LayerState, SpanId
from db.operations import comments, layers
from db.packages import pack
from db.packages.keys import FileSecrets
from db.packages.pack import Packed
from db.project import Project
from db.queries import annotators
from tests.builders import Desk, assign

BODIES = (
    "France proposed to send troops to the border. Germany rejected the plan.",
    "Poland supported the proposal. Norway proposed talks about the border.",
    "Spain proposed a summit. Italy rejected the summit.",
    "Greece proposed nothing new. Cyprus rejected all of it.",
)


@dataclass
class Team:
    """The lead's project with two annotators; acts in words instead of rows."""

    project: Project
    secrets: FileSecrets
    folder: Path
    lead: AnnotatorId
    first: AnnotatorId
    second: AnnotatorId
    articles: tuple[ArticleId, ...]
    opened: list[Project] = field(default_factory=list)

    @property
    def gold(self) -> AnnotatorId:
        """The annotator whose layers are the settled ones."""
        return annotators.gold(self.project)

    def assign(
        self,
        annotator: AnnotatorId,
        *numbers: int,
        round_number: int = 1,
        purpose: str = "share",
    ) -> None:
        """Give somebody articles, counted from 0, in this order."""
        articles = [self.articles[number] for number in numbers]
        assign(self.project, annotator, articles, round_=round_number, purpose=purpose)

    def desk(self, annotator: AnnotatorId, number: int) -> Desk:
        """Somebody in front of an article of the lead's project."""
        return Desk(self.project, annotator, self.articles[number])

    def finish(self, annotator: AnnotatorId, number: int) -> None:
        """Mark an article as done for somebody."""
        layers.set_state(
            self.project, annotator, article=self.articles[number], state=LayerState.DONE
        )

    def say(
        self,
        annotator: AnnotatorId,
        number: int,
        text: str,
        *,
        span: SpanId | None = None,
        answers: CommentId | None = None,
    ) -> CommentId:
        """Comment on an article, or on a span of it, or in answer to a comment."""
        comments.add_comment(
            self.project, annotator, article=self.articles[number], text=text, span=span
        )
        row = self.project.connection.execute("SELECT max(id) FROM comment").fetchone()
        if answers is not None:
            with self.project.transaction() as connection:
                connection.execute(
                    "UPDATE comment SET reply_to = ? WHERE id = ?", (answers, row[0])
                )
        return CommentId(row[0])

    def pack(self, *among: AnnotatorId, rounds: tuple[int, ...] | None = None) -> list[Packed]:
        """Make packages for some, or for all."""
        return list(
            pack.pack(
                self.project,
                self.lead,
                folder=self.folder / "out",
                secrets=self.secrets,
                annotators=among or None,
                rounds=rounds,
            )
        )

    def open_package(self, annotator: AnnotatorId) -> Project:
        """The package of somebody, newly made, as they open it."""
        return self.open(self.pack(annotator)[0].path)

    def open(self, path: Path) -> Project:
        """Any project file; closed when the test is over."""
        project = Project.open(path)
        self.opened.append(project)
        return project

    def name_rule(self, unit: str, rule: str) -> None:
        """The rule on which the decision about one place rests."""
        with self.project.transaction() as connection:
            connection.execute("UPDATE decision SET rule = ? WHERE unit = ?", (rule, unit))

    def add_decision(
        self, number: int, unit: str, addressee: AnnotatorId | None, note: str
    ) -> None:
        """What the lead decided about one place, with a note to somebody."""
        with self.project.transaction() as connection:
            connection.execute(
                """INSERT INTO decision (id, article, annotator, unit, source, note, addressee,
                       created_at, details)
                   VALUES (?, ?, ?, ?, 'adjudicated', ?, ?, '2026-01-02T00:00:00.000Z',
                           '{"said": "by annotator B"}')""",
                (
                    self.project.new_id(),
                    self.articles[number],
                    self.lead,
                    unit,
                    note,
                    addressee,
                ),
            )
