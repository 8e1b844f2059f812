"""The annotators of a project."""

from __future__ import annotations

from db.errors import Bug
from db.model import Annotator, AnnotatorId, AnnotatorKind
from db.project import Project
from db.queries import projects

AUTHOR_SETTING = "author"
"""The setting that holds the annotator whom the window and the command line write as."""

LEAD_SETTING = "lead"
"""The setting that holds the annotator who runs the project: hands out, collects and settles."""


def every(project: Project) -> tuple[Annotator, ...]:
    """All annotators, oldest first; nobody twice, whatever they read twice."""
    rows = project.connection.execute(
        "SELECT id, name, kind FROM annotator WHERE repeats IS NULL ORDER BY id"
    )
    return tuple(Annotator(id=row[0], name=row[1], kind=AnnotatorKind(row[2])) for row in rows)


def one(project: Project, annotator: AnnotatorId) -> Annotator | None:
    """The annotator of this id, or None."""
    return next((each for each in every(project) if each.id == annotator), None)


def default_author(project: Project) -> AnnotatorId:
    """Whom the window and the command line write as: the setting, else the oldest person."""
    said = projects.setting(project, AUTHOR_SETTING)
    everyone = every(project)
    for each in everyone:
        if each.id == said:
            return each.id
    for each in everyone:
        if each.kind is AnnotatorKind.HUMAN:
            return each.id
    raise Bug("the project has no annotator")


def public_key(project: Project, annotator: AnnotatorId | None) -> str | None:
    """The key that an annotator's returned work is signed with; None before the first return."""
    row = project.connection.execute(
        "SELECT public_key FROM annotator WHERE id = ?", (annotator,)
    ).fetchone()
    return None if row is None else row[0]


def lead(project: Project) -> AnnotatorId:
    """Who runs the project: the setting, else the oldest person."""
    said = projects.setting(project, LEAD_SETTING)
    if said is not None:
        return AnnotatorId(said)
    people = [each.id for each in every(project) if each.kind is AnnotatorKind.HUMAN]
    if not people:
        raise Bug("the project has no annotator")
    return people[0]


def gold(project: Project) -> AnnotatorId:
    """The annotator whose layers are the settled ones."""
    for each in every(project):
        if each.kind is AnnotatorKind.GOLD:
            return each.id
    raise Bug("the project has no gold annotator")
