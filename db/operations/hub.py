"""What a project is told about its hub. Passwords are no part of it."""

from __future__ import annotations

from collections.abc import Collection

from db import journal
from db.journal import Kind
from db.model import AnnotatorId, Changes
from db.project import Project
from db.queries import hub, projects


def set_hub(project: Project, author: AnnotatorId, *, address: str | None) -> Changes:
    """Say where the hub is, or that there is none.

    In a work package it is said for this file only, and None is to do as the lead says again.
    """
    is_package = projects.is_work_package(project)
    name = hub.HUB_HERE_SETTING if is_package else hub.HUB_SETTING
    present = projects.setting(project, name)
    title = "set the hub" if address is not None else "leave the hub"
    with journal.operation(project, title, author=author) as recorder:
        if present is None and address is not None:
            recorder.insert("setting", {"name": name, "value": address})
        elif present is not None and address is not None:
            recorder.update("setting", name, value=address)
        elif present is not None:
            recorder.delete("setting", name)
    return recorder.changes


def note_fetched(project: Project, author: AnnotatorId, *, files: Collection[str]) -> Changes:
    """Remember the ids of files that need not be fetched again; not a step of undo."""
    new = sorted(set(files) - hub.fetched(project))
    with journal.operation(
        project, "fetch from the hub", author=author, kind=Kind.SILENT
    ) as recorder:
        for each in new:
            recorder.insert(
                "setting", {"name": f"{hub.FETCHED_SETTING}{each}", "value": project.now()}
            )
    return recorder.changes
