"""What the welcome page says about a project that was opened before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.errors import UserFault
from db.model import ProjectKind
from db.project import Project
from db.queries import annotators, articles, projects


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProject:
    """One project; `total` is None where the file could not be looked into."""

    path: Path
    opened: datetime | None
    is_there: bool
    title: str = ""
    is_work_package: bool = False
    done: int = 0
    total: int | None = None


def glance(path: Path, opened: datetime | None) -> RecentProject:
    """What can be said without opening the file: enough for the first picture."""
    return RecentProject(path=path, opened=opened, is_there=path.is_file(), title=path.stem)


def look(path: Path, opened: datetime | None) -> RecentProject:
    """What a project is and how far its work is; may take a moment, on any thread.

    A file that can't be read is told like one that was not looked into: opening it says why.
    """
    seen = glance(path, opened)
    if not seen.is_there:
        return seen
    try:
        with Project.open(path, is_read_only=True) as project:
            info = projects.info(project)
            progress = articles.progress(project, annotators.default_author(project))
    except UserFault:
        return seen
    return RecentProject(
        path=path,
        opened=opened,
        is_there=True,
        title=info.title,
        is_work_package=info.kind is ProjectKind.WORK_PACKAGE,
        done=progress.done,
        total=progress.total,
    )
