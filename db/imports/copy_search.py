"""Looks for copies among the articles that a plan would bring in, and those that are here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from db.grouping import near_duplicates
from db.grouping.near_duplicates import Watch
from db.imports.copies import Coming, Copy, copies_among
from db.imports.import_plan import ImportPlan
from db.imports.judging import Judge
from db.imports.places import Shelf
from db.imports.reading import Reader
from db.imports.texts import Shelved
from db.model import ArticleId
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import grouping, schemes

QUICK_ARTICLES = 30_000
"""Among so many articles copies are found in about ten seconds, so that a plan can say them."""


def is_quick(project: Project, plan: ImportPlan) -> bool:
    """Whether looking for copies takes so little time that nobody has to ask for it."""
    return grouping.number_of_articles(project) + plan.articles <= QUICK_ARTICLES


def look_for_copies(
    project: Project,
    plan: ImportPlan,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Copy, ...]:
    """The copies among what would come in; reads it, and all articles that are here, once more.

    Raises Stopped.
    """
    with Shelf() as shelf, Shelved() as bodies, grouping.one_moment(project):
        coming = _Incoming(project, plan, shelf, bodies)
        found = near_duplicates.find(
            chain(grouping.bodies(project), coming.articles()),
            body=lambda article: coming.body(article) or grouping.body(project, article),
            total=grouping.number_of_articles(project) + plan.articles,
            watch=Watch(progress=progress, is_cancelled=is_cancelled),
        )
        return copies_among(
            found, coming.known, lambda article: grouping.title_of(project, article)
        )


class _Incoming:
    """The new articles of a plan, whose bodies are put by for a second look."""

    def __init__(self, project: Project, plan: ImportPlan, shelf: Shelf, bodies: Shelved) -> None:
        self.known: dict[ArticleId, Coming] = {}
        scheme = plan.new_scheme or schemes.current(project)
        self._reader = Reader(shelf, scheme, plan.choices, kept=plan.kept)
        self._judge = Judge(project, is_trial=True)
        self._files = plan.files
        self._bodies = bodies

    def articles(self) -> Iterator[tuple[ArticleId, str]]:
        """Each with an id that no other has, and its body."""
        for found in chain.from_iterable(map(self._reader.read, self._files)):
            placed = self._judge.judge(found)
            if placed is None or not placed.is_new or placed.digest is None:
                continue
            article = ArticleId(f"coming {len(self.known)}")
            body = placed.record.article.body
            self.known[article] = Coming(
                path=found.path,
                line=found.line,
                title=placed.record.article.title,
                digest=placed.digest,
                has_layer=placed.annotator is not None,
            )
            self._bodies.add(article.encode(), body)
            yield article, body

    def body(self, article: ArticleId) -> str | None:
        """The body of one of them; None for an article that is here."""
        return self._bodies.get(article.encode())
