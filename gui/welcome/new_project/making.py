"""Making a project out of sight, so that nothing half made is ever seen: first a look, then it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from db.doctor.recovery import workplace
from db.errors import Stopped, StorageFault
from db.imports import plan as plans
from db.imports.plan import ImportPlan
from db.operations import projects
from db.packages.whole_file import whole_file
from db.project import SUFFIX, Project
from db.queries import annotators
from gui.background import Cancelled, Progress
from gui.translation import tr

_DRAFT = f"new{SUFFIX}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants; `scheme` is TOML, None for the one that is shipped."""

    title: str
    path: Path
    name: str
    scheme: str | None = None


def look(wish: Wish, paths: tuple[Path, ...], progress: Progress) -> ImportPlan:
    """What would come in from files and folders; leaves nothing. Raises UserFault and Cancelled."""
    with workplace() as folder, _draft(wish, folder) as project:
        try:
            return plans.plan(
                project,
                paths,
                progress=lambda done, total: progress.report(done, total or 0),
                is_cancelled=lambda: progress.is_cancelled,
            )
        except Stopped as stopped:
            raise Cancelled from stopped


def make(wish: Wish, plan: ImportPlan | None, progress: Progress) -> Path:
    """The project, complete and in its place, or none at all. Raises UserFault and Cancelled."""
    with workplace() as folder:
        with _draft(wish, folder) as project:
            if plan is not None and plan.has_anything:
                try:
                    plans.apply(
                        project,
                        annotators.default_author(project),
                        plan=plan,
                        progress=lambda done, total: progress.report(done, total or 0),
                        is_cancelled=lambda: progress.is_cancelled,
                    )
                except Stopped as stopped:
                    raise Cancelled from stopped
        progress.check()
        if wish.path.exists():
            raise StorageFault(
                tr(
                    "{file} is there already. It stays as it is; choose another name.",
                    file=wish.path.name,
                )
            )
        with whole_file(wish.path) as partial:
            wish.path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / _DRAFT, partial)
    return wish.path


def _draft(wish: Wish, folder: Path) -> Project:
    return projects.create(
        folder / _DRAFT, title=wish.title, scheme_toml=wish.scheme, annotator_name=wish.name
    )
