"""The profiles of exports that a project remembers, each a text of its own under a name."""

from __future__ import annotations

from db.project import Project

SETTING = "export_profile:"
"""What stands before the name of a profile in the name of its setting."""


def every(project: Project) -> dict[str, str]:
    """The texts of all profiles by name, which are in order."""
    rows = project.connection.execute(
        "SELECT substr(name, ?), value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name",
        (len(SETTING) + 1, len(SETTING), SETTING),
    )
    return {str(name): str(value) for name, value in rows}
