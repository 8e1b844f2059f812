"""A lead with two annotators whose work on some articles is explored word by word."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.model import Annotation, AnnotatorId, ArticleId, LayerState
from db.operations import layers, projects, search_index
from db.project import Project
from db.queries import annotators, explore
from db.queries import review as reviewing
from db.queries.explore import Asked
from db.review.alike import Case
from tests.builders import Desk, article_ids, author_of, make_project


@dataclass
class Corpus:
    """The project with who works in it."""

    project: Project
    lead: AnnotatorId
    people: tuple[AnnotatorId, ...]
    articles: tuple[ArticleId, ...]

    def desk(self, person: int, article: int = 0) -> Desk:
        """An annotator (from 0) in front of an article (from 0)."""
        return Desk(self.project, self.people[person], self.articles[article])

    def gold_desk(self, article: int = 0) -> Desk:
        """The lead in front of an article, working as gold."""
        return Desk(self.project, annotators.gold(self.project), self.articles[article])

    def finish(self) -> None:
        """Everybody is through with everything."""
        for article in self.articles:
            for person in self.people:
                layers.set_state(self.project, person, article=article, state=LayerState.DONE)

    def cases(self, words: str) -> tuple[Case, ...]:
        """All cases of a phrase."""
        return explore.read(self.project, Asked(words=words), limit=100_000).cases

    def gold(self, article: int = 0) -> Annotation | None:
        """What gold says of an article."""
        reviewed = reviewing.article(self.project, self.articles[article])
        return None if reviewed is None else reviewed.gold

    def quotes(self, article: int = 0) -> list[tuple[str, str]]:
        """Label and words of the spans of gold."""
        gold = self.gold(article)
        return [] if gold is None else [(each.label, each.quote) for each in gold.spans]


def make_corpus(
    folder: Path, bodies: list[str], *, people: int = 2, indexed: int = 10_000
) -> Corpus:
    """A project with these articles, `indexed` of them in the index, and annotators 1, 2 …"""
    project = make_project(folder, articles=bodies)
    for number in range(1, people + 1):
        projects.add_annotator(project, author_of(project), name=f"annotator {number}")
    if indexed:
        search_index.index_some(project, indexed)
    everybody = tuple(each.id for each in annotators.every(project)[-people:]) if people else ()
    return Corpus(project, author_of(project), everybody, article_ids(project))
