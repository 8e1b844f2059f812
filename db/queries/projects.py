"""What a project says about itself."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import ProjectKind
from db.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectInfo:
    """The project's own row."""

    id: str
    title: str
    kind: ProjectKind
    created: str


def info(project: Project) -> ProjectInfo:
    """Title, kind and age of the project."""
    row = project.connection.execute("SELECT id, title, kind, created_at FROM project").fetchone()
    return ProjectInfo(id=row[0], title=row[1], kind=ProjectKind(row[2]), created=row[3])


def is_work_package(project: Project) -> bool:
    """Whether the file is one annotator's, who may change only what is theirs."""
    return info(project).kind is ProjectKind.WORK_PACKAGE


def setting(project: Project, name: str) -> str | None:
    """A setting that travels with the project, or None."""
    row = project.connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])
