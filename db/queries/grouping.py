"""Near-duplicates of a project, and the groups that its articles are in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from db.grouping import names, near_duplicates
from db.grouping.likeness import Likeness
from db.grouping.near_duplicates import Found, Watch
from db.grouping.shingles import Shingler
from db.model import ArticleId
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries.exports import snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleGroup:
    """Articles that belong together; `is_found` says that the program grouped and named them."""

    name: str
    articles: int
    is_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """An article of a group, and the Jaccard similarity of its text to that of the first one."""

    article: ArticleId
    title: str
    words: int
    similarity: float


def find(
    project: Project,
    *,
    likeness: Likeness | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Found:
    """All near-duplicates, in the order in which the articles came; changes nothing.

    Takes about half a minute for 100,000 articles. Raises Stopped.
    """
    with one_moment(project):
        total = number_of_articles(project)
        return near_duplicates.find(
            bodies(project),
            body=lambda article: body(project, article),
            total=total,
            likeness=likeness,
            watch=Watch(progress=progress, is_cancelled=is_cancelled),
        )


def groups(project: Project) -> tuple[ArticleGroup, ...]:
    """All groups, the largest first."""
    rows = project.connection.execute(
        """SELECT group_name, count(*) FROM article WHERE group_name IS NOT NULL
           GROUP BY group_name ORDER BY count(*) DESC, group_name"""
    )
    return tuple(
        ArticleGroup(name=row[0], articles=row[1], is_found=names.is_found(row[0])) for row in rows
    )


def members(project: Project, name: str, *, limit: int = 200) -> tuple[GroupMember, ...]:
    """The articles of a group, the first to come first; reads their bodies."""
    rows = project.connection.execute(
        """SELECT id, title, words, body FROM article WHERE group_name = ?
           ORDER BY number LIMIT ?""",
        (name, limit),
    )
    shingler = Shingler()
    found: list[GroupMember] = []
    first = None
    for article, title, words, body in rows:
        here = shingler.shingles(body)
        first = here if first is None else first
        either = len(here | first)
        found.append(
            GroupMember(
                article=article,
                title=title,
                words=words,
                similarity=len(here & first) / either if either else 1.0,
            )
        )
    return tuple(found)


def standing(project: Project) -> dict[ArticleId, names.Member]:
    """The title and the group of each article, in the order in which they came."""
    rows = project.connection.execute("SELECT id, title, group_name FROM article ORDER BY number")
    return {row[0]: names.Member(title=row[1], group=row[2]) for row in rows}


def one_moment(project: Project) -> AbstractContextManager[None]:
    """A snapshot, or the one that is there already."""
    return nullcontext() if project.connection.in_transaction else snapshot(project)


def number_of_articles(project: Project) -> int:
    """How many there are to compare."""
    return int(project.connection.execute("SELECT count(*) FROM article").fetchone()[0])


def bodies(project: Project) -> Iterator[tuple[ArticleId, str]]:
    """Each article with its body, in the order in which they came."""
    for row in project.connection.execute("SELECT id, body FROM article ORDER BY number"):
        yield row[0], row[1]


def body(project: Project, article: ArticleId) -> str:
    """The body of one of them."""
    row = project.connection.execute("SELECT body FROM article WHERE id = ?", (article,)).fetchone()
    return str(row[0])


def title_of(project: Project, article: ArticleId) -> str:
    """The title of one of them."""
    row = project.connection.execute(
        "SELECT title FROM article WHERE id = ?", (article,)
    ).fetchone()
    return str(row[0])
