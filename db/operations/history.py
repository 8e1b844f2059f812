"""Undo and redo, for the window's menu and keys."""

from __future__ import annotations

from db import journal
from db.journal import Past
from db.model import AnnotatorId, Changes
from db.project import Project

__all__ = ["Past", "next_redo", "next_undo", "redo", "undo"]


def next_undo(project: Project) -> Past | None:
    """What undo would take back, or None."""
    return journal.next_undo(project)


def next_redo(project: Project) -> Past | None:
    """What redo would do again, or None."""
    return journal.next_redo(project)


def undo(project: Project, author: AnnotatorId) -> Changes | None:
    """Take back the newest action; None where there is nothing to take back."""
    return journal.undo(project, author)


def redo(project: Project, author: AnnotatorId) -> Changes | None:
    """Do again what was last taken back; None where there is nothing."""
    return journal.redo(project, author)
