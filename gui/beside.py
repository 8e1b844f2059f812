"""The only place where pages use the project on a connection of its own, beside the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from db.errors import Stopped, UserFault
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from gui.background import Background, Cancelled, Progress
from gui.project_session import ProjectSession

T = TypeVar("T")

Work = Callable[[Project, Tell, IsCancelled], T]
"""Gets the project on the job's own connection, and what `db` wants for progress and cancelling."""


def beside(session: ProjectSession, work: Work[T]) -> Callable[[Progress], T]:
    """A job for `Background.start` that does `work` on a connection of its own."""
    project = session.project

    def job(progress: Progress) -> T:
        def tell(done: int, total: int | None) -> None:
            progress.report(done, total or 0)

        try:
            with project.beside() as other:
                return work(other, tell, lambda: progress.is_cancelled)
        except Stopped as stopped:
            raise Cancelled from stopped

    return job


class LatestReading(Generic[T]):
    """Reads what may take long, one reading at a time; wishes that come meanwhile make one more.

    `show` is called on the window's thread with what was read; a fault goes to `session.failed`.
    """

    def __init__(
        self,
        session: ProjectSession,
        background: Background,
        read: Callable[[Project], T],
        show: Callable[[T], None],
    ) -> None:
        self._session = session
        self._background = background
        self._read = read
        self._show = show
        self._is_running = False
        self._is_wanted_again = False

    def refresh(self) -> None:
        """Read as soon as possible."""
        if self._is_running:
            self._is_wanted_again = True
            return
        self._is_running = True
        self._background.start(
            beside(self._session, lambda project, _tell, _is_cancelled: self._read(project)),
            done=self._take,
            failed=self._explain,
        )

    def _take(self, value: T) -> None:
        self._go_on()
        self._show(value)

    def _explain(self, fault: UserFault) -> None:
        self._go_on()
        self._session.failed.emit(fault)

    def _go_on(self) -> None:
        self._is_running = False
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.refresh()
