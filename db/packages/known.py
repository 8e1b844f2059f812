"""Finding the file in which an annotator works already when a newer package is opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from db.errors import UserFault
from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators, projects


def working_file(package: Project, candidates: Iterable[Path]) -> Path | None:
    """The first of some files that is a package of the same project for the same annotator.

    Files that are gone or can't be read are passed over; none is changed.
    """
    wanted = _identity(package)
    if wanted is None:
        return None
    for path in candidates:
        if path.resolve() == package.path or not path.exists():
            continue
        try:
            with Project.open(path, is_read_only=True) as candidate:
                if _identity(candidate) == wanted:
                    return path
        except UserFault:
            continue
    return None


def _identity(project: Project) -> tuple[str, AnnotatorId] | None:
    if not projects.is_work_package(project):
        return None
    return projects.info(project).id, annotators.default_author(project)
