"""Keeping the words of the articles where the search finds them; in slices, in the background.

Nothing here is an operation of the journal: the words follow from the articles, and can be made
anew.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from db.model import ArticleId
from db.progress import IsCancelled, Progress, tell
from db.project import Project
from db.queries import search
from db.queries.search import Indexed
from db.text.search_words import prepared

_TURN_S = 0.008
"""How long a slice keeps others from writing; a key press waits for it at most."""
_PAUSE_S = 0.002
_MERGED_PAGES = 16
_MOST_FORGOTTEN = 1_000
"""Where more go, and most of the articles, indexing the others anew is quicker."""


def index_some(
    project: Project,
    limit: int = 500,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Indexed:
    """Take in up to `limit` more articles and all changed titles, and say how far it is now.

    What is done stays done when the person stops it or the program dies. Call it on a connection
    of its own (`Project.beside`) until the answer `is_complete`; raises Stopped.
    """
    with _lightly(project):
        _take_in_titles(project)
        indexed, left = search.indexed(project), limit
        tell(indexed.done, indexed.total, progress=progress, is_cancelled=is_cancelled)
        while left > 0 and not indexed.is_complete:
            left -= _take_in(project, left)
            _merge_a_little(project)
            indexed = search.indexed(project)
            tell(indexed.done, indexed.total, progress=progress, is_cancelled=is_cancelled)
    return indexed


def forget(project: Project, articles: Iterable[ArticleId]) -> None:
    """Take the words of articles out; inside the transaction that removes them, and before."""
    connection = project.connection
    last = search.mark(project).article
    going = tuple(articles)
    if len(going) > _MOST_FORGOTTEN and 2 * len(going) > search.indexed(project).total:
        _empty(connection)
        return
    for article in going:
        row = connection.execute(
            "SELECT number, title, body FROM article WHERE id = ? AND number <= ?", (article, last)
        ).fetchone()
        if row is not None:
            connection.execute(
                "INSERT INTO article_words(article_words, rowid, words) VALUES ('delete', ?, ?)",
                (row[0], _words(row[1], row[2])),
            )


def start_again(project: Project) -> None:
    """Throw the index away, so that `index_some` makes it anew."""
    with project.transaction() as connection:
        _empty(connection)


def is_sound(project: Project) -> bool:
    """Whether the index is well-formed inside; reads all of it."""
    try:
        project.connection.execute(
            "INSERT INTO article_words(article_words) VALUES ('integrity-check')"
        )
    except sqlite3.DatabaseError:
        return False
    return True


def _take_in(project: Project, limit: int) -> int:
    with project.transaction() as connection:
        end = time.monotonic() + _TURN_S
        rows = connection.execute(
            """SELECT number, title, body FROM article
               WHERE number > (SELECT article FROM search_progress) ORDER BY number LIMIT ?""",
            (limit,),
        )
        taken = number = 0
        for number, title, body in rows:
            _insert(connection, number, _words(title, body))
            taken += 1
            if time.monotonic() > end:
                break
        rows.close()
        connection.execute("UPDATE search_progress SET article = max(article, ?)", (number,))
    _let_others(project)
    return taken


def _merge_a_little(project: Project) -> None:
    with project.transaction() as connection:
        connection.execute(
            "INSERT INTO article_words(article_words, rank) VALUES ('merge', ?)", (_MERGED_PAGES,)
        )
    _let_others(project)


def _take_in_titles(project: Project) -> None:
    latest = project.connection.execute("SELECT coalesce(max(number), 0) FROM operation")
    operation = int(latest.fetchone()[0])
    mark = search.mark(project)
    if operation == mark.operation:
        return
    numbers = search.articles_with_new_titles(project)
    with project.transaction() as connection:
        for number in numbers:
            if number <= mark.article:
                row = connection.execute("SELECT title FROM article WHERE number = ?", (number,))
                # Only adds: the words of the former title stay, and are weeded out by comparing
                # what is found with the article.
                _insert(connection, number, prepared(row.fetchone()[0]))
        connection.execute("UPDATE search_progress SET operation = ?", (operation,))


def _empty(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO article_words(article_words) VALUES ('delete-all')")
    connection.execute("INSERT OR REPLACE INTO search_progress VALUES (1, 0, 0)")


def _insert(connection: sqlite3.Connection, number: int, words: str) -> None:
    connection.execute("INSERT INTO article_words(rowid, words) VALUES (?, ?)", (number, words))


def _words(title: str, body: str) -> str:
    return f"{prepared(title)}\n{prepared(body)}"


def _let_others(project: Project) -> None:
    # Whoever waits for its turn gets it now.
    if project.is_beside:
        time.sleep(_PAUSE_S)


@contextmanager
def _lightly(project: Project) -> Iterator[None]:
    # What a power cut takes back here is indexed again; the next action waits for the disk anyway.
    project.connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        project.connection.execute("PRAGMA synchronous = FULL")
