"""The log of actions and the only writer of annotation rows.

One operation is one user intention and one transaction: the rows, and the images that undo them,
are committed together or not at all. `db.operations.history` replays them.

Updates keep images of the changed columns only: a silent note of reading time between an action
and its undo then stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db import log, rows
from db.errors import Bug
from db.model import AnnotatorId, ArticleId, Changes, LayerId, SpanId
from db.project import Project
from db.rows import Row


class Kind(StrEnum):
    """How an operation stands in the line of undo."""

    ACTION = "action"
    SILENT = "silent"
    """Reading time, coverage, opened layers: kept, but nothing that anybody wants to undo."""
    BARRIER = "barrier"
    """A large step that undo does not cross; a backup or a named batch takes it back."""
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention:
    """What the journal says of an operation besides its rows."""

    name: str
    kind: Kind
    author: AnnotatorId | None
    article: ArticleId | None
    reverts: int | None = None


class Recorder:
    """What an operation writes through, inside its transaction."""

    def __init__(self, project: Project, intention: Intention) -> None:
        self.connection = project.connection
        self.focus: SpanId | None = None
        self._project = project
        self._intention = intention
        self._number: int | None = None
        self._sequence = 0
        self._tables: set[str] = set()
        self._articles = {intention.article} if intention.article else set[ArticleId]()
        self._is_large = False

    @property
    def number(self) -> int:
        """The operation's place in the journal; asking for it makes the place."""
        # Made when it is first needed, so that an operation that writes nothing leaves no trace.
        if self._number is None:
            self._number = begin(self._project, self._intention)
        return self._number

    @property
    def wrote_nothing(self) -> bool:
        """Whether no row was written at all."""
        return self._number is None

    @property
    def images(self) -> int:
        """How many images were kept so far, those of added rows included."""
        return self._sequence

    @property
    def has_nothing_to_undo(self) -> bool:
        """Whether only lasting rows were written, if any."""
        return self._sequence == 0 and not self._is_large

    @property
    def changes(self) -> Changes:
        """What this operation touched so far."""
        if self.wrote_nothing:
            return Changes(name=self._intention.name, focus=self.focus)
        return Changes(
            name=self._intention.name,
            tables=frozenset(self._tables),
            articles=frozenset(self._articles),
            focus=self.focus,
            is_large=self._is_large,
        )

    def insert(self, table: str, row: Row) -> None:
        """Add a row; its "id" (or "name") is the key."""
        rows.insert(self.connection, table, row)
        self._note(table, str(row[rows.key(table)]), None, row)

    def insert_lasting(self, table: str, row: Row) -> None:
        """Add a row that stays when the operation is undone, because other things hang on it."""
        rows.insert(self.connection, table, row)
        _ = self.number
        self.touch(table)

    def update(self, table: str, row_id: str, **values: Any) -> None:
        """Change the columns that differ; raises Bug where there is no such row."""
        before = rows.columns(self.connection, table, row_id, tuple(values))
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed:
            rows.update(self.connection, table, row_id, changed)
            self._note(table, row_id, {name: before[name] for name in changed}, changed)

    def delete(self, table: str, row_id: str) -> None:
        """Remove a row, keeping its whole image; remove what refers to it first."""
        before = rows.whole(self.connection, table, row_id)
        rows.delete(self.connection, table, row_id)
        self._note(table, row_id, before, None)

    def insert_many(self, table: str, many: Iterable[Row]) -> None:
        """Add rows without images, for barriers only: a backup or the batch's name takes them back.

        All rows have the same keys.
        """
        iterator = iter(many)
        first = next(iterator, None)
        if first is None:
            return
        statement = rows.insert_statement(table, tuple(first))
        self.connection.execute(statement, tuple(first.values()))
        self.connection.executemany(statement, (tuple(row.values()) for row in iterator))
        self.touch(table, is_large=True)

    def execute_many(
        self, table: str, statement: str, parameters: Row | tuple[Any, ...] = ()
    ) -> int:
        """Run one set-wise statement on a table without images, for barriers only.

        Returns the number of rows.
        """
        self.touch(table, is_large=True)
        return self.connection.execute(statement, parameters).rowcount

    def grow(self, layer: LayerId) -> None:
        """Make a layer newer, in an operation that works in several: undo makes it newer, too."""
        self._note("layer", layer, {}, {})

    def keep_many(
        self,
        table: str,
        which: str,
        parameters: Row | tuple[Any, ...] = (),
        *,
        columns: Sequence[str] | None = None,
    ) -> int:
        """Keep the images of many rows as they are, before they are changed; for barriers only.

        `which` selects their ids. `columns` are those that will change; all unless given. Returns
        the number of rows.
        """
        return self._note_many(table, self._image(table, columns), "'{}'", which, parameters)

    def keep_deleted(self, table: str, which: str) -> int:
        """Keep the images of many rows before they are deleted; for barriers only.

        `which` selects their ids. Returns the number of rows.
        """
        return self._note_many(table, self._image(table, None), "NULL", which)

    def note_added(self, table: str, which: str, parameters: Row | tuple[Any, ...] = ()) -> int:
        """Remember that many rows were added without images; `which` selects their ids."""
        return self._note_many(table, "NULL", "'{}'", which, parameters)

    def _image(self, table: str, columns: Sequence[str] | None) -> str:
        if columns is None:
            found = self.connection.execute(f'PRAGMA table_info("{table}")').fetchall()
            columns = [row[1] for row in found]
        pairs = ", ".join(f"""'{name}', "{name}\"""" for name in columns)
        return f"json_object({pairs})"

    def _note_many(
        self,
        table: str,
        before: str,
        after: str,
        which: str,
        parameters: Row | tuple[Any, ...] = (),
    ) -> int:
        key = rows.key(table)
        found = f'FROM main."{table}" WHERE {key} IN ({which})'
        if self.wrote_nothing:
            # Looking for rows that are not there must leave no operation behind.
            one = self.connection.execute(f"SELECT 1 {found} LIMIT 1", parameters).fetchone()
            if one is None:
                return 0
        noted = self.connection.execute(
            f"""INSERT INTO change (operation, sequence, "table", row, before, after)
                SELECT {self.number}, {self._sequence} + row_number() OVER (), '{table}', {key},
                       {before}, {after} {found}""",
            parameters,
        ).rowcount
        self._sequence += noted
        return noted

    def touch(
        self, table: str, *, article: ArticleId | None = None, is_large: bool = False
    ) -> None:
        """Tell views of a table (and article) to re-read.

        `is_large` says that rows were written without images, so that any article may differ.
        """
        self._tables.add(table)
        if is_large:
            self._is_large = True
            _ = self.number
        if article:
            self._articles.add(article)

    def _note(self, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        self._sequence += 1
        self._tables.add(table)
        self.connection.execute(
            """INSERT INTO change (operation, sequence, "table", row, before, after)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (self.number, self._sequence, table, row_id, rows.image(before), rows.image(after)),
        )


@contextmanager
def operation(
    project: Project,
    name: str,
    *,
    author: AnnotatorId | None,
    article: ArticleId | None = None,
    kind: Kind = Kind.ACTION,
) -> Iterator[Recorder]:
    """One user intention as one durable transaction; `name` is a verb phrase after "Undo …".

    An operation that wrote nothing leaves no trace. A new action discards what could be redone.
    """
    intention = Intention(name=name, kind=kind, author=author, article=article)
    recorder = Recorder(project, intention)
    with _one_transaction(project, recorder, kind):
        yield recorder
    if kind is not Kind.SILENT and not recorder.wrote_nothing:
        log.operation(name, kind, recorder.number)


@contextmanager
def _one_transaction(project: Project, recorder: Recorder, kind: Kind) -> Iterator[None]:
    with project.transaction() as connection:
        yield
        if recorder.wrote_nothing:
            return
        if recorder.focus is not None:
            connection.execute(
                "UPDATE operation SET span = ? WHERE number = ?",
                (recorder.focus, recorder.number),
            )
        if kind is Kind.SILENT:
            return
        if kind is Kind.ACTION and recorder.has_nothing_to_undo:
            # It only opened the article: undo would seem to do nothing.
            connection.execute(
                "UPDATE operation SET kind = 'silent' WHERE number = ?", (recorder.number,)
            )
            return
        if kind is Kind.ACTION:
            # What a barrier brings from elsewhere is as new as it was there.
            stamp(project, recorder.number, recorder.changes.tables)
        connection.execute("UPDATE operation SET state = 'discarded' WHERE state = 'undone'")


def begin(project: Project, intention: Intention) -> int:
    """Give an operation its place in the journal, inside its transaction; for undo and redo."""
    cursor = project.connection.execute(
        """INSERT INTO operation (id, name, kind, annotator, article, reverts, at)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            project.new_id(),
            intention.name,
            intention.kind,
            intention.author,
            intention.article,
            intention.reverts,
            project.now(),
        ),
    )
    if cursor.lastrowid is None:
        raise Bug("an operation got no number")
    return cursor.lastrowid


def stamp(project: Project, number: int, tables: frozenset[str]) -> None:
    """Note what an operation made newer: the layer it wrote in, and referents and comments.

    `tables` are those that it touched. An undo makes newer what it takes back.
    """
    # Not imaged: a lineage only grows, also when its content goes back, so that merging knows newer
    # from older. A comment, or what the lead settles in the layer of somebody else, is no edit.
    now = project.now()
    project.connection.execute(
        f"""UPDATE layer SET lineage = lineage || substr(o.id, -{LINEAGE_STEP}), updated_at = ?
            FROM (SELECT step.id, meant.article, meant.annotator, meant.number
                  FROM operation AS step
                  JOIN operation AS meant ON meant.number = coalesce(step.reverts, step.number)
                  WHERE step.number = ?) AS o
            WHERE layer.article = o.article AND layer.annotator = o.annotator
              AND EXISTS (
                SELECT 1 FROM change WHERE change.operation = o.number AND layer.id = CASE "table"
                    WHEN 'layer' THEN row
                    WHEN 'span' THEN coalesce(before ->> 'layer', after ->> 'layer',
                        (SELECT span.layer FROM span WHERE span.id = row))
                    WHEN 'link' THEN coalesce(before ->> 'layer', after ->> 'layer',
                        (SELECT link.layer FROM link WHERE link.id = row)) END)""",
        (now, number),
    )
    project.connection.execute(
        f"""UPDATE layer SET lineage = lineage || substr(step.id, -{LINEAGE_STEP}), updated_at = ?
            FROM operation AS step JOIN change
                ON change.operation = coalesce(step.reverts, step.number)
               AND change."table" = 'layer' AND change.before = '{{}}'
            WHERE step.number = ? AND layer.id = change.row""",
        (now, number),
    )
    for table in _DATED & tables:
        project.connection.execute(
            f"""UPDATE {table} SET changed_at = ?1 WHERE id IN
                (SELECT row FROM change WHERE "table" = '{table}' AND operation =
                    (SELECT coalesce(reverts, number) FROM operation WHERE number = ?2))""",
            (now, number),
        )


def lineage_step(project: Project, number: int) -> str:
    """What an operation adds to the lineage of a layer that it writes; for those without images."""
    row = project.connection.execute(
        f"SELECT substr(id, -{LINEAGE_STEP}) FROM operation WHERE number = ?", (number,)
    ).fetchone()
    return str(row[0])


LINEAGE_STEP = 8
"""How many characters of `layer.lineage` stand for one edit: the last of its operation's id."""

_DATED = frozenset({"referent", "comment"})
