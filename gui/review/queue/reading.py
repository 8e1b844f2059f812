"""The only place that works the queue out beside the window, and keeps what was worked out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from db.errors import UserFault
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import review_queue
from db.queries.review_queue import QueueCache, QueueEntry
from gui.background import Background, State, Task
from gui.beside import Work, beside
from gui.project_session import ProjectSession
from gui.translation import tr

Entries = tuple[QueueEntry, ...]


class QueueReading(QObject):
    """Reads in two steps: the titles at once, then what is not known of their figures.

    `came` carries the entries after each step. Wishes that come meanwhile make one more reading.
    `started` carries the task of the second step, for a line that shows how far it is.
    """

    came = Signal(object)
    started = Signal(object)

    def __init__(self, session: ProjectSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._cache = QueueCache()
        self._is_running = False
        self._is_wanted_again = False

    @property
    def is_running(self) -> bool:
        """Whether figures are still to come."""
        return self._is_running

    def refresh(self) -> None:
        """Read as soon as possible."""
        if self._is_running:
            self._is_wanted_again = True
            return
        self._is_running = True
        self._start(self._titles, self._take_titles)

    def _titles(self, project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> Entries:
        review_queue.forget_outdated(project, self._cache)
        return review_queue.known_entries(project, self._cache)

    def _figures(self, project: Project, tell: Tell, is_cancelled: IsCancelled) -> Entries:
        return review_queue.queue(project, self._cache, tell, is_cancelled)

    def _take_titles(self, entries: Entries) -> None:
        self.came.emit(entries)
        self.started.emit(self._start(self._figures, self._take_figures))

    def _take_figures(self, entries: Entries) -> None:
        self._is_running = False
        self.came.emit(entries)
        self._go_on()

    def _start(self, work: Work[Entries], done: Callable[[Entries], None]) -> Task:
        task = self._background.start(
            beside(self._session, work),
            done=done,
            failed=self._explain,
            title=tr("Comparing annotators"),
        )
        task.finished.connect(self._end)
        return task

    def _explain(self, fault: UserFault) -> None:
        self._session.failed.emit(fault)

    def _end(self, state: object) -> None:
        if state is not State.DONE:
            self._is_running = False
            self._go_on()

    def _go_on(self) -> None:
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.refresh()
