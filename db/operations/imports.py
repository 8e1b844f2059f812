"""Bringing articles and records in as a named batch, and taking a batch out again as one."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from db import backup, journal
from db.connection import without_log
from db.errors import SchemeViolation
from db.journal import Kind
from db.model import AnnotatorId, ArticleId, Changes, NewArticle
from db.operations import schemes, search_index
from db.operations.record_rows import ARTICLE_INSERT, ArticleRows, Placed, RecordWriter
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import imports
from db.scheme.parts import Part

_LARGE = 5_000
"""From how many records on an import changes the way in which the file is written."""


def add_articles(
    project: Project,
    author: AnnotatorId | None,
    *,
    articles: Iterable[NewArticle],
    name: str = "import articles",
    total: int | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Add articles at the end of the list, all or none, as a barrier whose number is their batch.

    Takes them one at a time from the iterable. Says nothing about duplicates: `db.imports` sorts
    those out.
    """
    with (
        _quickly(project, total),
        journal.operation(project, name, author=author, kind=Kind.BARRIER) as recorder,
    ):
        rows = ArticleRows(recorder, project)
        project.connection.executemany(
            ARTICLE_INSERT,
            (
                rows.row(article, ArticleId(project.new_id()))
                for article in watched(
                    articles, total=total, progress=progress, is_cancelled=is_cancelled
                )
            ),
        )
    return recorder.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScheme:
    """A scheme that records bring along, and the parts of the one in force that may go for it."""

    toml: str
    drop: frozenset[Part] = frozenset()


def add_records(
    project: Project,
    author: AnnotatorId | None,
    *,
    placed: Iterable[Placed],
    scheme: OwnScheme | None = None,
    name: str = "import articles",
    total: int | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Add articles with their layers, all or none, as a barrier whose number is their batch.

    Takes the records one at a time from the iterable; where they go was decided by `db.imports`.
    With a `scheme`, that is put in force first, after a backup; raises SchemeViolation where
    something would be lost.
    """
    made = None
    if scheme is not None:
        made = backup.make(
            project.connection, project.path, reason="before-scheme-change", now=project.clock()
        )
    with (
        _quickly(project, total),
        journal.operation(project, name, author=author, kind=Kind.BARRIER) as recorder,
    ):
        if scheme is not None and made is not None:
            schemes.put_in_force(recorder, project, toml=scheme.toml, drop=scheme.drop, made=made)
        writer = RecordWriter(recorder, project)
        for each in watched(placed, total=total, progress=progress, is_cancelled=is_cancelled):
            writer.write(each)
        writer.flush()
    return recorder.changes


def remove_batch(project: Project, author: AnnotatorId | None, *, batch: str) -> Changes:
    """Take out an import with all that was marked in it since, after a backup if there is any.

    `queries.imports.contents` says beforehand what goes. Raises SchemeViolation where there is no
    such batch.
    """
    present = imports.contents(project, batch)
    if not present.articles and not present.layers:
        raise SchemeViolation("This import is no longer in the project. Nothing was removed.")
    if present.holds_annotation:
        backup.make(project.connection, project.path, reason="before-removing-an-import")
    with journal.operation(
        project, "remove an import", author=author, kind=Kind.BARRIER
    ) as recorder:
        referents = imports.referents_of(project, batch)
        search_index.forget(project, imports.articles_of(project, batch))
        for table, statement in _REMOVAL:
            recorder.execute_many(table, statement, {"batch": batch})
        recorder.execute_many("referent", _LEFT_OVER, {"referents": referents})
    return recorder.changes


def _quickly(project: Project, total: int | None) -> AbstractContextManager[None]:
    is_large = total is None or total >= _LARGE
    return without_log(project.connection) if is_large else nullcontext()


_GONE = f"({imports.LAYERS_OF_BATCH})"
_ARTICLES = "(SELECT id FROM article WHERE batch = :batch)"
_SPANS = f"(SELECT id FROM span WHERE layer IN {_GONE})"

# Children before parents.
_REMOVAL = (
    ("comment", f"UPDATE comment SET reply_to = NULL WHERE article IN {_ARTICLES}"),
    ("comment", f"DELETE FROM comment WHERE article IN {_ARTICLES}"),
    ("comment", f"UPDATE comment SET span = NULL WHERE span IN {_SPANS}"),
    ("decision", f"DELETE FROM decision WHERE article IN {_ARTICLES}"),
    ("decision", f"UPDATE decision SET span = NULL WHERE span IN {_SPANS}"),
    ("assignment", f"DELETE FROM assignment WHERE article IN {_ARTICLES}"),
    ("link", f"DELETE FROM link WHERE layer IN {_GONE}"),
    ("span", f"DELETE FROM span WHERE layer IN {_GONE}"),
    ("layer", f"DELETE FROM layer WHERE id IN {_GONE}"),
    ("article", "DELETE FROM article WHERE batch = :batch"),
)

# Of what the batch mentioned stays what the scheme knows or somebody else mentions or lists, and
# what these name in turn: an affiliation keeps its state.
_LEFT_OVER = """
    WITH RECURSIVE
    candidate(id) AS (SELECT value FROM json_each(:referents)),
    kept(id) AS (
        SELECT id FROM referent
        WHERE id NOT IN candidate OR (external_id IS NULL AND owner IS NULL)
           OR EXISTS (SELECT 1 FROM span WHERE span.referent = referent.id)
           OR id IN (SELECT value ->> 0 FROM layer, json_each(layer.record, '$.referents')
                     WHERE record IS NOT NULL)
        UNION
        SELECT answer.value FROM kept JOIN referent ON referent.id = kept.id
        JOIN json_each(referent.attributes) AS answer WHERE answer.type = 'text'
    )
    DELETE FROM referent WHERE id IN candidate AND id NOT IN kept"""
