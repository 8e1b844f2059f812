"""The only place that keeps count of the work in the background: what runs, and what came of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.background import Background, State, Task

_KEPT = 20
_WORTH_TELLING_S = 3.0


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of one task; `folder` is where it wrote, None where it wrote nothing."""

    title: str
    state: State
    outcome: str = ""
    folder: Path | None = None
    at: datetime = field(default_factory=lambda: datetime.now().astimezone())


@dataclass(frozen=True, slots=True)
class Share:
    """How far a task is: `total` is 0 while nobody knows, `seconds` the time left or None."""

    done: int = 0
    total: int = 0
    text: str = ""
    seconds: float | None = None

    @property
    def percent(self) -> int | None:
        """In percent, rounded down; None while unknown."""
        return min(100, 100 * self.done // self.total) if self.total > 0 else None


class TaskBook(QObject):
    """The tasks that have a title; one without is nothing that a person asked for.

    `changed` comes when a task begins or ends, `progressed` with a task that is further.
    """

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._running: dict[Task, Share] = {}
        self._finished: deque[Finished] = deque(maxlen=_KEPT)
        for task in background.running:
            self._begin(task)
        background.started.connect(self._begin)

    @property
    def running(self) -> tuple[Task, ...]:
        """What is under way, in the order in which it began."""
        return tuple(self._running)

    @property
    def finished(self) -> tuple[Finished, ...]:
        """What has ended, the latest first, but for short work of which there is nothing to say."""
        return tuple(self._finished)

    def share(self, task: Task) -> Share:
        """How far a running task is."""
        return self._running.get(task, Share())

    def forget(self) -> None:
        """Let go of what has ended."""
        self._finished.clear()
        self.changed.emit()

    def _begin(self, task: Task) -> None:
        if not task.title:
            return
        self._running[task] = Share()
        task.progressed.connect(
            lambda done, total, text, seconds: self._go_on(task, Share(done, total, text, seconds))
        )
        task.finished.connect(lambda state: self._end(task, state))
        self.changed.emit()

    def _go_on(self, task: Task, share: Share) -> None:
        if task in self._running:
            self._running[task] = share
            self.progressed.emit(task)

    def _end(self, task: Task, state: State) -> None:
        self._running.pop(task, None)
        if task.outcome or task.folder is not None or task.seconds >= _WORTH_TELLING_S:
            self._finished.appendleft(Finished(task.title, state, task.outcome, task.folder))
        self.changed.emit()
