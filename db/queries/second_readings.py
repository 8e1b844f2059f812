"""Articles that somebody was handed twice: the only place that says what a second reading is.

An annotator must not know that they read an article for the second time. So a package holds it as
another article, whose id is that of the assignment with the purpose `repeat`. In the lead's project
there is one article all the same: what comes back is a layer of it that belongs to another row of
`annotator`, the person's second reader, whose `repeats` names the person. Second readers are in no
list of annotators, and their layers are compared with the person's own and nothing else: whatever
counts, compares, settles or exports layers leaves out those `SECOND_READERS` wrote.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.model import AnnotatorId, ArticleId
from db.project import Project

SECOND_READERS = "(SELECT id FROM annotator WHERE repeats IS NOT NULL)"
"""The SQL list of the annotators whose layers are second readings."""

SECOND_LAYERS = f"(SELECT id FROM layer WHERE annotator IN {SECOND_READERS})"
"""The SQL list of the layers that are second readings."""


def readers(project: Project) -> Mapping[AnnotatorId, AnnotatorId]:
    """The second reader of each person who has one."""
    rows = project.connection.execute(
        "SELECT repeats, id FROM annotator WHERE repeats IS NOT NULL ORDER BY id DESC"
    )
    return {AnnotatorId(person): AnnotatorId(reader) for person, reader in rows}


def persons(project: Project) -> Mapping[AnnotatorId, AnnotatorId]:
    """Whose each second reader is."""
    rows = project.connection.execute(
        "SELECT id, repeats FROM annotator WHERE repeats IS NOT NULL ORDER BY id"
    )
    return {AnnotatorId(reader): AnnotatorId(person) for reader, person in rows}


def finished(project: Project, person: AnnotatorId) -> tuple[ArticleId, ...]:
    """The articles of which both readings of a person are finished, in the order of the list."""
    rows = project.connection.execute(
        f"""SELECT article.id FROM article
            JOIN layer AS again ON again.article = article.id
            JOIN annotator AS reader ON reader.id = again.annotator AND reader.repeats = ?1
            JOIN layer AS own ON own.article = article.id AND own.annotator = ?1
            WHERE {_finished("again")} AND {_finished("own")}
            ORDER BY article.position, article.number""",
        (person,),
    )
    return tuple(ArticleId(row[0]) for row in rows)


def _finished(layer: str) -> str:
    return f"({layer}.state = 'done' OR {layer}.nothing_here)"
