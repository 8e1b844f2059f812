"""Projects and annotation in a line or two: what tests arrange before they act."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.model import (
    Absence,
    Annotation,
    AnnotatorId,
    ArticleId,
    AttributeValue,
    Changes,
    Fragment,
    NewArticle,
    ReferentId,
    SpanId,
)
from db.operations import history, imports, layers, links, projects, spans
from db.operations.spans import NewReferent
from db.project import Project
from db.queries import annotators
from db.queries import articles as article_queries
from db.queries import layers as layer_queries

BODY = (
    "France proposed to send troops to the border. Germany rejected the plan to send troops. "
    "The plan, said France, was never meant to be a threat. Poland supported the proposal."
)


def make_article(
    body: str = BODY,
    *,
    title: str | None = None,
    metadata: Mapping[str, AttributeValue] | None = None,
    external_id: str | None = None,
) -> NewArticle:
    """An article to import; its title is the first words of its body unless given."""
    return NewArticle(
        title=" ".join(body.split()[:6]) or "Untitled" if title is None else title,
        body=body,
        metadata=metadata or {},
        external_id=external_id,
    )


def make_project(
    folder: Path, *, articles: Sequence[str | NewArticle] = (), name: str = "project"
) -> Project:
    """An open project with the default scheme and these articles; close it, or use `with`.

    A copy of a ready one, so that hundreds of tests need not make the same file anew.
    """
    path = folder / f"{name}.demarche"
    path.write_bytes(_ready_project())
    project = Project.open(path)
    if articles:
        new = (each if isinstance(each, NewArticle) else make_article(each) for each in articles)
        imports.add_articles(project, author_of(project), articles=new)
    return project


def author_of(project: Project) -> AnnotatorId:
    """The person who works in the project."""
    return annotators.default_author(project)


def article_ids(project: Project) -> tuple[ArticleId, ...]:
    """The articles of a small project in list order."""
    page = article_queries.page(project, author_of(project), limit=10_000)
    return tuple(each.id for each in page)


def add_annotators(project: Project, *names: str) -> tuple[AnnotatorId, ...]:
    """Annotators of these names in a lead's project; their ids in this order."""
    for name in names:
        projects.add_annotator(project, author_of(project), name=name)
    ids = {each.name: each.id for each in annotators.every(project)}
    return tuple(ids[name] for name in names)


def assign(
    project: Project,
    annotator: AnnotatorId,
    articles: Iterable[ArticleId],
    *,
    round_: int = 1,
    purpose: str = "share",
) -> None:
    """Give somebody articles, in this order, whatever a plan would say."""
    with project.transaction() as connection:
        for position, article in enumerate(articles):
            connection.execute(
                """INSERT INTO assignment (id, article, annotator, round, position, purpose,
                       created_at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (project.new_id(), article, annotator, round_, position, purpose, project.now()),
            )


def make_desk(folder: Path, body: str = BODY, *, name: str = "project") -> Desk:
    """A project of one article, with its annotator in front of it."""
    project = make_project(folder, articles=[body], name=name)
    return Desk(project, author_of(project), article_ids(project)[0])


def all_rows(
    project: Project, *tables: str, but: frozenset[str] = frozenset()
) -> dict[str, list[tuple[object, ...]]]:
    """Every row of some tables, `but` for some columns, to compare the file before and after."""

    def rows(table: str) -> list[tuple[object, ...]]:
        names = [row[1] for row in project.connection.execute(f'PRAGMA table_info("{table}")')]
        columns = ", ".join(f'"{name}"' for name in names if name not in but)
        return sorted(project.connection.execute(f'SELECT {columns} FROM "{table}"'), key=repr)

    return {table: rows(table) for table in tables}


ADVANCING = frozenset({"lineage", "updated_at", "changed_at"})
"""Columns that undo does not turn back, because it makes a row newer, too."""


@dataclass
class Desk:
    """An annotator in front of an article: acts in words of the text instead of offsets."""

    project: Project
    author: AnnotatorId
    article: ArticleId

    @property
    def body(self) -> str:
        """The article's text."""
        return article_queries.body(self.project, self.article)

    @property
    def annotation(self) -> Annotation:
        """All that the annotator said about the article so far."""
        layer = layer_queries.of(self.project, self.article, self.author)
        assert layer is not None, "the article was not opened yet"
        return layer_queries.annotation(self.project, layer)

    @property
    def quotes(self) -> list[tuple[str, str]]:
        """Label and words of each span, in reading order."""
        return [(span.label, span.quote) for span in self.annotation.spans]

    def open(self) -> Changes:
        """Make the annotator's layer."""
        return layers.open_layer(self.project, self.author, article=self.article)

    def place(self, words: str, nth: int = 0) -> Fragment:
        """Where the nth occurrence (from 0) of some words is."""
        start = -1
        for _ in range(nth + 1):
            start = self.body.index(words, start + 1)
        return Fragment(start, start + len(words))

    def mark(
        self,
        label: str,
        *words: str,
        nth: int = 0,
        referent: ReferentId | NewReferent | None = None,
    ) -> SpanId:
        """Mark the nth occurrence of some words; several strings are the pieces of one span."""
        changes = spans.add_span(
            self.project,
            self.author,
            article=self.article,
            label=label,
            fragments=[self.place(each, nth) for each in words],
            referent=referent,
        )
        assert changes.focus is not None
        return changes.focus

    def link(self, statement: SpanId, role: str, target: SpanId) -> Changes:
        """Let a span fill a slot."""
        return links.add_link(
            self.project,
            self.author,
            article=self.article,
            statement=statement,
            role=role,
            target=target,
        )

    def leave_open(self, statement: SpanId, role: str, absence: Absence) -> Changes:
        """Say why a slot has nothing to point at."""
        return links.add_absence(
            self.project,
            self.author,
            article=self.article,
            statement=statement,
            role=role,
            absence=absence,
        )

    def referent_of(self, span: SpanId) -> ReferentId:
        """What a span refers to."""
        found = self.annotation.span(span)
        assert found is not None
        assert found.referent is not None
        return found.referent

    def undo(self) -> Changes | None:
        """Take back the newest action."""
        return history.undo(self.project, self.author)

    def redo(self) -> Changes | None:
        """Do again what was taken back."""
        return history.redo(self.project, self.author)

    def reopen(self) -> None:
        """Close the project and open it again, as after a restart."""
        path = self.project.path
        self.project.close()
        self.project = Project.open(path)


@cache
def _ready_project() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ready.demarche"
        projects.create(path, title="A project", annotator_name="annotator A").close()
        return path.read_bytes()
