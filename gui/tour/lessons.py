"""The articles of the sample that the tour takes place in, with the words that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import AnnotatorId, Article, Fragment, LayerState
from db.project import Project
from db.queries import articles, layers

END = "end"
"""What stands for the next step of a tour that was gone to its end."""

_MOST_ARTICLES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Words of one article: somebody proposes something, and somebody says no."""

    title: str
    proposer: str
    proposal: str
    rejection: str
    rejecter: str


LESSONS = (
    Lesson(
        title="Space agency offers its old satellite; nobody wants the bill",
        proposer="The Meridian Union's space agency",
        proposal="to hand its oldest weather satellite to any member state",
        rejection="it could not recommend the purchase",
        rejecter="Norvia",
    ),
    Lesson(
        title="Museum suggests lending the bronze horse to its former owners",
        proposer="The National Museum of Brennia",
        proposal="lending the bronze horse of Ruhl",
        rejection="one does not borrow one's own horse",
        rejecter="The town council of Ruhl",
    ),
    Lesson(
        title="Tarsia vetoes common night-flight rules",
        proposer="the transport ministers of the Meridian Union",
        proposal="the common rules for night flights",
        rejection="vetoed",
        rejecter="Tarsia",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A lesson in its article; positions are code points of the body."""

    lesson: Lesson
    article: Article

    def of(self, words: str) -> Fragment:
        """Where some words of the lesson stand first."""
        start = self.article.body.index(words)
        return Fragment(start, start + len(words))


def find(project: Project, author: AnnotatorId, title: str = "") -> Place | None:
    """The lesson of a title, else the first that nobody has worked on, else the first that is here.

    None where this is not the sample project.
    """
    here = {each.title: each for each in articles.page(project, author, limit=_MOST_ARTICLES)}
    lessons = [each for each in LESSONS if each.title in here]
    wanted = [each for each in lessons if each.title == title]
    untouched = [each for each in lessons if _is_untouched(project, author, here[each.title])]
    for lesson in (*wanted, *untouched, *lessons):
        article = articles.one(project, here[lesson.title].id)
        if article is not None and _holds_all(article.body, lesson):
            return Place(lesson=lesson, article=article)
    return None


def _is_untouched(project: Project, author: AnnotatorId, summary: articles.ArticleSummary) -> bool:
    if summary.span_counts:
        return False
    layer = layers.of(project, summary.id, author)
    return layer is None or layer.state in {LayerState.TODO, LayerState.OPEN}


def _holds_all(body: str, lesson: Lesson) -> bool:
    words = (lesson.proposer, lesson.proposal, lesson.rejection, lesson.rejecter)
    return all(each in body for each in words)
