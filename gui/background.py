"""The only place that runs work off the GUI thread.

Jobs that use the project file go through one worker in the order they came, each on a connection of
its own; pure ones share a small pool. A job gets plain values in and gives a plain value back; what
it returns is handed over on the GUI thread, so no view is ever touched from elsewhere.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from db import log
from db.errors import UserFault
from gui.estimate import Estimate

T = TypeVar("T")

_REPORT_INTERVAL_S = 0.05
_PURE_WORKERS = 2


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised inside a job by `Progress.check` once the person has cancelled it."""


class State(StrEnum):
    """What became of a task."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Progress:
    """What a running job sees of the outside; safe to use from the job's thread.

    A job that stops because it was cancelled leaves nothing half done and raises `Cancelled`; one
    that returns is taken to have done its work, however late the cancel came.
    """

    def __init__(
        self,
        tell: Callable[[int, int, str, float | None], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._cancelled = threading.Event()
        self._estimate = Estimate(started=clock())
        self._last_told: float | None = None

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far the job is; as often as it likes, the screen hears of it 20 times a second.

        `total` is 0 as long as nobody knows it.
        """
        now = self._clock()
        is_last = done >= total > 0
        too_soon = self._last_told is not None and now - self._last_told < _REPORT_INTERVAL_S
        if too_soon and not is_last:
            return
        self._last_told = now
        self._tell(done, total, text, self._estimate.seconds_left(done=done, total=total, now=now))

    @property
    def is_cancelled(self) -> bool:
        """Whether the person wants the job to stop."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the person wants the job to stop."""
        if self.is_cancelled:
            raise Cancelled

    def cancel(self) -> None:
        """Ask the job to stop; from any thread."""
        self._cancelled.set()


class Task(QObject):
    """One job under way, as the GUI thread sees it.

    `progressed` carries done, total, text and the seconds left (None while unknown); `finished` the
    `State`, after the callbacks were called. `outcome` are words on what came of it, and `folder`
    is where it wrote.
    """

    progressed = Signal(object, object, str, object)
    finished = Signal(object)
    _told = Signal(object, object, str, object)

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.state = State.RUNNING
        self.outcome = ""
        self.folder: Path | None = None
        self._began = time.monotonic()
        self._took: float | None = None
        self.progress = Progress(self._told.emit)
        # Emitted on the job's thread, this crosses over to the GUI thread by itself.
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the job to stop; `finished` comes when it has."""
        self.progress.cancel()

    @property
    def seconds(self) -> float:
        """How long it has run, or ran."""
        return time.monotonic() - self._began if self._took is None else self._took

    @property
    def is_running(self) -> bool:
        """Whether the callbacks are still to come."""
        return self.state is State.RUNNING

    def finish(self, state: State) -> None:
        """Settle what became of the job; called by `Background` alone."""
        self._took = self.seconds
        self.state = state
        log.task(self.title, state, self._took)
        self.finished.emit(state)

    @Slot(object, object, str, object)
    def _pass_on(self, done: int, total: int, text: str, seconds: float | None) -> None:
        if self.is_running:
            self.progressed.emit(done, total, text, seconds)


class _Outcome(Generic[T]):
    """What a job came back with, on its way to the GUI thread."""

    def __init__(self, task: Task, settle: Callable[[], State], said: str = "") -> None:
        self.task = task
        self.settle = settle
        self.said = said


class Background(QObject):
    """Starts jobs and brings their results home; `close` waits until nothing runs any more."""

    started = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = ThreadPoolExecutor(max_workers=1, thread_name_prefix="demarche-store")
        self._pure = ThreadPoolExecutor(_PURE_WORKERS, thread_name_prefix="demarche-pure")
        self._tasks: list[Task] = []
        self._settling: Task | None = None
        self._is_closed = False
        self._arrived.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        job: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserFault], None] | None = None,
        title: str = "",
        pure: bool = False,
    ) -> Task:
        """Run a job; `done` or `failed` is called on the GUI thread, neither for a cancelled job.

        Jobs use the project file unless they are `pure`. What a job raises that is no `UserFault`,
        or for which there is no `failed`, goes to `sys.excepthook`. RuntimeError after `close`.
        """
        if self._is_closed:
            raise RuntimeError("no job can start any more")
        task = Task(title, self)
        self._tasks.append(task)
        executor = self._pure if pure else self._store
        executor.submit(self._run, task, job, done, failed)
        self.started.emit(task)
        return task

    @property
    def running(self) -> tuple[Task, ...]:
        """The tasks whose results are still to come, in the order they were started."""
        return tuple(self._tasks)

    def tell_outcome(self, text: str, folder: Path | None = None) -> None:
        """Say in `done` what came of the job, and where it wrote, for those who look later."""
        if self._settling is not None:
            self._settling.outcome = text
            self._settling.folder = folder

    def close(self) -> None:
        """Cancel everything and wait for it; no callback comes after this. Twice does no harm."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        self._store.shutdown(wait=True, cancel_futures=True)
        self._pure.shutdown(wait=True, cancel_futures=True)
        for task in self._tasks:
            task.finish(State.CANCELLED)
        self._tasks.clear()

    def _run(
        self,
        task: Task,
        job: Callable[[Progress], T],
        done: Callable[[T], None] | None,
        failed: Callable[[UserFault], None] | None,
    ) -> None:
        settle: Callable[[], State]
        said = ""
        try:
            task.progress.check()
            value = job(task.progress)
        except Cancelled:
            settle = _cancelled
        except UserFault as fault:
            settle, said = _failure(fault, failed), str(fault)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it to catch its bugs
            settle = _failure(error, None)
        else:
            settle = _success(value, done)
        self._arrived.emit(_Outcome(task, settle, said))

    @Slot(object)
    def _settle(self, outcome: _Outcome[object]) -> None:
        if self._is_closed:
            return
        task = outcome.task
        self._tasks.remove(task)
        task.outcome = outcome.said
        state = State.FAILED
        self._settling = task
        try:
            state = outcome.settle()
        finally:
            self._settling = None
            task.finish(state)
            task.deleteLater()


def _cancelled() -> State:
    return State.CANCELLED


def _success(value: T, done: Callable[[T], None] | None) -> Callable[[], State]:
    def settle() -> State:
        if done is not None:
            done(value)
        return State.DONE

    return settle


def _failure(error: Exception, failed: Callable[[UserFault], None] | None) -> Callable[[], State]:
    def settle() -> State:
        if failed is not None and isinstance(error, UserFault):
            failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        return State.FAILED

    return settle
