"""The only place that says how many articles an export reads in one step of SQLite.

SQLite works without Python's lock inside a step and takes it back after each. So a step that
returns many articles lets another thread work meanwhile, where a row at a time makes both wait for
each other. The first steps are short, so that a preview comes at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.project import Project

_FIRST_ARTICLES, _MOST_ARTICLES = 8, 512
_MOST_WORDS = 200_000

_BEFORE_ALL = (-(2**63), 0)

_LAST_OF_NEXT = """
    SELECT position, number FROM (
        SELECT position, number, row_number() OVER in_order AS nth,
               sum(words) OVER in_order AS total
        FROM (SELECT position, number, words FROM article
              WHERE (position, number) > (:after_position, :after_number)
              ORDER BY position, number LIMIT :articles)
        WINDOW in_order AS (ORDER BY position, number ROWS UNBOUNDED PRECEDING))
    WHERE nth = 1 OR total <= :words ORDER BY nth DESC LIMIT 1"""

IN_RANGE = """(article.position, article.number) > (:after_position, :after_number)
    AND (article.position, article.number) <= (:last_position, :last_number)"""
"""The condition on an article that the values of a range fill in."""


def ranges(project: Project) -> Iterator[Mapping[str, int]]:
    """All articles in the order of the list, cut where a step of SQLite is long enough."""
    after, articles = _BEFORE_ALL, _FIRST_ARTICLES
    while True:
        start = {"after_position": after[0], "after_number": after[1]}
        last = project.connection.execute(
            _LAST_OF_NEXT, {**start, "articles": articles, "words": _MOST_WORDS}
        ).fetchone()
        if last is None:
            return
        yield {**start, "last_position": last[0], "last_number": last[1]}
        after, articles = last, min(2 * articles, _MOST_ARTICLES)
