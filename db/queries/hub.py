"""What a project remembers of its hub: where it is, and what was fetched from it."""

from __future__ import annotations

from db.project import Project
from db.queries import projects

HUB_SETTING = "hub"
"""The setting that holds where the hub is; the lead sets it, and packages bring it along."""

HUB_HERE_SETTING = "hub here"
"""Where an annotator reaches the hub, if that is elsewhere than the lead says: another way to the
same folder. A newer package leaves it alone."""

FETCHED_SETTING = "hub fetched "
"""What the settings that remember one fetched file each begin with; its id follows."""


def address(project: Project) -> str | None:
    """Where the hub is reached from here; None where there is none."""
    here = projects.setting(project, HUB_HERE_SETTING)
    return here if here is not None else projects.setting(project, HUB_SETTING)


def fetched(project: Project) -> frozenset[str]:
    """The ids of all files that were fetched and taken."""
    rows = project.connection.execute(
        "SELECT name FROM setting WHERE substr(name, 1, ?) = ?",
        (len(FETCHED_SETTING), FETCHED_SETTING),
    )
    return frozenset(row[0].removeprefix(FETCHED_SETTING) for row in rows)
