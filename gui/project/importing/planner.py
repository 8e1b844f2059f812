"""Looks at files in the background, one wish at a time; a new wish stops the look at the old."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from db.errors import UserFault
from db.imports import plan as plans
from db.imports.plan import ImportPlan
from gui.background import Background, State, Task
from gui.beside import beside
from gui.project.importing.wish import Wish
from gui.project_session import ProjectSession
from gui.translation import tr


class Planner(QObject):
    """Emits `started(Task)`, and then one of `planned(ImportPlan)`, `failed(UserFault)`, `stopped`.

    `stopped` comes when the person cancelled; a look that a newer one replaced says nothing.
    """

    started = Signal(object)
    planned = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, session: ProjectSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._task: Task | None = None
        self._turn = 0

    @property
    def is_looking(self) -> bool:
        """Whether a plan is on its way."""
        return self._task is not None

    def look(self, wish: Wish) -> None:
        """Plan an import of these files."""
        self.stop()
        turn = self._turn
        self._task = self._background.start(
            beside(
                self._session,
                lambda project, tell, is_cancelled: plans.plan(
                    project,
                    wish.paths,
                    choices=wish.choices,
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            done=lambda plan: self._take(plan, turn),
            failed=lambda fault: self._explain(fault, turn),
            title=tr("Reading the files"),
        )
        self._task.finished.connect(lambda state: self._end(state, turn))
        self.started.emit(self._task)

    def stop(self) -> None:
        """Forget the look that is under way."""
        self._turn += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _take(self, plan: ImportPlan, turn: int) -> None:
        if turn == self._turn:
            self._task = None
            self.planned.emit(plan)

    def _explain(self, fault: UserFault, turn: int) -> None:
        if turn == self._turn:
            self._task = None
            self.failed.emit(fault)

    def _end(self, state: State, turn: int) -> None:
        if turn == self._turn and state is State.CANCELLED:
            self._task = None
            self.stopped.emit()
