"""Undo and redo: the images that the journal keeps, replayed as a transaction of their own.

So they survive a restart and a crash, and are steps that the journal shows like any other.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db import journal, log, rows
from db.errors import SchemeViolation
from db.journal import Intention, Kind
from db.model import AnnotatorId, ArticleId, Changes, SpanId
from db.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An operation that undo or redo would replay: its number, name, and where it happened."""

    number: int
    name: str
    article: ArticleId | None
    span: SpanId | None


def next_undo(project: Project) -> Past | None:
    """The action that undo would take back, or None at the beginning or at a barrier."""
    return _past(
        project,
        """SELECT number, name, article, span, kind FROM operation
           WHERE state = 'done' AND kind IN ('action', 'barrier') ORDER BY number DESC LIMIT 1""",
    )


def next_redo(project: Project) -> Past | None:
    """The action that redo would do again, or None."""
    return _past(
        project,
        """SELECT number, name, article, span, kind FROM operation
           WHERE state = 'undone' ORDER BY number LIMIT 1""",
    )


def undo(project: Project, author: AnnotatorId) -> Changes | None:
    """Take back the newest action, whoever made it; None where there is nothing to take back."""
    past = next_undo(project)
    return None if past is None else _replay(project, author, past, Kind.UNDO)


def redo(project: Project, author: AnnotatorId) -> Changes | None:
    """Do again what was last taken back; None where there is nothing."""
    past = next_redo(project)
    return None if past is None else _replay(project, author, past, Kind.REDO)


def _replay(project: Project, author: AnnotatorId, past: Past, kind: Kind) -> Changes:
    intention = Intention(
        name=past.name, kind=kind, author=author, article=past.article, reverts=past.number
    )
    with project.transaction() as connection:
        number = journal.begin(project, intention)
        articles = _articles_of(connection, past)
        tables = _replay_rows(connection, past, backwards=kind is Kind.UNDO)
        # Asked again afterwards: deleted spans are only there before, restored ones only now.
        articles |= _articles_of(connection, past)
        state = "undone" if kind is Kind.UNDO else "done"
        connection.execute("UPDATE operation SET state = ? WHERE number = ?", (state, past.number))
        journal.stamp(project, number, frozenset(tables))
        focus = past.span if past.span and rows.exists(connection, "span", past.span) else None
    log.operation(past.name, kind, number)
    return Changes(
        name=past.name,
        tables=frozenset(tables),
        articles=frozenset(articles),
        focus=focus,
        is_large=past.article is None,
    )


def _replay_rows(connection: sqlite3.Connection, past: Past, *, backwards: bool) -> set[str]:
    order = "DESC" if backwards else "ASC"
    images = connection.execute(
        f"""SELECT "table", row, before, after FROM change WHERE operation = ?
            ORDER BY sequence {order}""",
        (past.number,),
    ).fetchall()
    try:
        for table, row_id, before, after in images:
            wanted, present = (before, after) if backwards else (after, before)
            _restore(connection, table, row_id, wanted=wanted, present=present)
    except sqlite3.IntegrityError as error:
        # What hangs on the rows was written without a step of undo, such as the layers that a new
        # annotator opened.
        raise SchemeViolation(
            f"“{past.name}” can't be taken back any more: later work hangs on it. Nothing was "
            "changed."
        ) from error
    return {table for table, *_ in images}


def _restore(
    connection: sqlite3.Connection,
    table: str,
    row_id: str,
    *,
    wanted: str | None,
    present: str | None,
) -> None:
    row = rows.from_image(wanted)
    if row is None:
        rows.delete(connection, table, row_id)
    elif present is None:
        rows.insert(connection, table, row)
    else:
        rows.update(connection, table, row_id, row)


def _articles_of(connection: sqlite3.Connection, past: Past) -> set[ArticleId]:
    found = connection.execute(
        """SELECT layer.article FROM change JOIN span ON span.id = change.row
               JOIN layer ON layer.id = span.layer
               WHERE change.operation = ?1 AND change."table" = 'span'
           UNION SELECT layer.article FROM change JOIN span ON span.referent = change.row
               JOIN layer ON layer.id = span.layer
               WHERE change.operation = ?1 AND change."table" = 'referent'""",
        (past.number,),
    )
    return {ArticleId(row[0]) for row in found} | ({past.article} if past.article else set())


def _past(project: Project, query: str) -> Past | None:
    row = project.connection.execute(query).fetchone()
    if row is None or row[4] == Kind.BARRIER:
        return None
    return Past(number=row[0], name=row[1], article=row[2], span=row[3])
