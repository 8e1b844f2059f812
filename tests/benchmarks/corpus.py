"""The only place that makes the large projects of the benchmarks: invented articles, marked like real ones.

Set-wise in SQL, since a million articles would take an hour through the operations. What the rows hold is what the
operations would have written.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from db.formats.record import Record, RecordLayer, RecordLink, RecordReferent, RecordSpan
from db.model import AnnotatorKind, Fragment, NewArticle
from db.operations import projects
from db.project import Project
from db.queries import annotators
from db.schema import known_objects, newest_format
from db.text import words
from db.text.keys import match_key

_SHAPES = 64
"""So many different texts there are; every article is one of them with a line of its own at the end."""

_ACTORS = 5_000
_SYLLABLES = "ba de ki lo mu ra se ti vo na per ton lan mi gru sha el or ix an".split()
_PUBLISHERS = ("The Daily Courier", "Evening Post", "Morgenblatt", "Le Messager", "North Star")
_LABELS = ("ACTOR",) * 12 + ("PROPOSAL",) * 5 + ("REJECTION",) * 3
"""Of the 20 spans of an article, in turn."""


@cache
def vocabulary(size: int = 4_000) -> tuple[str, ...]:
    """Words that look like words, the same ones every time."""
    dice = random.Random(size)
    return tuple("".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(size))


def prose(characters: int, *, seed: int) -> str:
    """Paragraphs of sentences, at least so many characters and a few more; the same for the same seed."""
    dice = random.Random(seed)
    known = vocabulary()
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        sentences = []
        for _ in range(dice.randint(2, 5)):
            # Few words are frequent and many are rare, as in a language.
            chosen = [
                known[int(len(known) * dice.random() ** 3)] for _ in range(dice.randint(7, 24))
            ]
            sentences.append(" ".join(chosen).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def plain_articles(number: int, *, characters: int) -> Iterator[NewArticle]:
    """Articles to import, each with a text of its own."""
    bodies = [prose(characters, seed=seed) for seed in range(_SHAPES)]
    for index in range(number):
        yield NewArticle(
            title=_title(index),
            body=f"{bodies[index % _SHAPES]}\n\nReport {index}.",
            metadata=_metadata(index),
            external_id=f"article-{index}",
            source="articles.jsonl",
        )


def marked_record(seed: int, *, characters: int, spans: int, annotator: str) -> Record:
    """An article with that many spans by one person, two thirds of them actors, and a link for every second span."""
    body = prose(characters, seed=seed)
    dice = random.Random(seed)
    places = _word_places(body)
    chosen = sorted(dice.sample(range(len(places) - 12), spans))
    labels = [_LABELS[index * 7 % len(_LABELS)] for index in range(spans)]
    referents = {
        f"{label}-{index}": RecordReferent(
            id=f"{label}-{index}", label=label, name=f"{label.lower()} {seed}-{index}"
        )
        for label, number in (("ACTOR", spans // 6), ("PROPOSAL", spans // 20), ("REJECTION", spans // 30))
        for index in range(max(1, number))
    }
    of_label = {
        label: [each for each in referents if each.startswith(label)] for label in set(_LABELS)
    }
    marked = tuple(
        RecordSpan(
            id=f"s{index}",
            label=label,
            # Actors are a word or two, statements half a sentence: so spans nest and overlap as they do in real texts.
            fragments=(
                Fragment(
                    places[first][0],
                    places[first + (dice.randint(0, 1) if label == "ACTOR" else 9)][1],
                ),
            ),
            referent=dice.choice(of_label[label]),
        )
        for index, (first, label) in enumerate(zip(chosen, labels, strict=True))
    )
    return Record(
        article=NewArticle(title=_title(seed), body=body, metadata=_metadata(seed)),
        layer=RecordLayer(kind=AnnotatorKind.HUMAN, annotator=annotator),
        spans=tuple(sorted(marked, key=lambda span: (span.start, -span.end, span.id))),
        links=_links(marked, dice),
        referents=tuple(referents.values()),
    )


def _links(spans: tuple[RecordSpan, ...], dice: random.Random) -> tuple[RecordLink, ...]:
    actors = [span.id for span in spans if span.label == "ACTOR"]
    proposals = [span.id for span in spans if span.label == "PROPOSAL"]
    links = []
    for span in spans:
        roles = {
            "PROPOSAL": (("proposed_by", actors), ("addressed_to", actors)),
            "REJECTION": (("rejects", proposals), ("rejected_by", actors)),
        }.get(span.label, ())
        for role, targets in roles:
            links.append(
                RecordLink(
                    id=f"l{len(links)}", role=role, source=span.id, target=dice.choice(targets)
                )
            )
    return tuple(links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a made project holds; the spans of an article are 20 or none."""

    articles: int
    characters: int
    is_marked: bool


def project_file(folder: Path, size: Size) -> Path:
    """A project of that size, made once a machine and again only when the tables or this file change."""
    path = folder / f"{size.articles}-{size.characters}-{size.is_marked:d}-{_fingerprint()}.demarche"
    if not path.exists():
        for outdated in folder.glob(f"{size.articles}-{size.characters}-{size.is_marked:d}-*"):
            outdated.unlink()
        partial = path.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        _make(partial, size)
        partial.rename(path)
    return path


def _fingerprint() -> str:
    made_of = repr(known_objects(newest_format())) + Path(__file__).read_text(encoding="utf-8")
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _make(path: Path, size: Size) -> None:
    projects.create(path, title="Benchmark", annotator_name="Ann").close()
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
    """What is the same in every 64th article: the text, its spans and links, as tables to join with."""
    connection.execute("CREATE TEMP TABLE shape (shape INTEGER PRIMARY KEY, words INTEGER, body TEXT)")
    connection.execute(
        """CREATE TEMP TABLE mark (shape INTEGER, nth INTEGER, label TEXT, start INTEGER, end INTEGER,
                                   referent INTEGER, quote TEXT, PRIMARY KEY (shape, nth)) WITHOUT ROWID"""
    )
    connection.execute(
        """CREATE TEMP TABLE tie (shape INTEGER, nth INTEGER, role TEXT, source INTEGER, target INTEGER,
                                  PRIMARY KEY (shape, nth)) WITHOUT ROWID"""
    )
    for shape in range(_SHAPES):
        body = prose(size.characters, seed=shape)
        connection.execute("INSERT INTO shape VALUES (?, ?, ?)", (shape, words.count(body) + 2, body))
        if size.is_marked:
            _insert_shape(connection, shape, body)


def _insert_shape(connection: sqlite3.Connection, shape: int, body: str) -> None:
    dice = random.Random(shape)
    places = _word_places(body)
    firsts = sorted(dice.sample(range(len(places) - 10), len(_LABELS)))
    for nth, (first, label) in enumerate(zip(firsts, _LABELS, strict=True)):
        start, end = places[first][0], places[first + (1 if label == "ACTOR" else 8)][1]
        # Actors are the same all over the corpus; an article has two proposals and two rejections of its own.
        referent = dice.randrange(_ACTORS) if label == "ACTOR" else nth % 2
        row = (shape, nth, label, start, end, referent, body[start:end])
        connection.execute("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    ties = [("proposed_by", nth, nth - 12) for nth in range(12, 17)]
    ties += [("rejects", nth, nth - 5) for nth in range(17, 20)]
    ties += [("rejected_by", nth, nth - 10) for nth in range(17, 20)]
    for nth, (role, source, target) in enumerate(ties):
        connection.execute("INSERT INTO tie VALUES (?, ?, ?, ?, ?)", (shape, nth, role, source, target))


_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :articles)"
_BODY = "shape.body || char(10, 10) || 'Report ' || n || '.'"
_AT = "2026-01-01T00:00:00.000Z"


def _id(kind: int, nth: str = "0") -> str:
    """SQL for a row's id, the same every time and ascending with the article."""
    return f"printf('%08x-{kind:04x}-7000-8000-%012x', n, {nth})"


def _insert_articles(connection: sqlite3.Connection, size: Size) -> None:
    connection.execute("CREATE TEMP TABLE publisher (nth INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany("INSERT INTO publisher VALUES (?, ?)", list(enumerate(_PUBLISHERS)))
    connection.execute("CREATE TEMP TABLE title (nth INTEGER PRIMARY KEY, words TEXT)")
    connection.executemany(
        "INSERT INTO title VALUES (?, ?)", [(nth, _title(nth)) for nth in range(997)]
    )
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO article (number, id, title, sha256, position, words, external_id, source, batch, created_at,
                                 metadata, body)
            SELECT n, {_id(1)}, title.words || ' ' || n, sha256({_BODY}), n, shape.words, 'article-' || n,
                   'articles.jsonl', '2', '{_AT}',
                   json_object('date', date('2020-01-01', '+' || (n % 1800) || ' days'),
                               'publisher', publisher.name),
                   {_BODY}
            FROM numbers JOIN shape ON shape = n % {_SHAPES} JOIN title ON title.nth = n % 997
                 JOIN publisher ON publisher.nth = n % {len(_PUBLISHERS)}""",
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
        """INSERT INTO referent (id, label, name, name_key, owner, external_id, attributes)
           VALUES (printf('00000000-0003-7000-8000-%012x', ?1), 'ACTOR', ?2, ?3, NULL, 'actor-' || ?1, ?4)""",
        [
            (nth, f"Actor {nth}", match_key(f"Actor {nth}"), orjson.dumps({"type": "state"}).decode())
            for nth in range(_ACTORS)
        ],
    )
    parameters = {"articles": size.articles, "author": author}
    for kind, label in ((4, "PROPOSAL"), (5, "REJECTION")):
        connection.execute(
            f"""{_NUMBERS}, own(nth) AS (VALUES (0), (1))
                INSERT INTO referent (id, label, name, name_key, owner)
                SELECT {_id(kind, "nth")}, '{label}', 'the plan ' || n || ' ' || nth, 'the plan ' || n || ' ' || nth,
                       :author FROM numbers CROSS JOIN own""",
            parameters,
        )
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO span (id, layer, label, start, end, referent, attributes, quote)
            SELECT {_id(6, "nth")}, {_id(2)}, label, start, end,
                   CASE label WHEN 'ACTOR' THEN printf('00000000-0003-7000-8000-%012x', referent)
                              WHEN 'PROPOSAL' THEN {_id(4, "referent")} ELSE {_id(5, "referent")} END,
                   CASE label WHEN 'PROPOSAL' THEN '{{"status":"proposed","certainty":"reported"}}'
                              WHEN 'REJECTION' THEN '{{"strength":"strong"}}' ELSE '{{}}' END,
                   quote
            FROM numbers CROSS JOIN mark ON shape = n % {_SHAPES}""",
        parameters,
    )
    connection.execute(
        f"""{_NUMBERS}
            INSERT INTO link (id, layer, role, source, target)
            SELECT {_id(7, "nth")}, {_id(2)}, role, {_id(6, "source")}, {_id(6, "target")}
            FROM numbers CROSS JOIN tie ON shape = n % {_SHAPES}""",
        parameters,
    )


def _word_places(body: str) -> list[tuple[int, int]]:
    """Where the words stand, without the marks behind them; code points."""
    places = []
    start = 0
    for word in body.split():
        start = body.index(word, start)
        places.append((start, start + len(word.rstrip("."))))
        start += len(word)
    return places


def _title(index: int) -> str:
    return prose(20, seed=index).split(".")[0][:70]


def _metadata(index: int) -> dict[str, str]:
    return {
        "date": f"20{20 + index % 5}-{1 + index % 12:02d}-{1 + index % 28:02d}",
        "publisher": _PUBLISHERS[index % len(_PUBLISHERS)],
    }
