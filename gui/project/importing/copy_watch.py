"""Looks in the background for wire copies among what a plan would bring in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from db.errors import UserFault
from db.imports import copy_search
from db.imports.choices import Copies
from db.imports.copies import Copy
from db.imports.plan import ImportPlan
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from gui.background import Background, State, Task
from gui.beside import beside
from gui.project_session import ProjectSession
from gui.translation import tr


class CopyWatch(QObject):
    """Emits `started(Task)`, and then `found(ImportPlan)` with the copies in it, or `ended`.

    `ended` comes where a person stopped it, a file can't be read any more, or there are too many
    articles to look at before an import; `are_too_many` tells which.
    """

    started = Signal(object)
    found = Signal(object)
    ended = Signal()

    def __init__(self, session: ProjectSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._task: Task | None = None
        self._turn = 0
        self.are_too_many = False

    @property
    def is_looking(self) -> bool:
        """Whether copies are looked for just now."""
        return self._task is not None

    def look(self, plan: ImportPlan) -> None:
        """Look among the articles of a plan, unless that is done or nobody wants it."""
        self.stop()
        is_known = plan.copies is not None or plan.problems or not plan.articles
        if is_known or plan.choices.copies is Copies.LEAVE:
            return
        turn = self._turn
        self._task = self._background.start(
            beside(
                self._session,
                lambda project, tell, is_cancelled: _copies(project, plan, tell, is_cancelled),
            ),
            done=lambda copies: self._take(plan, copies, turn),
            failed=lambda fault: self._explain(fault, turn),
            title=tr("Looking for wire copies"),
        )
        self._task.finished.connect(lambda state: self._end(state, turn))
        self.started.emit(self._task)

    def stop(self) -> None:
        """Look no more."""
        self._turn += 1
        self.are_too_many = False
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _take(self, plan: ImportPlan, copies: tuple[Copy, ...] | None, turn: int) -> None:
        if turn != self._turn:
            return
        self._task = None
        self.are_too_many = copies is None
        if copies is None:
            self.ended.emit()
        else:
            self.found.emit(plan.with_copies(copies))

    def _explain(self, _fault: UserFault, turn: int) -> None:
        # The import reads the files again and says what is wrong with them.
        self._end(State.CANCELLED, turn)

    def _end(self, state: State, turn: int) -> None:
        if turn == self._turn and state is State.CANCELLED:
            self._task = None
            self.ended.emit()


def _copies(
    project: Project, plan: ImportPlan, tell: Tell, is_cancelled: IsCancelled
) -> tuple[Copy, ...] | None:
    """The copies; None where looking for them takes too long for waiting."""
    if not copy_search.is_quick(project, plan):
        return None
    return copy_search.look_for_copies(project, plan, progress=tell, is_cancelled=is_cancelled)
