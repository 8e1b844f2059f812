"""Puts a draft in force: counts what that touches, asks, and does it, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import UserFault
from db.model import AnnotatorId, Changes
from db.operations import schemes as operations
from db.project import Project
from db.queries.scheme_impact import Impact, impact
from db.scheme.model import Scheme
from db.scheme.parts import Renames
from gui import ask
from gui.background import Background, Progress
from gui.project.scheme.consent import question_about
from gui.project_session import ProjectSession
from gui.translation import tr


class PuttingInForce(QObject):
    """One attempt at a time; `busy_changed` comes when one begins and ends."""

    busy_changed = Signal()

    def __init__(self, window: QWidget, session: ProjectSession, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._background = background
        self.is_busy = False

    def start(self, scheme: Scheme, toml: str, renames: Renames) -> None:
        """Count what the scheme touches, then ask, then put it in force."""
        self._set_busy(is_busy=True)
        self._background.start(
            partial(_count, self._session.project, scheme, renames),
            done=partial(self._ask, scheme, toml, renames),
            failed=self._fail,
            title=tr("Counting what the scheme touches"),
        )

    def _ask(self, scheme: Scheme, toml: str, renames: Renames, found: Impact) -> None:
        agreed = ask.confirm(
            self._window,
            tr("Use this version of the scheme?"),
            question_about(found, scheme.version),
            yes=tr("Delete and use it") if found.losses else tr("Use it"),
            is_danger=bool(found.losses),
        )
        if not agreed:
            self._set_busy(is_busy=False)
            return
        drop = tuple(effect.change.part for effect in found.losses)
        change = partial(operations.use_scheme, toml=toml, renames=renames, drop=drop)
        self._background.start(
            partial(_use, self._session.project, self._session.author, change),
            done=self._finish,
            failed=self._fail,
            title=tr("Changing the scheme"),
        )

    def _finish(self, changes: Changes) -> None:
        self._set_busy(is_busy=False)
        self._session.announce(changes)

    def _fail(self, fault: UserFault) -> None:
        self._set_busy(is_busy=False)
        ask.message(self._window, fault)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit()


def _count(project: Project, scheme: Scheme, renames: Renames, _progress: Progress) -> Impact:
    with project.beside() as other:
        return impact(other, scheme, renames)


def _use(
    project: Project,
    author: AnnotatorId,
    change: Callable[[Project, AnnotatorId], Changes],
    _progress: Progress,
) -> Changes:
    with project.beside() as other:
        return change(other, author)
