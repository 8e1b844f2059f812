"""Making the sample project, for the command line and for the window's start page."""

from __future__ import annotations

from pathlib import Path

from db import shipped
from db.imports.plan import apply, plan
from db.operations import projects
from db.project import Project
from db.queries import annotators

TITLE = "Sample project"


def make_sample(path: Path) -> Project:
    """A new project with the sample articles and their annotation, open; close it when done.

    Raises StorageFault where the file is there already or can't be made; there is no file then.
    """
    project = projects.create(path, title=TITLE)
    try:
        planned = plan(project, sorted(shipped.SAMPLES.glob("*.jsonl")))
        apply(project, annotators.default_author(project), plan=planned)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project
