"""What a project remembers of how it is exported."""

from __future__ import annotations

from db import journal
from db.errors import UserFault
from db.model import AnnotatorId, Changes
from db.project import Project
from db.queries import export_profiles, projects


def remember_export(project: Project, author: AnnotatorId, *, name: str, profile: str) -> Changes:
    """Keep the text of a profile under a name, in place of one that has it already."""
    name = " ".join(name.split())
    if not name:
        raise UserFault("A profile needs a name. Nothing was changed.")
    setting = f"{export_profiles.SETTING}{name}"
    with journal.operation(project, f"remember the export “{name}”", author=author) as recorder:
        if projects.setting(project, setting) is None:
            recorder.insert("setting", {"name": setting, "value": profile})
        else:
            recorder.update("setting", setting, value=profile)
    return recorder.changes


def forget_export(project: Project, author: AnnotatorId, *, name: str) -> Changes:
    """Forget a profile."""
    setting = f"{export_profiles.SETTING}{name}"
    with journal.operation(project, f"forget the export “{name}”", author=author) as recorder:
        if projects.setting(project, setting) is not None:
            recorder.delete("setting", setting)
    return recorder.changes
