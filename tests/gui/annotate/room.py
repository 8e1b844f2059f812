"""A real project with a session, a selection and what the page reads of the chosen article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import UserFault
from db.model import AnnotatorId, ArticleId, Changes, NewArticle
from gui.annotate.current_article import CurrentArticle
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.settings import Settings
from tests.builders import BODY, Desk, article_ids, author_of, make_project


@dataclass
class Room:
    """What a pane of the Annotate page is made of, and what happened in it."""

    session: ProjectSession
    selection: Selection
    settings: Settings
    current: CurrentArticle
    articles: tuple[ArticleId, ...]
    author: AnnotatorId
    commits: list[Changes] = field(default_factory=list)
    refusals: list[UserFault] = field(default_factory=list)

    def desk(self, number: int = 0) -> Desk:
        """The annotator in front of the article of this number."""
        return Desk(self.session.project, self.author, self.articles[number])

    def open(self, number: int) -> None:
        """Choose the article of this number."""
        self.selection.choose_article(self.articles[number])

    @property
    def names(self) -> list[str]:
        """What was done, as undo would call it."""
        return [changes.name for changes in self.commits]


@contextmanager
def made_room(folder: Path, *articles: str | NewArticle, opened: int | None = 0) -> Iterator[Room]:
    """A room with these articles, one of them chosen."""
    with _room(folder, articles or (BODY,)) as room:
        if opened is not None:
            room.open(opened)
        yield room


@contextmanager
def empty_room(folder: Path) -> Iterator[Room]:
    """A room with a project that has no articles yet."""
    with _room(folder, ()) as room:
        yield room


def numbered(count: int) -> Sequence[str]:
    """Short bodies that differ."""
    return [f"Article {number} says that ministers offered a truce." for number in range(count)]


@contextmanager
def _room(folder: Path, articles: Sequence[str | NewArticle]) -> Iterator[Room]:
    with make_project(folder, articles=articles) as project:
        session = ProjectSession(project, author_of(project))
        selection = Selection()
        room = Room(
            session=session,
            selection=selection,
            settings=Settings(folder / "settings.ini"),
            current=CurrentArticle(session, selection),
            articles=article_ids(project),
            author=session.author,
        )
        session.changed.connect(room.commits.append)
        session.failed.connect(room.refusals.append)
        yield room
