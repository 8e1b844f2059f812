"""Somebody without a plan at the real window: random keys, clicks, commands, and a look after each.

As a program: `python -m tests.monkey.monkey [--minutes 10] [--steps N] [--seed N] [--room WORD]`.
What went wrong is told with the seed and the last steps, and the same seed does the same again:
what would wait for the clock comes at once, after each step.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

from PySide6.QtCore import QEvent, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app import Program
from gui.command_line import read_arguments
from gui.main_window.window import MainWindow
from gui.settings import Settings
from tests.monkey import acts, looks
from tests.monkey.answers import answering
from tests.monkey.room import ROOMS

_REMEMBERED_STEPS = 30
_STEPS_BETWEEN_THOROUGH_LOOKS = 10
_LONGEST_WORK_SECONDS = 60
_MOMENT_MS = 2_000
"""What waits no longer than this is part of what was done, and not waited for but brought on."""
_ROUNDS_OF_TIMERS = 20
_WARM_UP_STEPS = 500
_MOST_MEGABYTES = 150
"""More than after the warm-up; a window for each person and what the pages keep come in there."""


class MisbehaviourError(AssertionError):
    """What the program did wrong, with the seed and the steps that led there."""


@dataclass
class Monkey:
    """Acts on one window; `trouble` is what Qt or Python complained of meanwhile.

    With `is_telling` each step is written out as it is done.
    """

    program: Program
    app: QApplication
    seed: int
    trouble: list[str] = field(default_factory=list)
    is_telling: bool = False

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self._answering = random.Random(self.seed)
        self.steps: deque[str] = deque(maxlen=_REMEMBERED_STEPS)
        self.count = 0

    @property
    def window(self) -> MainWindow:
        """The window of the open project, which a change of annotator makes anew."""
        window = self.program.window
        if window is None:
            raise self.wrong("the window is gone")
        return window

    def note(self, step: str) -> None:
        """Write a step down."""
        self.steps.append(step)
        if self.is_telling:
            sys.stdout.write(f"{self.count}: {step}\n")

    def step(self) -> None:
        """Do one random thing, let all that follows from it happen, and look."""
        act = acts.choose(self.chance)
        window = self.window
        with self._minded():
            act(self)
        self.count += 1
        self.settle()
        if self.window is not window:
            self.sit_down()
        self.look()

    def sit_down(self) -> None:
        """Give a window that has just come the size and the focus that it always has."""
        self.window.resize(1280, 800)
        self.window.activateWindow()
        self.settle()

    @contextmanager
    def _minded(self) -> Iterator[None]:
        """What opens a menu or a dialog comes back only when it is closed, so somebody does it."""
        # Dice of their own, so that a slow machine changes nothing of what comes later.
        self._answering = random.Random(f"{self.seed} {self.count}")
        minder = QTimer()
        minder.setInterval(20)
        minder.timeout.connect(self._answer_what_waits)
        minder.start()
        try:
            yield
        finally:
            minder.stop()

    def _answer_what_waits(self) -> None:
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None and not self._is_busy:
            keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape)
            key = self._answering.choice(keys)
            self.note(f"key {key.name} in {acts.named(waiting)}, which waits")
            QTest.keyClick(waiting, key)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._wait_for_work()
        for _ in range(_ROUNDS_OF_TIMERS):
            if not self._bring_on_timers():
                break
            self._wait_for_work()
        # What the window throws away goes when its event loop comes round, and there is none here.
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _wait_for_work(self) -> None:
        deadline = time.monotonic() + _LONGEST_WORK_SECONDS
        self.app.processEvents()
        while self._is_busy:
            self.app.processEvents()
            if time.monotonic() > deadline:
                raise self.wrong("work in the background does not end")
        self.app.processEvents()

    def _bring_on_timers(self) -> bool:
        """Let come at once what waits a moment; False where nothing does."""
        waiting = [
            each
            for each in self.window.findChildren(QTimer)
            if each.isActive() and each.isSingleShot() and each.interval() <= _MOMENT_MS
        ]
        for timer in waiting:
            usual = timer.interval()
            timer.start(0)
            # It keeps its own time for whenever it is started next.
            self.app.processEvents()
            timer.setInterval(usual)
        return bool(waiting)

    @property
    def _is_busy(self) -> bool:
        background = self.program._background
        return background is not None and bool(background.running)

    def look(self) -> None:
        """What must hold after each step."""
        if self.trouble:
            raise self.wrong("; ".join(self.trouble))
        found = looks.quick(self.window)
        if not found and self.count % _STEPS_BETWEEN_THOROUGH_LOOKS == 0:
            found = looks.thorough(self.window)
        if found:
            raise self.wrong(found)

    def wrong(self, what: str) -> MisbehaviourError:
        """The failure, ready to be raised."""
        lines = "\n  ".join(self.steps)
        return MisbehaviourError(
            f"seed {self.seed}, step {self.count}: {what}\nLast steps:\n  {lines}"
        )


@contextmanager
def monkey_at(
    path: Path, app: QApplication, seed: int, *, is_telling: bool = False
) -> Iterator[Monkey]:
    """A monkey at a project, with answers to all questions and an ear for every complaint."""
    settings = Settings(path.with_suffix(".ini"))
    trouble: list[str] = []
    usual = app.keyboardInputInterval()
    # Letters typed into a list are one word or several, by the clock; here always several.
    app.setKeyboardInputInterval(0)
    program = Program(app, read_arguments([str(path)]), settings)
    monkey = Monkey(program=program, app=app, seed=seed, trouble=trouble, is_telling=is_telling)
    former = qInstallMessageHandler(
        lambda kind, _, text: trouble.append(text) if _counts(kind, text) else None
    )
    program._guard._show_report = lambda text, _path: trouble.append(text)
    with answering(monkey.chance, monkey.note):
        assert program.open(path)
        monkey.sit_down()
        try:
            yield monkey
        finally:
            program.close()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            qInstallMessageHandler(former)
            app.setKeyboardInputInterval(usual)


def _counts(kind: QtMsgType, text: str) -> bool:
    return kind is not QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support")


def _resident_megabytes() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("there is no VmRSS")


def main() -> None:
    """Run for some minutes or steps, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--room", choices=tuple(ROOMS), default="project")
    parser.add_argument("--tell", action="store_true", help="write each step out")
    asked = parser.parse_args()
    app = QApplication.instance() or QApplication(["demarche"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        path = ROOMS[asked.room](Path(folder))
        deadline = time.monotonic() + asked.minutes * 60
        with monkey_at(path, app, asked.seed, is_telling=asked.tell) as monkey:
            begun = 0.0
            while time.monotonic() < deadline and monkey.count < asked.steps:
                monkey.step()
                if monkey.count == _WARM_UP_STEPS:
                    begun = _resident_megabytes()
            grown = _resident_megabytes() - begun if begun else 0.0
            if grown > _MOST_MEGABYTES:
                raise monkey.wrong(f"{grown:.0f} MB more than after {_WARM_UP_STEPS} steps")
            sys.stdout.write(
                f"seed {asked.seed}: {monkey.count} steps, all well; "
                f"{grown:.0f} MB more than after {_WARM_UP_STEPS} steps\n"
            )


if __name__ == "__main__":
    main()
