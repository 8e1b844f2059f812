"""Puts a draft in force: counts what that touches, asks, and does it, off the window's thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import UserFault
from db.model import Changes
from db.operations import schemes as operations
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries.scheme_impact import Impact, impact
from db.scheme.model import Scheme
from db.scheme.parts import Renames
from gui import ask
from gui.background import Background, State
from gui.beside import beside
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

        def count(project: Project, _tell: Progress, _is_cancelled: IsCancelled) -> Impact:
            return impact(project, scheme, renames)

        self._set_busy(is_busy=True)
        task = self._background.start(
            beside(self._session, count),
            done=partial(self._ask, scheme, toml, renames),
            failed=self._fail,
            title=tr("Counting what the scheme touches"),
        )
        task.finished.connect(self._note_end)

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
        author = self._session.author

        def use(project: Project, tell: Progress, is_cancelled: IsCancelled) -> Changes:
            return operations.use_scheme(
                project,
                author,
                toml=toml,
                renames=renames,
                drop=drop,
                progress=tell,
                is_cancelled=is_cancelled,
            )

        task = self._background.start(
            beside(self._session, use),
            done=self._finish,
            failed=self._fail,
            title=tr("Changing the scheme"),
        )
        task.finished.connect(self._note_end)

    def _finish(self, changes: Changes) -> None:
        self._set_busy(is_busy=False)
        self._session.announce(changes)

    def _fail(self, fault: UserFault) -> None:
        self._set_busy(is_busy=False)
        ask.message(self._window, fault)

    @Slot(object)
    def _note_end(self, state: State) -> None:
        if state is State.CANCELLED:
            self._set_busy(is_busy=False)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit()
