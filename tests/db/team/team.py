"""A lead and annotators with their files, for tests of handing out and collecting."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from db.merge.plan import Authority
from db.model import AnnotatorId, ArticleId
from db.packages import collect, keys
from db.packages.collect_plan import FilePlan
from db.packages.pack import make, note
from db.packages.send_back import send_back
from db.project import Project
from tests.builders import Desk, add_annotators, article_ids, assign, author_of, make_project

BODIES = (
    "France proposed to send troops. Germany rejected the plan. Poland said nothing.",
    "Spain offered a truce. Norway refused the offer, and Sweden regretted it.",
)


@dataclass
class Team:
    """A lead's project in a folder, and what was handed out of it."""

    folder: Path
    project: Project
    people: tuple[AnnotatorId, ...]
    secrets: keys.SecretStore
    files: int = 0
    returned: list[Path] = field(default_factory=list)

    @property
    def lead(self) -> AnnotatorId:
        """Who runs the project."""
        return author_of(self.project)

    @property
    def articles(self) -> tuple[ArticleId, ...]:
        """The articles of the project."""
        return article_ids(self.project)

    def assign(self, person: AnnotatorId, articles: Iterable[ArticleId]) -> None:
        """Give somebody articles."""
        assign(self.project, person, articles)

    def pack(self, person: AnnotatorId) -> Path:
        """Hand a package out."""
        path = self.new_path(".demarche")
        made = make(self.project, person, path, secrets=self.secrets)
        note(self.project, self.lead, [made])
        return path

    def copy(self, path: Path) -> Path:
        """A second copy of somebody's file."""
        copy = self.new_path(path.suffix)
        shutil.copy(path, copy)
        return copy

    def send_back(self, path: Path, person: AnnotatorId) -> Path:
        """What somebody hands over to the lead."""
        target = self.new_path(".demarche-back")
        secrets = keys.FileSecrets(self.folder / f"secrets of {person}")
        with Project.open(path) as package:
            send_back(package, person, target=target, secrets=secrets)
        self.returned.append(target)
        return target

    def collect(
        self, *paths: Path, authority: Authority = Authority.COLLECT
    ) -> tuple[FilePlan, ...]:
        """Plan and apply; what was planned."""
        return take(self.project, self.lead, *paths, authority=authority)

    def new_path(self, suffix: str) -> Path:
        """A name that no file has yet."""
        self.files += 1
        return self.folder / f"file {self.files}{suffix}"


def take(
    project: Project, author: AnnotatorId, *paths: Path, authority: Authority
) -> tuple[FilePlan, ...]:
    """Plan and apply; what was planned."""
    with collect.read_plan(project, paths, authority=authority) as plan:
        collect.apply(project, author, plan)
        return plan.files


@contextmanager
def at_desk(path: Path, person: AnnotatorId, article: ArticleId) -> Iterator[Desk]:
    """Somebody's file, opened at an article."""
    with Project.open(path) as project:
        yield Desk(project, person, article)


def make_team(
    folder: Path, *, people: int = 2, bodies: Sequence[str] = BODIES, assigned: bool = True
) -> Team:
    """A project with annotators, each of whom is to do every article."""
    project = make_project(folder, articles=bodies, name="lead")
    names = [f"annotator number {number + 1}" for number in range(people)]
    team = Team(
        folder=folder,
        project=project,
        people=add_annotators(project, *names),
        secrets=keys.FileSecrets(folder / "secrets of the lead"),
    )
    if assigned:
        for person in team.people:
            team.assign(person, team.articles)
    return team


def said(project: Project) -> dict[str, object]:
    """What all layers, forks and comments of a project say, in no order that chance could change.

    Ids of layers and forks and the moments of taking in are left out: two copies of a package may
    each have begun the same layer, and whose row stays is nobody's business.
    """
    connection = project.connection
    forks = [
        (*row[:4], _content(row[4]))
        for row in connection.execute(
            "SELECT article, annotator, state, lineage, content FROM forked_layer"
        )
    ]
    return {
        "layer": sorted(
            connection.execute(
                """SELECT article, annotator, state, nothing_here, coalesce(flag, ''),
                   active_seconds, labels, coverage, lineage FROM layer"""
            )
        ),
        "span": sorted(
            connection.execute(
                """SELECT span.id, article, annotator, label, "start", "end",
                   coalesce(fragments, ''), coalesce(referent, ''), attributes, quote
                   FROM span JOIN layer ON layer.id = span.layer"""
            )
        ),
        "link": sorted(
            connection.execute(
                """SELECT link.id, article, annotator, role, source, coalesce(target, ''),
                   coalesce(absence, '') FROM link JOIN layer ON layer.id = link.layer"""
            )
        ),
        "comment": sorted(
            connection.execute(
                """SELECT id, article, annotator, coalesce(span, ''), coalesce(reply_to, ''), done,
                   text FROM comment"""
            )
        ),
        "referent": sorted(
            connection.execute(
                "SELECT id, label, name, coalesce(owner, ''), attributes FROM referent"
            )
        ),
        "fork": sorted(forks, key=repr),
    }


def _content(stored: str) -> object:
    rows = orjson.loads(stored)
    return (
        sorted(row["id"] for row in rows["span"]),
        sorted(row["id"] for row in rows["link"]),
    )


def difference(one: dict[str, object], other: dict[str, object]) -> dict[str, object]:
    """What only one of two projects says, by table: easier to read than both whole."""
    found = {}
    for table, rows in one.items():
        assert isinstance(rows, list)
        others = other[table]
        assert isinstance(others, list)
        apart = ([row for row in rows if row not in others], [r for r in others if r not in rows])
        if any(apart) or len(rows) != len(others):
            found[table] = apart
    return found
