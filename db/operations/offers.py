"""Answers to the question whether two referents are one; `referents.merge_referents` says yes."""

from __future__ import annotations

from db import journal
from db.errors import SchemeViolation
from db.model import AnnotatorId, Changes, ReferentId
from db.project import Project
from db.queries import projects, referents
from db.queries.offers import apart_name


def keep_apart(
    project: Project, author: AnnotatorId, *, one: ReferentId, other: ReferentId
) -> Changes:
    """Remember that two referents are not the same, so that nobody is asked again."""
    name = apart_name(one, other)
    is_there = all(referents.one(project, each) is not None for each in (one, other))
    if one == other or not is_there:
        raise SchemeViolation("One of the two is no longer in the register. Nothing was changed.")
    with journal.operation(project, "keep two referents apart", author=author) as recorder:
        if projects.setting(project, name) is None:
            recorder.insert("setting", {"name": name, "value": ""})
    return recorder.changes
