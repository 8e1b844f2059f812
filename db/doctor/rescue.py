"""Saving what can still be read of a file that can't be opened any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.doctor.expected import Expected, expected
from db.doctor.findings import Repaired
from db.doctor.repair import repair
from db.foreign import Copied, copy_known_tables
from db.operations.bringing_back import bring_back
from db.progress import IsCancelled, Progress
from db.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """What came along into the new file, what did not, and what was set right there.

    `brought_back` counts the rows by table that were made again from the journal, `expected` is
    what the damaged file said that it held.
    """

    copied: Copied
    repaired: tuple[Repaired, ...]
    brought_back: Mapping[str, int] = field(default_factory=dict)
    expected: Expected = field(default_factory=Expected)


def rescue(
    source: Path,
    target: Path,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Rescued:
    """Copy what can be read of a damaged or foreign project into a new file, and repair that.

    The damaged file is not touched. Raises NotAProject where nothing can be saved, FileTooNew,
    StorageFault and Stopped; there is no new file then.
    """
    copied = copy_known_tables(source, target, progress=progress, is_cancelled=is_cancelled)
    known = expected(source) if copied.left_out else Expected()
    with Project.open(target) as project:
        back = bring_back(project, lost=missing(project, known), layers=known.layers)
        return Rescued(copied=copied, repaired=repair(project), brought_back=back, expected=known)


def missing(project: Project, known: Expected) -> dict[str, frozenset[str]]:
    """The ids by table that a damaged file named and a project does not have."""
    return {
        table: ids
        - {str(row[0]) for row in project.connection.execute(f'SELECT id FROM "{table}"')}
        for table, ids in known.ids.items()
        if ids
    }
