"""The only place that annotates by the thousand: rows as the operations would have written them.

There is no journal of it, but every layer has a lineage of one step an edit, as `journal.stamp`
gives it, so that merging sees what it would see of somebody's real work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import orjson

from db.journal import LINEAGE_STEP
from db.model import AnnotatorId, ArticleId
from db.project import Project
from db.text.keys import match_key
from tests.benchmarks.corpus import SHAPES, prose, word_places

WIDTH = 9
"""How many words a statement has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What is marked in an article; a proposal gets one link, a rejection two."""

    actors: int = 3
    proposals: int = 2
    rejections: int = 1

    @property
    def spans(self) -> int:
        """How many spans that makes."""
        return self.actors + self.proposals + self.rejections

    @property
    def links(self) -> int:
        """How many links that makes."""
        return self.proposals + 2 * self.rejections


def bodies(number: int, *, characters: int) -> Iterator[str]:
    """Texts of articles, each with a line of its own at the end."""
    shapes = [prose(characters, seed=seed) for seed in range(SHAPES)]
    for index in range(number):
        yield f"{shapes[index % SHAPES]}\n\nReport {index}."


def lineage(dice: Random, edits: int) -> str:
    """The line of so many edits."""
    return "".join(f"{dice.getrandbits(4 * LINEAGE_STEP):0{LINEAGE_STEP}x}" for _ in range(edits))


def waiting(project: Project, author: AnnotatorId) -> list[ArticleId]:
    """The articles of a package that its annotator has not finished."""
    rows = project.connection.execute(
        """SELECT id FROM article WHERE id NOT IN
               (SELECT article FROM layer WHERE annotator = ? AND state = 'done')
           ORDER BY position, number""",
        (author,),
    )
    return [row[0] for row in rows]


def work_through(
    project: Project,
    author: AnnotatorId,
    articles: Iterable[ArticleId],
    *,
    dice: Random,
    amount: Amount,
) -> None:
    """Mark articles that were not begun, and finish them."""
    with project.transaction() as connection:
        writer = _Writer(project, author, dice)
        for article, body in _bodies_of(connection, articles):
            writer.finish(article, body, amount)
        writer.write(connection)


def edit_again(
    project: Project, author: AnnotatorId, articles: Iterable[ArticleId], *, dice: Random
) -> None:
    """Mark one actor more in articles that were begun, and take back another one: two edits."""
    with project.transaction() as connection:
        writer = _Writer(project, author, dice)
        for article, body in _bodies_of(connection, articles):
            writer.edit(connection, article, body)
        writer.write(connection)


class _Writer:
    """Collects rows, and writes them table by table."""

    def __init__(self, project: Project, author: AnnotatorId, dice: Random) -> None:
        self._new_id, self._now = project.new_id, project.now()
        self._author, self._dice = author, dice
        self._known = {
            (label, key): referent
            for label, key, referent in project.connection.execute(
                "SELECT label, name_key, id FROM referent ORDER BY owner IS NULL, id DESC"
            )
        }
        self._rows: dict[str, list[tuple[object, ...]]] = {
            "referent": [], "layer": [], "span": [], "link": [],
        }  # fmt: skip

    def finish(self, article: ArticleId, body: str, amount: Amount) -> None:
        layer = self._new_id()
        line = lineage(self._dice, amount.spans + amount.links + 1)
        seconds = self._dice.randint(30, 600)
        self._rows["layer"].append((layer, article, self._author, seconds, self._now, line))
        places = _places(body)
        chosen = iter(self._dice.sample(range(len(places) - WIDTH), amount.spans))
        actors = [
            self._span(layer, "ACTOR", body, places, next(chosen)) for _ in range(amount.actors)
        ]
        proposals = [
            self._span(layer, "PROPOSAL", body, places, next(chosen))
            for _ in range(amount.proposals)
        ]
        rejections = [
            self._span(layer, "REJECTION", body, places, next(chosen))
            for _ in range(amount.rejections)
        ]
        for proposal in proposals:
            self._link(layer, "proposed_by", proposal, self._dice.choice(actors))
        for rejection in rejections:
            self._link(layer, "rejects", rejection, self._dice.choice(proposals))
            self._link(layer, "rejected_by", rejection, self._dice.choice(actors))

    def edit(self, connection: sqlite3.Connection, article: ArticleId, body: str) -> None:
        (layer,) = connection.execute(
            "SELECT id FROM layer WHERE article = ? AND annotator = ?", (article, self._author)
        ).fetchone()
        marked = connection.execute(
            'SELECT id, "start" FROM span WHERE layer = ? ORDER BY id', (layer,)
        ).fetchall()
        loose = connection.execute(
            """SELECT id FROM span WHERE layer = ?1 AND label = 'ACTOR'
               AND id NOT IN (SELECT target FROM link WHERE layer = ?1 AND target IS NOT NULL)
               AND id NOT IN (SELECT span FROM comment WHERE span IS NOT NULL) ORDER BY id""",
            (layer,),
        ).fetchall()
        if loose:
            connection.execute("DELETE FROM span WHERE id = ?", self._dice.choice(loose))
        places = _places(body)
        starts = {start for _, start in marked}
        free = [nth for nth in range(len(places) - WIDTH) if places[nth][0] not in starts]
        self._span(layer, "ACTOR", body, places, self._dice.choice(free))
        connection.execute(
            "UPDATE layer SET lineage = lineage || ?, updated_at = ? WHERE id = ?",
            (lineage(self._dice, 2), self._now, layer),
        )

    def write(self, connection: sqlite3.Connection) -> None:
        for table, rows in self._rows.items():
            connection.executemany(_INSERT[table], rows)

    def _span(
        self, layer: str, label: str, body: str, places: Sequence[tuple[int, int]], first: int
    ) -> str:
        start = places[first][0]
        end = places[first if label == "ACTOR" else first + WIDTH - 1][1]
        quote, span = body[start:end], self._new_id()
        referent = self._referent(label, " ".join(quote.split()))
        self._rows["span"].append((span, layer, label, start, end, referent, quote))
        return span

    def _referent(self, label: str, name: str) -> str:
        key = label, match_key(name)
        if key not in self._known:
            self._known[key] = self._new_id()
            row = (self._known[key], label, name, key[1], self._author, self._now)
            self._rows["referent"].append(row)
        return self._known[key]

    def _link(self, layer: str, role: str, source: str, target: str) -> None:
        self._rows["link"].append((self._new_id(), layer, role, source, target))


_INSERT = {
    "referent": """INSERT INTO referent (id, label, name, name_key, owner, changed_at)
        VALUES (?, ?, ?, ?, ?, ?)""",
    "layer": """INSERT INTO layer (id, article, annotator, state, active_seconds, updated_at,
        lineage) VALUES (?, ?, ?, 'done', ?, ?, ?)""",
    "span": """INSERT INTO span (id, layer, label, "start", "end", referent, quote)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
    "link": "INSERT INTO link (id, layer, role, source, target) VALUES (?, ?, ?, ?, ?)",
}


def _bodies_of(
    connection: sqlite3.Connection, articles: Iterable[ArticleId]
) -> list[tuple[ArticleId, str]]:
    return connection.execute(
        """SELECT id, body FROM article WHERE id IN (SELECT value FROM json_each(?))
           ORDER BY position, number""",
        (orjson.dumps(list(articles)).decode(),),
    ).fetchall()


def _places(body: str) -> Sequence[tuple[int, int]]:
    # All but the last line, which is the article's own.
    return _places_of_shape(body.rpartition("\n\n")[0])


@lru_cache(maxsize=SHAPES)
def _places_of_shape(text: str) -> Sequence[tuple[int, int]]:
    return word_places(text)
