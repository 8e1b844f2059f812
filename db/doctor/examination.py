"""Going through all checks; each one that a damaged file keeps from reading says so itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from db.connection import primary_code
from db.doctor import (
    file_checks,
    journal_checks,
    link_checks,
    register_checks,
    row_checks,
    span_checks,
)
from db.doctor.findings import Check, Finding, FindingKind, Severity
from db.errors import InvalidInput, Stopped
from db.progress import IsCancelled, Progress, tell
from db.project import Project

CHECKS: tuple[Check, ...] = (
    file_checks.pages,
    file_checks.references,
    file_checks.project_rows,
    row_checks.bodies,
    row_checks.structured_columns,
    row_checks.reading,
    row_checks.forks,
    span_checks.quotes,
    span_checks.edges,
    span_checks.fragments,
    span_checks.duplicates,
    register_checks.names,
    register_checks.mentions,
    register_checks.answers,
    link_checks.ends,
    link_checks.duplicates,
    link_checks.signatures,
    journal_checks.images,
    journal_checks.orphans,
    journal_checks.search,
)
_AT_A_GLANCE: tuple[Check, ...] = (
    span_checks.quotes,
    span_checks.fragments,
    register_checks.mentions,
    link_checks.ends,
)
_OF_A_COPY: tuple[Check, ...] = (
    *_AT_A_GLANCE,
    row_checks.bodies,
    row_checks.structured_columns,
    row_checks.reading,
    register_checks.names,
)
MOST_OF_A_CHECK = 10_000
"""Nobody reads more; a repair examines again when it has set these right."""
_STEPS_BETWEEN_ASKING = 100_000


def examine(
    project: Project,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Finding, ...]:
    """Everything that is wrong with a project, the worst first; reads all and changes nothing.

    Progress counts checks. Takes seconds for a large project, so call it on a connection of its own
    in the background; raises Stopped.
    """
    return _examined(project, CHECKS, progress, is_cancelled)


def glance(
    project: Project,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with what was marked, for every opening: a tenth of a full examination.

    It is that the text under each span is the text that was marked, and that links and mentions
    lead somewhere. Call it as `examine` is called.
    """
    return _examined(project, _AT_A_GLANCE, progress, is_cancelled)


def vet(project: Project, is_cancelled: IsCancelled | None = None) -> tuple[Finding, ...]:
    """What is wrong with the rows of a file that came from elsewhere, copied into a fresh one."""
    return _examined(project, _OF_A_COPY, None, is_cancelled)


def _examined(
    project: Project,
    checks: tuple[Check, ...],
    progress: Progress | None,
    is_cancelled: IsCancelled | None,
) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    with _stoppable(project, is_cancelled):
        for done, check in enumerate(checks):
            tell(done, len(checks), progress=progress, is_cancelled=is_cancelled)
            findings.extend(_carried_out(check, project))
    tell(len(checks), len(checks), progress=progress, is_cancelled=is_cancelled)
    return tuple(sorted(findings, key=lambda finding: finding.severity is Severity.WARNING))


def _carried_out(check: Check, project: Project) -> Iterator[Finding]:
    try:
        for number, finding in enumerate(check(project)):
            if number == MOST_OF_A_CHECK:
                yield replace(finding, text="There is more of the same.", row=None, fixes=())
                return
            yield finding
    except sqlite3.DatabaseError as error:
        if primary_code(error) == sqlite3.SQLITE_INTERRUPT:
            raise Stopped from error
        yield _unreadable(str(error))
    except (InvalidInput, UnicodeError, ValueError, TypeError) as error:
        # What another check names as damaged kept this one from reading on.
        yield _unreadable(str(error))


def _unreadable(reason: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        kind=FindingKind.FILE,
        text=f"A part of the file can't be read ({reason}). Restore a backup, or copy what can be "
        "read into a new file.",
    )


@contextmanager
def _stoppable(project: Project, is_cancelled: IsCancelled | None) -> Iterator[None]:
    if is_cancelled is None:
        yield
        return
    project.connection.set_progress_handler(lambda: int(is_cancelled()), _STEPS_BETWEEN_ASKING)
    try:
        yield
    finally:
        project.connection.set_progress_handler(None, 0)
