"""The open project as the window sees it: the one way in for gestures and the one signal out.

A gesture calls `run` with an operation; the operation commits; `changed` tells every view what to
re-read. No view paints from the gesture, so what is on the screen is what is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal, SignalInstance

from db.errors import UserFault
from db.model import AnnotatorId, Changes
from db.operations import history
from db.project import Project
from db.queries import projects, schemes
from db.scheme.model import Scheme

Arguments = ParamSpec("Arguments")


class ProjectSession(QObject):
    """One project and the annotator who works in it; lives on the window's thread.

    `is_work_package` says that the file is one annotator's, with their articles only.
    `changed` carries Changes after each commit, `failed` a UserFault whose text is fit to be shown,
    `history_changed` fires when undo or redo have something else to offer. `undone` and `redone`
    carry the Changes after `changed` did, which `is_replaying` tells from something new.
    """

    changed = Signal(object)
    failed = Signal(object)
    history_changed = Signal()
    undone = Signal(object)
    redone = Signal(object)

    def __init__(
        self, project: Project, author: AnnotatorId, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.project = project
        project.stay_small()
        self.author = author
        self.scheme: Scheme = schemes.current(project)
        self.is_replaying = False
        self.is_work_package = projects.is_work_package(project)

    @property
    def path(self) -> Path:
        """The project file."""
        return self.project.path

    def run(
        self,
        operation: Callable[Concatenate[Project, AnnotatorId, Arguments], Changes],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Changes | None:
        """Carry out one operation and tell the views; None where it was refused.

        `failed` explains why then.
        """
        try:
            changes = operation(self.project, self.author, *arguments, **named)
        except UserFault as fault:
            self.failed.emit(fault)
            return None
        self.announce(changes)
        return changes

    def undo(self) -> Changes | None:
        """Take back the newest action."""
        return self._replay(history.undo, self.undone)

    def redo(self) -> Changes | None:
        """Do again what was last taken back."""
        return self._replay(history.redo, self.redone)

    @property
    def undo_title(self) -> str | None:
        """What undo would take back, as a verb phrase, or None."""
        past = history.next_undo(self.project)
        return past.name if past else None

    @property
    def redo_title(self) -> str | None:
        """What redo would do again, or None."""
        past = history.next_redo(self.project)
        return past.name if past else None

    def announce(self, changes: Changes) -> None:
        """Tell the views of a commit made elsewhere, by a background job on its own connection."""
        if not changes.tables and not changes.is_large:
            return
        if changes.is_large or "scheme" in changes.tables:
            self.scheme = schemes.current(self.project)
        self.changed.emit(changes)
        self.history_changed.emit()

    def _replay(
        self, step: Callable[[Project, AnnotatorId], Changes | None], told: SignalInstance
    ) -> Changes | None:
        try:
            changes = step(self.project, self.author)
        except UserFault as fault:
            self.failed.emit(fault)
            return None
        if changes is not None:
            self.is_replaying = True
            try:
                self.announce(changes)
            finally:
                self.is_replaying = False
            told.emit(changes)
        return changes
