"""What came in from elsewhere, when, and whether it can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from db.model import AnnotatorId, ArticleId
from db.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One file that came in; all of one `operation` can only be taken back together.

    `spans` and `links` are those of the `layers` that it brought; `refused` layers stayed out.
    """

    operation: int
    name: str
    annotator: AnnotatorId | None
    file: str
    at: str
    fingerprint: str
    layers: int
    spans: int
    links: int
    refused: int


def every(project: Project) -> tuple[Collected, ...]:
    """All that came in and was not taken back, newest first."""
    rows = project.connection.execute(
        """SELECT work_package.operation, operation.name, work_package.annotator,
                  work_package.created_at, work_package.fingerprint, work_package.details
           FROM work_package JOIN operation ON operation.number = work_package.operation
           WHERE direction <> 'out' ORDER BY work_package.operation DESC, work_package.id"""
    )
    found = []
    for operation, name, annotator, at, fingerprint, details in rows:
        said = orjson.loads(details)
        found.append(
            Collected(
                operation=operation,
                name=name,
                annotator=annotator,
                file=said.get("file", ""),
                at=at,
                fingerprint=fingerprint,
                layers=said.get("layers", 0),
                spans=said.get("spans", 0),
                links=said.get("links", 0),
                refused=said.get("refused", 0),
            )
        )
    return tuple(found)


def name_of(project: Project, operation: int) -> str | None:
    """What an operation that brought something in is called; None where it was taken back."""
    row = project.connection.execute(
        """SELECT operation.name FROM operation
           JOIN work_package ON work_package.operation = operation.number
           WHERE operation.number = ? AND work_package.direction <> 'out'""",
        (operation,),
    ).fetchone()
    return None if row is None else str(row[0])


def scheme_of(project: Project, operation: int) -> str | None:
    """The checksum of the scheme that was in force when something came in."""
    row = project.connection.execute(
        """SELECT details ->> 'scheme' FROM work_package
           WHERE operation = ? AND direction <> 'out'""",
        (operation,),
    ).fetchone()
    return None if row is None else row[0]


def changed_since(project: Project, operation: int) -> tuple[str, ...]:
    """The titles of articles in which a layer that came in has been written since."""
    rows = project.connection.execute(
        """SELECT DISTINCT article.title FROM change JOIN layer ON layer.id = change.row
           JOIN article ON article.id = layer.article
           WHERE change.operation = :operation AND change."table" = 'layer'
             AND (EXISTS (
                    SELECT 1 FROM change AS later
                    JOIN operation ON operation.number = later.operation
                    WHERE later.operation > :operation AND later."table" = 'layer'
                      AND later.row = layer.id
                      -- What came in later and was taken back is as if it had never come.
                      AND (operation.kind <> 'barrier' OR EXISTS (
                        SELECT 1 FROM work_package WHERE work_package.operation = number)))
                  OR EXISTS (
                    SELECT 1 FROM operation
                    WHERE operation.number > :operation AND operation.article = layer.article
                      AND operation.annotator = layer.annotator
                      AND operation.kind <> 'silent'))
           ORDER BY article.position""",
        {"operation": operation},
    )
    return tuple(row[0] for row in rows)


def articles_added(project: Project, operation: int) -> tuple[ArticleId, ...]:
    """The articles that came in with an operation."""
    rows = project.connection.execute(
        """SELECT row FROM change WHERE operation = ? AND "table" = 'article' AND before IS NULL""",
        (operation,),
    )
    return tuple(ArticleId(row[0]) for row in rows)


def forgotten_since(project: Project, operation: int) -> frozenset[AnnotatorId] | None:
    """The people whose work was forgotten after something came in; None where nobody was."""
    rows = project.connection.execute(
        """SELECT DISTINCT change.row FROM operation LEFT JOIN change
               ON change.operation = operation.number AND change."table" = 'annotator'
           WHERE operation.number > ? AND operation.name = 'forget a person'""",
        (operation,),
    ).fetchall()
    return frozenset(row[0] for row in rows if row[0] is not None) if rows else None
