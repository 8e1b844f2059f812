"""Words and referents across all articles: where they are, and what everybody marked there.

Articles are read in the order of their numbers and a slice at a time, so that the first cases come
at once however many articles there are. What is not indexed yet is found by reading.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import orjson

from db.model import ArticleId, Fragment, ReferentId
from db.progress import IsCancelled, watched
from db.project import Project
from db.queries import referents, review, search
from db.queries.cases import CasesOf, bare
from db.queries.second_readings import SECOND_LAYERS
from db.review.alike import Case
from db.review.sameness import referent_key
from db.text.folding import Folded, fold
from db.text.keys import match_key
from db.text.search_words import Term, parse

_BATCH = 256
_MOST_READ = 2_000
"""After so many articles a slice ends even if it found little."""
_MOST_INDEX_TERMS = 40
_QUOTES = str.maketrans(dict.fromkeys('"“”„«»', " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: a phrase, whatever its case and accents, or all mentions of a referent.

    A phrase that ends with * may go on with any letters. A referent stands for all of its label
    and name, since each annotator may have made one.
    """

    words: str = ""
    referent: ReferentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Some cases in the order of articles and text.

    `last` is the number of the last article that was read: go on after it. `share` is how much of
    the project has been gone through, from 0 to 1.
    """

    cases: tuple[Case, ...]
    last: int
    share: float
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A referent that somebody mentions, with all of the same label and name counted as one."""

    referent: ReferentId
    label: str
    name: str
    mentions: int


def mentioned(project: Project, words: str = "", limit: int = 60) -> tuple[Mentioned, ...]:
    """The referents with mentions whose names hold each of some words, the shortest names first."""
    rows = project.connection.execute(
        f"""SELECT min(referent.id), referent.label, min(referent.name), count(*)
           FROM referent JOIN span ON span.referent = referent.id
           WHERE span.layer NOT IN {SECOND_LAYERS}
             AND NOT EXISTS (SELECT 1 FROM json_each(?1) WHERE NOT instr(name_key, value))
           GROUP BY referent.label, name_key
           ORDER BY CASE WHEN ?1 = '[]' THEN 0 ELSE length(name_key) END, name_key LIMIT ?2""",
        (orjson.dumps(match_key(words).split()).decode(), limit),
    )
    return tuple(
        Mentioned(referent=ReferentId(row[0]), label=row[1], name=row[2], mentions=row[3])
        for row in rows
    )


def read(
    project: Project,
    asked: Asked,
    *,
    after: int = 0,
    limit: int = 200,
    is_cancelled: IsCancelled | None = None,
) -> Slice:
    """The next cases after the article of a number; whole articles, so they may be some more.

    Raises Stopped. Takes a part of a second, so call it off the GUI thread.
    """
    seeker = _Seeker(project, asked)
    newest = project.connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()
    found: list[Case] = []
    last = after
    candidates = seeker.candidates(after)
    for looked_at, number in enumerate(watched(candidates, is_cancelled=is_cancelled), start=1):
        found.extend(seeker.cases(number))
        last = number
        if len(found) >= limit or looked_at >= _MOST_READ:
            share = last / max(1, newest[0])
            return Slice(cases=tuple(found), last=last, share=share, is_complete=False)
    return Slice(cases=tuple(found), last=max(last, newest[0]), share=1.0, is_complete=True)


def of_articles(
    project: Project, asked: Asked, wanted: Iterable[ArticleId]
) -> tuple[tuple[int, tuple[Case, ...]], ...]:
    """The cases of some articles by number, as they are now; for reading again what changed."""
    seeker = _Seeker(project, asked)
    rows = project.connection.execute(
        "SELECT number FROM article WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number",
        (orjson.dumps(list(wanted)).decode(),),
    ).fetchall()
    return tuple((row[0], tuple(seeker.cases(row[0]))) for row in rows)


def term_of(words: str) -> Term | None:
    """The phrase that some typed words are; None where they hold no letters or digits."""
    flat = words.translate(_QUOTES).strip()
    terms = parse(f'"{flat}"')
    if not terms:
        return None
    return replace(terms[0], is_open=flat.endswith("*"))


def places(body: str, term: Term) -> tuple[Fragment, ...]:
    """Where a phrase stands in a body, without overlap."""
    folded = fold(body)
    if not any(term.places(folded)):
        return ()
    origin = Folded(body)
    found: list[Fragment] = []
    for start, end in term.places(origin.text):
        place = Fragment(*origin.original(start, end))
        if term.is_open:
            place = Fragment(place.start, _end_of_word(body, place.end))
        # Two finds can come from one character that folds to several.
        if not found or place.start >= found[-1].end:
            found.append(place)
    return tuple(found)


class _Seeker:
    """Finds the cases of one question, article by article."""

    def __init__(self, project: Project, asked: Asked) -> None:
        self._project = project
        self._term = term_of(asked.words)
        meant = None if asked.referent is None else referents.one(project, asked.referent)
        self._meant = None if meant is None else referent_key(meant)

    def candidates(self, after: int) -> Iterator[int]:
        """The numbers of the articles that may hold what is asked for, in their order."""
        if self._meant is not None:
            return self._mentioning(after)
        return iter(()) if self._term is None else self._holding(self._term, after)

    def cases(self, number: int) -> list[Case]:
        """The cases of one article in the order of its text."""
        row = self._project.connection.execute(
            "SELECT id, title, body FROM article WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return []
        article, title, body = row
        if self._meant is not None:
            page = self._page(number, article, title, body)
            return [] if page is None else page.of_referent(self._meant)
        found = () if self._term is None else places(body, self._term)
        if not found:
            return []
        page = self._page(number, article, title, body)
        if page is None:
            return [bare(number, article, title, body, place) for place in found]
        return [case for place in found for case in page.at(place)]

    def _page(self, number: int, article: ArticleId, title: str, body: str) -> CasesOf | None:
        # Most articles of a large project have no layer yet, and need no review.
        has_layer = self._project.connection.execute(
            "SELECT 1 FROM layer WHERE article = ? LIMIT 1", (article,)
        ).fetchone()
        reviewed = review.article(self._project, article) if has_layer else None
        return None if reviewed is None else CasesOf(number, title, body, reviewed)

    def _holding(self, term: Term, after: int) -> Iterator[int]:
        index_terms = dict.fromkeys(term.index_terms())
        expression = " AND ".join(list(index_terms)[:_MOST_INDEX_TERMS])
        mark = search.mark(self._project).article
        last = after
        try:
            while batch := self._indexed(expression, last, mark):
                yield from batch
                last = batch[-1]
        except sqlite3.OperationalError:
            # The index makes nothing of these characters: then all articles are read.
            mark = last
        yield from self._numbers("SELECT number FROM article WHERE number > ?", max(after, mark))

    def _indexed(self, expression: str, after: int, mark: int) -> list[int]:
        rows = self._project.connection.execute(
            """SELECT rowid FROM article_words
               WHERE article_words MATCH ? AND rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?""",
            (expression, after, mark, _BATCH),
        )
        return [row[0] for row in rows]

    def _mentioning(self, after: int) -> Iterator[int]:
        return self._numbers(
            """SELECT DISTINCT article.number AS number FROM span
                   JOIN layer ON layer.id = span.layer JOIN article ON article.id = layer.article
               WHERE span.referent IN
                     (SELECT id FROM referent WHERE label = ?2 AND name_key = ?3)
                 AND article.number > ?1""",
            after,
            *(self._meant or ()),
        )

    def _numbers(self, select: str, after: int, *more: str) -> Iterator[int]:
        last = after
        # In batches, so that no statement stays open while others are run.
        while batch := self._project.connection.execute(
            f"{select} ORDER BY number LIMIT {_BATCH}", (last, *more)
        ).fetchall():
            yield from (row[0] for row in batch)
            last = batch[-1][0]


def _end_of_word(body: str, end: int) -> int:
    while end < len(body) and body[end].isalnum():
        end += 1
    return end
