"""The only place of this page that works figures out off the window's thread, one after another.

What a person asks for goes before what is still to come, and a new view leaves all that the last
one wanted; what was counted on the way stays counted.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import Stopped, UserFault
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from gui.agreement.book import Book, Desk
from gui.agreement.wish import Basis
from gui.background import Background, State, Task
from gui.beside import beside
from gui.project_session import ProjectSession

T = TypeVar("T")

_Show = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One thing to work out: `run` does it on the worker and gives what shows it in the window."""

    basis: Basis
    run: Callable[[Book, Desk], _Show]
    title: str = ""


def wanted(
    basis: Basis,
    work: Callable[[Desk], T],
    show: Callable[[T], None],
    *,
    key: Hashable = None,
    title: str = "",
) -> Wanted:
    """Something to work out and to show; under a `key` it is remembered until a layer changes."""

    def run(book: Book, desk: Desk) -> _Show:
        value = work(desk) if key is None else book.known(key, lambda: work(desk))
        return lambda: show(value)

    return Wanted(basis=basis, run=run, title=title)


class Reckoning(QObject):
    """`started` carries the Task of each piece of work, `idle` comes when nothing is left to do."""

    started = Signal(object)
    idle = Signal()

    def __init__(self, session: ProjectSession, background: Background, book: Book) -> None:
        super().__init__()
        self._session = session
        self._background = background
        self._book = book
        self._queue: deque[Wanted] = deque()
        self._outdated = threading.Event()
        self._task: Task | None = None
        self._running: Wanted | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being worked out."""
        return self._task is not None

    def want(self, pieces: Iterable[Wanted]) -> None:
        """Work these out, and leave all that was wanted before."""
        self._queue = deque(pieces)
        self._outdated.set()
        self._go_on()

    def add_first(self, piece: Wanted) -> None:
        """Work this out at once; what is being worked out comes after it."""
        self._queue.appendleft(piece)
        if self._running is not None and not self._outdated.is_set():
            self._queue.insert(1, self._running)
            self._outdated.set()
        self._go_on()

    def _go_on(self) -> None:
        if self._task is not None:
            return
        if not self._queue:
            self.idle.emit()
            return
        piece = self._running = self._queue.popleft()
        outdated = self._outdated = threading.Event()

        def work(project: Project, tell: Tell, is_cancelled: IsCancelled) -> _Show | None:
            def is_left() -> bool:
                return outdated.is_set() or is_cancelled()

            try:
                with self._book.opened(piece.basis, project, tell, is_left) as desk:
                    return piece.run(self._book, desk)
            except Stopped:
                if is_cancelled():
                    raise
                return None

        self._task = self._background.start(
            beside(self._session, work),
            done=lambda show: self._take(show, outdated),
            failed=self._explain,
            title=piece.title,
        )
        self._task.finished.connect(self._end)
        self.started.emit(self._task)

    def _take(self, show: _Show | None, outdated: threading.Event) -> None:
        self._task = self._running = None
        try:
            if show is not None and not outdated.is_set():
                show()
        finally:
            self._go_on()

    def _explain(self, fault: UserFault) -> None:
        self._task = self._running = None
        self._queue.clear()
        self._session.failed.emit(fault)
        self.idle.emit()

    @Slot(object)
    def _end(self, state: State) -> None:
        # Only a person, or the end of the program, cancels; then nothing more is to begin.
        if state is State.CANCELLED:
            self._task = self._running = None
            self._queue.clear()
            self.idle.emit()
