"""Whether undo and redo find what they need, and the search what it should."""

from __future__ import annotations

from collections.abc import Iterator

from db import schema
from db.doctor.findings import Finding, FindingKind, Severity
from db.operations import search_index
from db.operations.repairs import ChangeOperation, RemakeSearch, RemoveChanges
from db.project import Project


def images(project: Project) -> Iterator[Finding]:
    """Whether every step that can be taken back or done again has images that can be read."""
    known = ", ".join(f"'{table}'" for table in schema.TABLES)
    broken = project.connection.execute(
        f"""SELECT number, name, state FROM operation
            WHERE kind = 'action' AND state <> 'discarded' AND (
                NOT EXISTS (SELECT 1 FROM change WHERE change.operation = number)
                OR EXISTS (SELECT 1 FROM change WHERE change.operation = number AND (
                    coalesce(before, after) IS NULL OR "table" NOT IN ({known})
                    OR (before IS NOT NULL AND NOT json_valid(before))
                    OR (after IS NOT NULL AND NOT json_valid(after)))))
            ORDER BY number"""
    )
    for number, name, state in broken:
        # A barrier keeps undo from it; what was undone can only be forgotten.
        values = {"kind": "barrier"} if state == "done" else {"state": "discarded"}
        yield Finding(
            severity=Severity.WARNING,
            kind=FindingKind.JOURNAL,
            text=f"The step “{name}” can't be taken back or done again; the journal has lost what "
            "was there before. Undo will stop at it.",
            row=str(number),
            fixes=(ChangeOperation(number=number, values=values),),
        )


def orphans(project: Project) -> Iterator[Finding]:
    """Whether every image belongs to a step."""
    for (number,) in project.connection.execute(
        """SELECT DISTINCT operation FROM change
           WHERE operation NOT IN (SELECT number FROM operation)"""
    ):
        yield Finding(
            severity=Severity.WARNING,
            kind=FindingKind.JOURNAL,
            text="The journal holds rows of a step that is not there.",
            row=str(number),
            fixes=(RemoveChanges(operation=number),),
        )


def search(project: Project) -> Iterator[Finding]:
    """Whether the words of the search are whole and no further than the articles."""
    if project.is_read_only:
        return
    rows = project.connection.execute("SELECT only, article, operation FROM search_progress")
    marks = rows.fetchall()
    last_article, last_operation = (
        project.connection.execute(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)
        ).fetchone()[0]
        for table in ("article", "operation")
    )
    is_in_step = len(marks) == 1 and marks[0][1] <= last_article and marks[0][2] <= last_operation
    if not is_in_step or not search_index.is_sound(project):
        yield Finding(
            severity=Severity.WARNING,
            kind=FindingKind.SEARCH,
            text="The search does not know the articles as they are. Its words are collected anew "
            "in the background.",
            fixes=(RemakeSearch(),),
        )
