"""Whether the file itself is sound: pages, references between rows, the project's own rows."""

from __future__ import annotations

from collections.abc import Iterator

from db.doctor.findings import Finding, FindingKind, Severity
from db.errors import InvalidInput
from db.operations.repairs import AddRow, ChangeOperation, ChangeRow, Fix, RemakeIndexes, RemoveRow
from db.project import Project
from db.queries.annotators import AUTHOR_SETTING
from db.scheme.toml import fingerprint, parse

_MOST_LINES = 100
_OF_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index")

# What is let go of where the row that it names is gone; every other such row can't do without.
_MAY_BE_EMPTY = {
    ("comment", "span"),
    ("comment", "reply_to"),
    ("decision", "span"),
    ("decision", "addressee"),
    ("referent", "owner"),
    ("operation", "reverts"),
}
# A new referent, and what the journal does without.
_CHECKED_ELSEWHERE = {("span", "referent"), ("change", "operation")}


def pages(project: Project) -> Iterator[Finding]:
    """Whether every page, row and index can be read and is as its table says."""
    lines = [
        str(row[0])
        for row in project.connection.execute(f"PRAGMA integrity_check({_MOST_LINES})")
        if row[0] != "ok"
    ]
    for line in lines:
        is_index = any(words in line for words in _OF_INDEXES)
        yield Finding(
            severity=Severity.ERROR,
            kind=FindingKind.FILE,
            text=f"The file is damaged: {line}."
            + (
                " The index can be made anew."
                if is_index
                else " Restore a backup, or copy what can be read into a new file."
            ),
            fixes=(RemakeIndexes(),) if is_index else (),
        )


def references(project: Project) -> Iterator[Finding]:
    """Whether every row that another one names is there."""
    columns: dict[str, dict[int, str]] = {}
    nobody: set[str] = set()
    for table, rowid, parent, number in project.connection.execute("PRAGMA foreign_key_check"):
        if table not in columns:
            listed = project.connection.execute(f'PRAGMA foreign_key_list("{table}")')
            columns[table] = {row[0]: row[3] for row in listed}
        column = columns[table][number]
        if (table, column) in _CHECKED_ELSEWHERE or rowid is None:
            continue
        row, named = _row_and_value(project, table, column, rowid)
        if parent == "annotator" and (table, column) not in _MAY_BE_EMPTY:
            if named not in nobody:
                nobody.add(named)
                yield _somebody(project, named)
            continue
        fixes = _fixes_of_reference(table, column, row)
        yield Finding(
            severity=Severity.ERROR,
            kind=_KINDS.get(table, FindingKind.FILE),
            text=f"The {parent} that a {table.replace('_', ' ')} names is not there."
            + ("" if fixes else " Restore a backup from before it was lost."),
            row=row,
            fixes=fixes,
        )


def project_rows(project: Project) -> Iterator[Finding]:
    """Whether the project knows its scheme and who works in it."""
    for scheme, version, sha256, toml in project.connection.execute(
        "SELECT id, version, sha256, toml FROM scheme"
    ):
        try:
            parse(toml)
        except InvalidInput as error:
            yield Finding(
                severity=Severity.ERROR,
                kind=FindingKind.PROJECT,
                text=f"Version {version} of the scheme can't be read: {error}.",
                row=scheme,
            )
        if sha256 != fingerprint(toml):
            yield Finding(
                severity=Severity.WARNING,
                kind=FindingKind.PROJECT,
                text=f"The fingerprint of version {version} of the scheme is not that of its text.",
                row=scheme,
                fixes=(
                    ChangeRow(table="scheme", row=scheme, values={"sha256": fingerprint(toml)}),
                ),
            )
    author = project.connection.execute(
        """SELECT value FROM setting WHERE name = ?
           AND value NOT IN (SELECT id FROM annotator)""",
        (AUTHOR_SETTING,),
    ).fetchone()
    if author is not None:
        yield Finding(
            severity=Severity.WARNING,
            kind=FindingKind.PROJECT,
            text="The person who is set to work here is not among the annotators.",
            row=AUTHOR_SETTING,
            fixes=(RemoveRow(table="setting", row=AUTHOR_SETTING),),
        )


def _row_and_value(project: Project, table: str, column: str, rowid: int) -> tuple[str, str]:
    key = "number" if table == "operation" else "id"
    row = project.connection.execute(
        f'SELECT {key}, "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)
    ).fetchone()
    return str(row[0]), str(row[1])


def _fixes_of_reference(table: str, column: str, row: str) -> tuple[Fix, ...]:
    if table == "link":
        return (RemoveRow(table=table, row=row),)
    if (table, column) not in _MAY_BE_EMPTY:
        return ()
    if table == "operation":
        return (ChangeOperation(number=int(row), values={column: None}),)
    return (ChangeRow(table=table, row=row, values={column: None}),)


def _somebody(project: Project, annotator: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        kind=FindingKind.PROJECT,
        text="Work is there of an annotator who is not. A new entry keeps it.",
        row=annotator,
        fixes=(
            AddRow(
                table="annotator",
                values={"id": annotator, "name": "Somebody", "created_at": project.now()},
            ),
        ),
    )


_KINDS = {
    "layer": FindingKind.LAYER,
    "span": FindingKind.SPAN,
    "link": FindingKind.LINK,
    "referent": FindingKind.REFERENT,
    "comment": FindingKind.COMMENT,
    "operation": FindingKind.JOURNAL,
    "change": FindingKind.JOURNAL,
}
