"""The schemes that a project keeps, and how much each part of them is used.

The current one is parsed once and shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from db.errors import Bug
from db.project import Project
from db.scheme.model import Scheme
from db.scheme.parts import Part, PartKind
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


def usage(project: Project) -> dict[Part, int]:
    """How often each part is used in all layers: spans, links, referents' answers and so on.

    Labels count spans, roles links (also by target label); attributes and fields count answers,
    and choices also each option.
    """
    counts: dict[Part, int] = {}
    for kind, query in _USAGE:
        for label, name, option, count in project.connection.execute(query):
            counts[Part(kind=kind, label=label, name=name, option=option)] = count
            if option:
                whole = Part(kind=kind, label=label, name=name)
                counts[whole] = counts.get(whole, 0) + count
    return counts


_USAGE = (
    (PartKind.LABEL, "SELECT label, '', '', count(*) FROM span GROUP BY label"),
    (
        PartKind.ROLE,
        """SELECT source.label, role, coalesce(target.label, ''), count(*)
           FROM link JOIN span AS source ON source.id = link.source
           LEFT JOIN span AS target ON target.id = link.target GROUP BY 1, 2, 3""",
    ),
    (
        PartKind.ATTRIBUTE,
        """SELECT label, key, CAST(value AS TEXT), count(*) FROM span, json_each(span.attributes)
           GROUP BY 1, 2, 3""",
    ),
    (
        PartKind.REFERENT_ATTRIBUTE,
        """SELECT label, key, CAST(value AS TEXT), count(*)
           FROM referent, json_each(referent.attributes) GROUP BY 1, 2, 3""",
    ),
    (
        PartKind.ARTICLE_FIELD,
        """SELECT '', key, CAST(value AS TEXT), count(*)
           FROM article, json_each(article.metadata) GROUP BY 1, 2, 3""",
    ),
    (
        PartKind.ANNOTATOR_FIELD,
        """SELECT '', key, CAST(value AS TEXT), count(*)
           FROM layer, json_each(layer.labels) GROUP BY 1, 2, 3""",
    ),
)


@lru_cache(maxsize=8)
def _parsed(toml: str) -> Scheme:
    return parse(toml)
