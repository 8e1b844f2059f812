"""Finding articles by their words: through the index as far as that is, by reading beyond it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from db.model import ArticleId, Fragment
from db.progress import IsCancelled, watched
from db.project import Project
from db.text.folding import Folded, fold
from db.text.search_words import Term, parse

_MOST_COMPARED = 500
"""So many finds of the index are compared and ranked; who has more should ask for more words."""
_MOST_INDEX_TERMS = 40
_MOST_COUNTED = 20
_SNIPPET_LENGTH = 160
_BEFORE_MATCH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that holds all the words; positions are code points.

    `matches` are stretches of `snippet`, `title_matches` of `title`; `place` is the first stretch
    in the body, None where only the title holds the words. The greater `rank`, the better.
    """

    article: ArticleId
    title: str
    title_matches: tuple[Fragment, ...]
    snippet: str
    matches: tuple[Fragment, ...]
    place: Fragment | None
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """How many articles the index holds already, and how many there are.

    Both count by the numbers of the articles, so that asking takes no time: articles that were
    removed are among them.
    """

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to index."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexMark:
    """The last article and the last operation that the index has taken in, by number."""

    article: int
    operation: int


def search(
    project: Project, words: str, limit: int = 50, *, is_cancelled: IsCancelled | None = None
) -> tuple[Hit, ...]:
    """The best articles that hold all of the words, in title or body.

    Quotes make phrases, anything else is taken literally, and the last word may be a beginning; no
    text is a wrong one. Raises Stopped. Where much is not indexed yet, it reads until it has
    `limit` hits, so call it off the GUI thread.
    """
    terms = parse(words)
    if not terms:
        return ()
    found: dict[int, tuple[float, _Row]] = {}
    known = chain(_through_index(project, terms), _with_new_titles(project))
    for row in watched(known, is_cancelled=is_cancelled):
        _compare(row, terms, found)
    for row in watched(_not_indexed(project), is_cancelled=is_cancelled):
        if len(found) >= limit:
            break
        _compare(row, terms, found)
    best = sorted(found, key=lambda number: (-found[number][0], number))[:limit]
    return tuple(_hit(*found[number], terms) for number in best)


def indexed(project: Project) -> Indexed:
    """How far the index is."""
    row = project.connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()
    return Indexed(done=min(mark(project).article, row[0]), total=row[0])


def mark(project: Project) -> IndexMark:
    """Where the index stands."""
    row = project.connection.execute("SELECT article, operation FROM search_progress").fetchone()
    return IndexMark(article=row[0], operation=row[1]) if row else IndexMark(article=0, operation=0)


def articles_with_new_titles(project: Project) -> tuple[int, ...]:
    """The numbers of the articles that were changed or changed back since the index looked."""
    rows = project.connection.execute(
        """SELECT DISTINCT article.number FROM operation
               JOIN change ON change.operation = coalesce(operation.reverts, operation.number)
               JOIN article ON article.id = change.row
           WHERE operation.number > ? AND change."table" = 'article'""",
        (mark(project).operation,),
    )
    return tuple(int(row[0]) for row in rows)


_Row = tuple[int, str, str, str]
_SELECT = "SELECT number, id, title, body FROM article"


def _through_index(project: Project, terms: tuple[Term, ...]) -> Iterator[_Row]:
    index_terms = dict.fromkeys(each for term in terms for each in term.index_terms())
    expression = " AND ".join(list(index_terms)[:_MOST_INDEX_TERMS])
    try:
        rows = project.connection.execute(
            f"""{_SELECT} WHERE number IN (SELECT rowid FROM article_words
                WHERE article_words MATCH ? ORDER BY rowid LIMIT ?) ORDER BY number""",
            (expression, _MOST_COMPARED),
        )
    except sqlite3.OperationalError:
        # The index makes nothing of these characters: then all articles are read.
        rows = project.connection.execute(
            f"{_SELECT} WHERE number <= ? ORDER BY number", (mark(project).article,)
        )
    yield from rows


def _with_new_titles(project: Project) -> Iterator[_Row]:
    for number in articles_with_new_titles(project):
        yield from project.connection.execute(f"{_SELECT} WHERE number = ?", (number,))


def _not_indexed(project: Project) -> Iterator[_Row]:
    yield from project.connection.execute(
        f"{_SELECT} WHERE number > ? ORDER BY number", (mark(project).article,)
    )


def _compare(row: _Row, terms: tuple[Term, ...], found: dict[int, tuple[float, _Row]]) -> None:
    number, _, title, body = row
    folded_title, folded_body = fold(title), fold(body)
    in_title = sum(any(term.places(folded_title)) for term in terms)
    count = 0
    for term in terms:
        in_body = sum(1 for _ in islice(term.places(folded_body), _MOST_COUNTED))
        if not in_body and not any(term.places(folded_title)):
            return
        count += in_body
    # Words of the title count most, then how often the words are said.
    found[number] = (2 * in_title + min(count, _MOST_COUNTED) / _MOST_COUNTED, row)


def _hit(rank: float, row: _Row, terms: tuple[Term, ...]) -> Hit:
    _, article, title, body = row
    places = _places(body, terms)
    snippet, matches = _snippet(body, places)
    return Hit(
        article=ArticleId(article),
        title=title,
        title_matches=_places(title, terms),
        snippet=snippet,
        matches=matches,
        place=places[0] if places else None,
        rank=rank,
    )


def _places(text: str, terms: Iterable[Term]) -> tuple[Fragment, ...]:
    folded = Folded(text)
    found = {
        Fragment(*folded.original(*place)) for term in terms for place in term.places(folded.text)
    }
    return tuple(sorted(found))


def _snippet(body: str, places: tuple[Fragment, ...]) -> tuple[str, tuple[Fragment, ...]]:
    """The words around the first match in one line, and where the matches are in them."""
    first = places[0].start if places else 0
    start = _word_edge(body, max(0, first - _BEFORE_MATCH), first)
    end = min(len(body), start + _SNIPPET_LENGTH)
    before, after = "…" if start else "", "…" if end < len(body) else ""
    # One for one, so that positions hold.
    words = "".join(" " if each.isspace() else each for each in body[start:end])
    shift = len(before) - start
    inside = tuple(
        Fragment(place.start + shift, min(place.end, end) + shift)
        for place in places
        if start <= place.start < end
    )
    return f"{before}{words}{after}", inside


def _word_edge(body: str, start: int, latest: int) -> int:
    """The first beginning of a word from `start` on, or `start` where there is none in time."""
    if start == 0:
        return 0
    for at in range(start, latest):
        if body[at - 1].isspace() and not body[at].isspace():
            return at
    return start
