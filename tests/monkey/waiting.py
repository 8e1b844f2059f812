"""The only place that waits for what the monkey has begun: work beside the window, and timers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from gui.background import Background, Progress, Task

_LONGEST_WORK_SECONDS = 60
_MOMENT_MS = 2_000
"""What waits no longer than this is part of what was done, and not waited for but brought on."""
_MOST_TIMES = 3
"""A timer that starts itself again would come for ever."""


class Waiting:
    """Knows all tasks that were begun, whoever began them."""

    def __init__(self, app: QApplication, give_up: Callable[[str], Exception]) -> None:
        self._app = app
        self._give_up = give_up
        self._tasks: list[tuple[Background, Task]] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is still on its way, besides what asks a question at its end."""
        self._tasks = [each for each in self._tasks if each[1].is_running]
        return any(background._settling is not task for background, task in self._tasks)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Hear of every task."""
        start = Background.start

        def begin(
            background: Background, job: Callable[[Progress], object], **named: object
        ) -> Task:
            task: Task = start(background, job, **named)
            self._tasks.append((background, task))
            return task

        Background.start = begin
        try:
            yield
        finally:
            Background.start = start

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._let_go()
        self._wait_for_work()
        times: Counter[int] = Counter()
        while self._bring_on_timers(times):
            self._wait_for_work()
        self._let_go()

    def _let_go(self) -> None:
        """What was thrown away goes when the event loop comes round, and there is none here."""
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _wait_for_work(self) -> None:
        deadline = time.monotonic() + _LONGEST_WORK_SECONDS
        self._app.processEvents()
        while self.is_busy:
            # What the monkey minds comes every 20 ms, so this never waits for nothing.
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > deadline:
                raise self._give_up("work in the background does not end")
        self._app.processEvents()
        self._let_go()

    def _bring_on_timers(self, times: Counter[int]) -> bool:
        """Let come at once what waits a moment; False where nothing does."""
        waiting = [each for each in self._timers() if times[id(each)] < _MOST_TIMES]
        for timer in waiting:
            if not isValid(timer):
                # It went with what the one before it has ended.
                continue
            times[id(timer)] += 1
            usual = timer.interval()
            timer.start(0)
            # It keeps its own time for whenever it is started next.
            self._app.processEvents()
            if isValid(timer):
                timer.setInterval(usual)
        return bool(waiting)

    def _timers(self) -> list[QTimer]:
        tops: list[QObject] = [each for each in self._app.topLevelWidgets() if not each.parent()]
        return [
            timer
            for top in tops
            for timer in top.findChildren(QTimer)
            if timer.isActive() and timer.isSingleShot() and timer.interval() <= _MOMENT_MS
        ]
