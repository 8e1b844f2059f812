"""The only place that reads the schemes that a project keeps.

The current one is parsed once and shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from db.errors import Bug
from db.project import Project
from db.scheme.model import Scheme
from db.scheme.toml import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeVersion:
    """One version that the project keeps; `migration` is what using it changed, as JSON."""

    id: str
    name: str
    version: str
    sha256: str
    created: str
    is_current: bool
    migration: str | None


def current(project: Project) -> Scheme:
    """The scheme in force."""
    return _parsed(current_toml(project))


def current_toml(project: Project) -> str:
    """The text of the scheme in force."""
    row = project.connection.execute("SELECT toml FROM scheme WHERE is_current = 1").fetchone()
    if row is None:
        raise Bug("the project has no current scheme")
    return str(row[0])


def every(project: Project) -> tuple[SchemeVersion, ...]:
    """All versions that were ever in force, oldest first."""
    rows = project.connection.execute(
        """SELECT id, name, version, sha256, created_at, is_current, migration
           FROM scheme ORDER BY created_at, id"""
    )
    return tuple(
        SchemeVersion(
            id=row[0],
            name=row[1],
            version=row[2],
            sha256=row[3],
            created=row[4],
            is_current=bool(row[5]),
            migration=row[6],
        )
        for row in rows
    )


def toml_of(project: Project, version: str) -> str:
    """The text of the version with this id."""
    row = project.connection.execute("SELECT toml FROM scheme WHERE id = ?", (version,)).fetchone()
    if row is None:
        raise Bug(f"the project has no scheme {version}")
    return str(row[0])


@lru_cache(maxsize=8)
def _parsed(toml: str) -> Scheme:
    return parse(toml)
