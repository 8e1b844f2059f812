"""A lead with annotators and articles: what tests of assignments arrange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.assignment.model import Request
from db.assignment.planner import plan
from db.model import AnnotatorId, ArticleId, LayerState, PackageId
from db.operations import assignments, layers, packages, projects
from db.operations.packages import Dispatch
from db.project import Project
from db.queries import annotators, assignment_wishes
from tests.builders import article_ids, author_of, make_article, make_project


@dataclass
class Lead:
    """The lead's project; annotators and articles are counted from 0."""

    project: Project
    people: tuple[AnnotatorId, ...]
    articles: tuple[ArticleId, ...]

    @property
    def lead(self) -> AnnotatorId:
        """Who hands out."""
        return author_of(self.project)

    @property
    def gold(self) -> AnnotatorId:
        """Whose layers are the settled ones."""
        return annotators.gold(self.project)

    def plan_and_assign(self, **wishes: object) -> Request:
        """Plan for everybody and hand it out."""
        request = self.request(**wishes)
        assignments.assign(self.project, self.lead, plan=plan(request))
        return request

    def request(self, *, round_: int = 1, **wishes: object) -> Request:
        """What a plan for everybody starts from."""
        return Request(
            articles=assignment_wishes.candidates(
                self.project, round_=round_, annotators=self.people
            ),
            annotators=assignment_wishes.capacities(self.project, self.people, round_=round_),
            round=round_,
            **wishes,
        )

    def hand(self, article: int, *people: int, round_: int | None = None) -> None:
        """Hand an article to some people."""
        assignments.assign_to(
            self.project,
            self.lead,
            articles=[self.articles[article]],
            annotators=[self.people[each] for each in people],
            round_=round_,
        )

    def set_state(self, article: int, person: int | AnnotatorId, state: LayerState) -> None:
        """Say how far somebody is with an article."""
        who = self.people[person] if isinstance(person, int) else person
        layers.set_state(self.project, who, article=self.articles[article], state=state)

    def send(self, person: int, number: int = 1) -> PackageId:
        """Send somebody all that they were handed."""
        package = PackageId(self.project.new_id())
        rows = self.project.connection.execute(
            "SELECT id FROM assignment WHERE annotator = ?", (self.people[person],)
        ).fetchall()
        dispatch = Dispatch(
            package=package,
            annotator=self.people[person],
            round=1,
            fingerprint="00" * 32,
            issued_at=self.project.now(),
            assignments=[row[0] for row in rows],
            details={"number": number, "file": "package.demarche", "articles": len(rows)},
        )
        packages.note_sent(self.project, self.lead, sent=[dispatch])
        return package


def make_lead(folder: Path, *, articles: int = 6, people: int = 3) -> Iterator[Lead]:
    """A project to hand out of, closed afterwards."""
    new = [
        make_article(
            f"Body {number}. " + "Talks went on. " * (number % 5),
            title=f"Talks no{number}",
            metadata={"publisher": "ABC"[number % 3], "date": f"2024-{12 - number % 12:02}-01"},
        )
        for number in range(articles)
    ]
    with make_project(folder, articles=new) as project:
        author = author_of(project)
        for number in range(people):
            projects.add_annotator(project, author, name=f"annotator {number}")
        everybody = [each.id for each in annotators.every(project) if each.name.startswith("ann")]
        yield Lead(
            project=project,
            people=tuple(each for each in everybody if each != author),
            articles=article_ids(project),
        )
