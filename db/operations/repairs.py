"""Writing what the doctor repairs: rows set right one by one, as one barrier of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db import journal, rows
from db.journal import Kind, Recorder
from db.model import Changes
from db.operations import search_index
from db.project import Project

Value = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Set columns of a row."""

    table: str
    row: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRow:
    """Add a row with these columns."""

    table: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRow:
    """Remove a row; what refers to it is removed first by steps of its own."""

    table: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOperation:
    """Set the state or kind of an operation, by number."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveChanges:
    """Remove what the journal says of an operation that is not there, by number."""

    operation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemakeIndexes:
    """Make SQLite's indexes anew from the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemakeSearch:
    """Throw the words of the search away, so that they are indexed anew."""


Fix = (
    ChangeRow | AddRow | RemoveRow | ChangeOperation | RemoveChanges | RemakeIndexes | RemakeSearch
)


def set_right(project: Project, fixes: Iterable[Fix]) -> Changes:
    """Carry out the steps of a repair in one transaction, passing over rows that are gone.

    The former rows are kept as images, although undo does not cross a repair.
    """
    steps = tuple(fixes)
    with journal.operation(
        project, "repair the project", author=None, kind=Kind.BARRIER
    ) as recorder:
        for step in steps:
            _carry_out(recorder, step)
        recorder.touch("project", is_large=True)
    if any(isinstance(step, RemakeSearch) for step in steps):
        search_index.start_again(project)
    return recorder.changes


def _carry_out(recorder: Recorder, step: Fix) -> None:
    match step:
        case AddRow():
            recorder.insert(step.table, step.values)
        case ChangeRow():
            if rows.exists(recorder.connection, step.table, step.row):
                recorder.update(step.table, step.row, **step.values)
        case RemoveRow():
            if rows.exists(recorder.connection, step.table, step.row):
                recorder.delete(step.table, step.row)
        case ChangeOperation():
            assignments = ", ".join(f'"{name}" = ?' for name in step.values)
            recorder.connection.execute(
                f"UPDATE operation SET {assignments} WHERE number = ?",
                (*step.values.values(), step.number),
            )
        case RemoveChanges():
            recorder.connection.execute("DELETE FROM change WHERE operation = ?", (step.operation,))
        case RemakeIndexes():
            recorder.connection.execute("REINDEX")
        case RemakeSearch():
            pass
