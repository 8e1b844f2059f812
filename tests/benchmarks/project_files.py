"""The only place that makes the large projects of the benchmarks.

Set-wise in SQL, since a million articles would take an hour through the operations. What the rows
hold is what the operations would have written.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from db.operations import projects
from db.project import Project
from db.queries import annotators
from db.schema import known_objects, newest_format
from db.text import words
from db.text.keys import match_key
from tests.benchmarks import corpus
from tests.benchmarks.corpus import LABELS, PUBLISHERS, SHAPES, prose, title_of, word_places

_ACTORS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a made project holds; the spans of an article are 20 or none."""

    articles: int
    characters: int
    is_marked: bool


def project_file(folder: Path, size: Size) -> Path:
    """A project of that size, made once a machine and again when the tables or this code change."""
    name = f"{size.articles}-{size.characters}-{size.is_marked:d}"
    path = folder / f"{name}-{_fingerprint()}.demarche"
    if not path.exists():
        for outdated in folder.glob(f"{name}-*"):
            outdated.unlink()
        partial = path.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        _make(partial, size)
        partial.rename(path)
    return path


def _fingerprint() -> str:
    code = (Path(place).read_text(encoding="utf-8") for place in (__file__, corpus.__file__))
    made_of = repr(known_objects(newest_format())) + "".join(code)
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _make(path: Path, size: Size) -> None:
    projects.create(path, title="Benchmark", annotator_name="annotator A").close()
    with Project.open(path) as project:
        author = annotators.default_author(project)
        connection = project.connection
        connection.execute("PRAGMA journal_mode = DELETE")
        # A file that is only half made is thrown away, so nothing need be safe meanwhile.
        connection.execute("PRAGMA synchronous = OFF")
        connection.create_function(
            "sha256", 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True
        )
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute("BEGIN")
        _insert_texts(connection, size)
        _insert_articles(connection, size)
        _insert_layers(connection, size, author)
        if size.is_marked:
            _insert_marks(connection, size, author)
        connection.execute("COMMIT")
        for _, sql in indexes:
            connection.execute(sql)


def _insert_texts(connection: sqlite3.Connection, size: Size) -> None:
    """What is the same in every 64th article, to join with: the text, its spans and links."""
    for table in (
        "shape (shape INTEGER PRIMARY KEY, words INTEGER, body TEXT)",
        """mark (shape INTEGER, nth INTEGER, label TEXT, start INTEGER, end INTEGER,
                 referent INTEGER, quote TEXT, PRIMARY KEY (shape, nth)) WITHOUT ROWID""",
        """tie (shape INTEGER, nth INTEGER, role TEXT, source INTEGER, target INTEGER,
                PRIMARY KEY (shape, nth)) WITHOUT ROWID""",
    ):
        connection.execute(f"CREATE TEMP TABLE {table}")
    for shape in range(SHAPES):
        body = prose(size.characters, seed=shape)
        row = (shape, words.count(body) + 2, body)
        connection.execute("INSERT INTO shape VALUES (?, ?, ?)", row)
        if size.is_marked:
            _insert_shape(connection, shape, body)


def _insert_shape(connection: sqlite3.Connection, shape: int, body: str) -> None:
    dice = random.Random(shape)
    places = word_places(body)
    firsts = sorted(dice.sample(range(len(places) - 10), len(LABELS)))
    for nth, (first, label) in enumerate(zip(firsts, LABELS, strict=True)):
        start, end = places[first][0], places[first + (1 if label == "ACTOR" else 8)][1]
        # Actors are the same all over the corpus; each article has statements of its own.
        referent = dice.randrange(_ACTORS) if label == "ACTOR" else nth % 2
        row = (shape, nth, label, start, end, referent, body[start:end])
        connection.execute("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    ties = [("proposed_by", nth, nth - 12) for nth in range(12, 17)]
    ties += [("rejects", nth, nth - 5) for nth in range(17, 20)]
    ties += [("rejected_by", nth, nth - 10) for nth in range(17, 20)]
    connection.executemany(
        "INSERT INTO tie VALUES (?, ?, ?, ?, ?)",
        [(shape, nth, *tie) for nth, tie in enumerate(ties)],
    )


_NUMBERS = """WITH RECURSIVE numbers(n) AS
    (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :articles)"""
_BODY = "shape.body || char(10, 10) || 'Report ' || n || '.'"
_ACTOR = "printf('00000000-0003-7000-8000-%012x', {nth})"
_AT = "2026-01-01T00:00:00.000Z"


def _id(kind: int, nth: str = "0") -> str:
    """SQL for a row's id, the same every time and ascending with the article."""
    return f"printf('%08x-{kind:04x}-7000-8000-%012x', n, {nth})"


def _insert_articles(connection: sqlite3.Connection, size: Size) -> None:
    connection.execute("CREATE TEMP TABLE publisher (nth INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany("INSERT INTO publisher VALUES (?, ?)", list(enumerate(PUBLISHERS)))
    connection.execute("CREATE TEMP TABLE title (nth INTEGER PRIMARY KEY, words TEXT)")
    connection.executemany(
        "INSERT INTO title VALUES (?, ?)", [(nth, title_of(nth)) for nth in range(997)]
    )
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO article (number, id, title, sha256, position, words, external_id, source,
                                 batch, created_at, metadata, body)
            SELECT n, {_id(1)}, title.words || ' ' || n, sha256({_BODY}), n, shape.words,
                   'article-' || n, 'articles.jsonl', '2', '{_AT}',
                   json_object('date', date('2020-01-01', '+' || (n % 1800) || ' days'),
                               'publisher', publisher.name),
                   {_BODY}
            FROM numbers JOIN shape ON shape = n % {SHAPES} JOIN title ON title.nth = n % 997
                 JOIN publisher ON publisher.nth = n % {len(PUBLISHERS)}""",
        {"articles": size.articles},
    )


def _insert_layers(connection: sqlite3.Connection, size: Size, author: str) -> None:
    """All done where articles are marked, else every tenth."""
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO layer (id, article, annotator, state, active_seconds, updated_at)
            SELECT {_id(2)}, {_id(1)}, :author, 'done', 240, '{_AT}' FROM numbers
            WHERE n % :every = 0""",
        {
            "articles": size.articles,
            "author": author,
            "every": 1 if size.is_marked else 10,
        },
    )


def _insert_marks(connection: sqlite3.Connection, size: Size, author: str) -> None:
    connection.executemany(
        f"""INSERT INTO referent (id, label, name, name_key, external_id, attributes)
            VALUES ({_ACTOR.format(nth="?1")}, 'ACTOR', ?2, ?3, 'actor-' || ?1,
                    '{{"type":"state"}}')""",
        [(nth, f"Actor {nth}", match_key(f"Actor {nth}")) for nth in range(_ACTORS)],
    )
    parameters = {"articles": size.articles, "author": author}
    for kind, label in ((4, "PROPOSAL"), (5, "REJECTION")):
        connection.execute(
            f"""{_NUMBERS}, own(nth) AS (VALUES (0), (1))
                INSERT INTO referent (id, label, name, name_key, owner)
                SELECT {_id(kind, "nth")}, '{label}', 'the plan ' || n || ' ' || nth,
                       'the plan ' || n || ' ' || nth, :author FROM numbers CROSS JOIN own""",
            parameters,
        )
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO span (id, layer, label, start, end, referent, attributes, quote)
            SELECT {_id(6, "nth")}, {_id(2)}, label, start, end,
                   CASE label WHEN 'ACTOR' THEN {_ACTOR.format(nth="referent")}
                              WHEN 'PROPOSAL' THEN {_id(4, "referent")}
                              ELSE {_id(5, "referent")} END,
                   CASE label WHEN 'PROPOSAL' THEN '{{"status":"proposed","certainty":"reported"}}'
                              WHEN 'REJECTION' THEN '{{"strength":"strong"}}' ELSE '{{}}' END,
                   quote
            FROM numbers CROSS JOIN mark ON shape = n % {SHAPES}""",
        parameters,
    )
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO link (id, layer, role, source, target)
            SELECT {_id(7, "nth")}, {_id(2)}, role, {_id(6, "source")}, {_id(6, "target")}
            FROM numbers CROSS JOIN tie ON shape = n % {SHAPES}""",
        parameters,
    )
