"""Collecting returned work, taking in a newer package, merging projects: a plan first, then all.

The plan is what a person sees before anything is written. Applying it works everything out anew
inside one transaction, so that it does not matter what was done here meanwhile.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from db.merge.plan import Authority
from db.model import AnnotatorId, Changes
from db.operations import merging as operations
from db.packages.collect_plan import CollectPlan, FilePlan, Wishes
from db.packages.plan_reader import PlanReader, use_newer_scheme
from db.progress import IsCancelled, Progress, tell
from db.project import Project
from db.queries import merging

__all__ = ["CollectPlan", "FilePlan", "Wishes", "apply", "read_plan"]


def read_plan(
    project: Project,
    paths: Sequence[Path],
    *,
    authority: Authority,
    wishes: Wishes | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> CollectPlan:
    """Read files as hostile ones and work out what each would bring; changes nothing.

    What is wrong with a file is said in its plan. Progress counts files. Raises Stopped.
    """
    agreed = wishes or Wishes()
    folder = tempfile.TemporaryDirectory(prefix="demarche-", ignore_cleanup_errors=True)
    plan = CollectPlan(authority, folder)
    try:
        reader = PlanReader(project, plan, agreed, Path(folder.name), is_cancelled)
        files = []
        for number, path in enumerate(dict.fromkeys(paths)):
            tell(number, len(paths), progress=progress, is_cancelled=is_cancelled)
            files.append(reader.read(path))
        plan.files, plan.takings = tuple(files), tuple(reader.takings)
        tell(len(paths), len(paths), progress=progress, is_cancelled=is_cancelled)
    except BaseException:
        plan.close()
        raise
    return plan


def apply(
    project: Project,
    author: AnnotatorId,
    plan: CollectPlan,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Write what a plan says, all files or none of a group of `merging.MOST_AT_ONCE`.

    A newer scheme of a package is put in force first, after a backup. Applying a plan again
    changes nothing. Raises StorageFault, SchemeViolation or Stopped.
    """
    if plan.newer_scheme is not None:
        use_newer_scheme(project, author, plan.newer_scheme)
    changes = Changes(name="collect")
    for first in range(0, len(plan.takings), merging.MOST_AT_ONCE):
        made = operations.take_in(
            project,
            author,
            authority=plan.authority,
            takings=plan.takings[first : first + merging.MOST_AT_ONCE],
            progress=progress,
            is_cancelled=is_cancelled,
        )
        changes = made if made.tables else changes
    return changes
