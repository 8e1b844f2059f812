"""The register: referents, their names, and where they are mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from db.model import AnnotatorId, ArticleId, LayerId, Referent, ReferentId, SpanId
from db.project import Project
from db.queries.row_memory import RowMemory
from db.queries.second_readings import SECOND_LAYERS, SECOND_READERS
from db.text.keys import match_key

_COLUMNS = "referent.id, referent.label, referent.name, referent.attributes, referent.owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a referent is meant; `before` and `after` are the words around the quote."""

    article: ArticleId
    article_title: str
    annotator: AnnotatorId
    span: SpanId
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A referent with the number of its mentions and of the articles that hold them."""

    referent: Referent
    mentions: int
    articles: int


def of_layer(project: Project, layer: LayerId) -> tuple[Referent, ...]:
    """The referents that a layer mentions, oldest first."""
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM referent
            WHERE id IN (SELECT referent FROM span WHERE layer = ? AND referent IS NOT NULL)
            ORDER BY id""",
        (layer,),
    )
    return _read_last.values(layer, rows)


def of_layers(project: Project, layers: Collection[LayerId]) -> dict[LayerId, list[Referent]]:
    """The referents that many layers mention, each oldest first."""
    found: dict[LayerId, list[Referent]] = defaultdict(list)
    rows = project.connection.execute(
        f"""SELECT DISTINCT {_COLUMNS}, span.layer FROM span
                JOIN referent ON referent.id = span.referent
            WHERE span.layer IN (SELECT value FROM json_each(?)) ORDER BY referent.id""",
        (orjson.dumps(list(layers)).decode(),),
    )
    for row in rows:
        found[row[-1]].append(_referent(row[:-1]))
    return found


def one(project: Project, referent: ReferentId) -> Referent | None:
    """The referent of this id, or None."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM referent WHERE id = ?", (referent,)
    ).fetchone()
    return None if row is None else _referent(row)


def named(project: Project, label: str, name: str) -> Referent | None:
    """The oldest referent of a label whose name counts as the same."""
    row = project.connection.execute(
        f"SELECT {_COLUMNS} FROM referent WHERE label = ? AND name_key = ? ORDER BY id LIMIT 1",
        (label, match_key(name)),
    ).fetchone()
    return None if row is None else _referent(row)


def external_ids(project: Project, referents: Sequence[ReferentId]) -> dict[ReferentId, str]:
    """The ids that referents had in the file they came from, for those that did."""
    rows = project.connection.execute(
        """SELECT id, external_id FROM referent
           WHERE id IN (SELECT value FROM json_each(?)) AND external_id IS NOT NULL""",
        (orjson.dumps(list(referents)).decode(),),
    )
    return {ReferentId(row[0]): str(row[1]) for row in rows}


def naming(project: Project, referent: ReferentId) -> tuple[Referent, ...]:
    """The referents with an attribute whose value is this referent, such as an affiliation."""
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM referent
            WHERE instr(attributes, ?1)
              AND EXISTS (SELECT 1 FROM json_each(attributes) WHERE value = ?1)""",
        (referent,),
    )
    return tuple(_referent(row) for row in rows)


def articles_of(project: Project, referent: ReferentId) -> tuple[ArticleId, ...]:
    """The articles in which any layer mentions a referent."""
    rows = project.connection.execute(
        """SELECT DISTINCT layer.article FROM span JOIN layer ON layer.id = span.layer
           WHERE span.referent = ?""",
        (referent,),
    )
    return tuple(ArticleId(row[0]) for row in rows)


def register(
    project: Project, label: str | None = None, containing: str = ""
) -> tuple[RegisterEntry, ...]:
    """The whole register, or one label of it, by name; no article is counted twice.

    `containing` keeps the names that hold these words.
    """
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS}, count(span.id), count(DISTINCT layer.article)
            FROM referent LEFT JOIN span ON span.referent = referent.id
                    AND span.layer NOT IN {SECOND_LAYERS}
                LEFT JOIN layer ON layer.id = span.layer
            WHERE (?1 IS NULL OR referent.label = ?1) AND instr(referent.name_key, ?2)
            GROUP BY referent.id ORDER BY referent.name_key, referent.id""",
        (label, match_key(containing)),
    )
    return tuple(
        RegisterEntry(referent=_referent(row[:5]), mentions=row[5], articles=row[6]) for row in rows
    )


def matching(
    project: Project, label: str, words: str = "", limit: int = 200
) -> tuple[Referent, ...]:
    """The first referents of a label, by name, whose names hold each of some words."""
    rows = project.connection.execute(
        f"""SELECT {_COLUMNS} FROM referent
            WHERE label = ?1 AND NOT EXISTS
                (SELECT 1 FROM json_each(?2) WHERE NOT instr(referent.name_key, value))
            ORDER BY name_key, id LIMIT ?3""",
        (label, orjson.dumps(match_key(words).split()).decode(), limit),
    )
    return tuple(_referent(row) for row in rows)


def mentions(project: Project, referent: ReferentId, limit: int = 1000) -> tuple[Mention, ...]:
    """Where a referent is mentioned in all layers, in the order of articles and text."""
    rows = project.connection.execute(
        f"""SELECT article.id, article.title, layer.annotator, span.id, span.quote,
                  substr(article.body, max("start" - 39, 1), min("start", 40)),
                  substr(article.body, "end" + 1, 40)
           FROM span JOIN layer ON layer.id = span.layer JOIN article ON article.id = layer.article
           WHERE span.referent = ? AND layer.annotator NOT IN {SECOND_READERS}
           ORDER BY article.position, article.number, "start", span.id LIMIT ?""",
        (referent, limit),
    )
    return tuple(
        Mention(
            article=row[0],
            article_title=row[1],
            annotator=row[2],
            span=row[3],
            quote=row[4],
            before=row[5],
            after=row[6],
        )
        for row in rows
    )


def _referent(row: tuple[Any, ...]) -> Referent:
    referent_id, label, name, attributes, owner = row
    return Referent(
        id=referent_id, label=label, name=name, attributes=orjson.loads(attributes), owner=owner
    )


_read_last = RowMemory(_referent)
