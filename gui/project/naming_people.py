"""The only place that asks for the name of an annotator: of a new one, and of one who has one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.model import AnnotatorId
from db.operations import projects
from db.queries import annotators
from gui import ask
from gui.project_session import ProjectSession
from gui.translation import tr


def add_annotator(parent: QWidget, session: ProjectSession) -> None:
    """Add somebody, unless the person changes their mind."""
    name = ask.text(
        parent,
        tr("Add an annotator"),
        tr("A name or pseudonym. Exports say “annotator 1”, “annotator 2” unless told otherwise."),
    )
    if name is not None:
        session.run(projects.add_annotator, name=name)


def rename_annotator(parent: QWidget, session: ProjectSession, annotator: AnnotatorId) -> None:
    """Call somebody something else, unless the person changes their mind."""
    person = annotators.one(session.project, annotator)
    if person is None:
        return
    name = ask.text(parent, tr("Rename the annotator"), tr("The name from now on"), person.name)
    if name is not None and name != person.name:
        session.run(projects.rename_annotator, annotator=annotator, name=name)
