"""Saving what can still be read of a file that can't be opened any more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.doctor.findings import Repaired
from db.doctor.repair import repair
from db.foreign import Copied, copy_known_tables
from db.progress import IsCancelled, Progress
from db.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """What came along into the new file, what did not, and what was set right there."""

    copied: Copied
    repaired: tuple[Repaired, ...]


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
    with Project.open(target) as project:
        return Rescued(copied=copied, repaired=repair(project))
