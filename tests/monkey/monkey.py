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

from PySide6.QtCore import QEvent, Qt, QThread, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gui import translation
from gui.app import Program
from gui.command_line import read_arguments
from gui.keys.choices import KeyChoices
from gui.keys.in_force import in_force
from gui.main_window.window import MainWindow
from gui.settings import Settings
from tests.monkey import acts, errands, hands, looks
from tests.monkey.answers import answering
from tests.monkey.frozen import frozen_clock
from tests.monkey.reached import Reached, commands_noted
from tests.monkey.room import ROOMS, Room
from tests.monkey.somebody import in_the_way, named, place_of, top_of
from tests.monkey.waiting import Waiting
from tests.monkey.walk import MisbehaviourError, resident_megabytes, walk

_REMEMBERED_STEPS = 30
_MINDED_EVERY_MS = 20
_PATIENCE = 25
"""So many things are tried in a dialog that waits before only Escape is."""
_SLEEP = 10
_LEAVES_A_PLACE = 0.04
"""How likely the monkey goes back to its own project after each step elsewhere."""


@dataclass
class Monkey:
    """Acts on one window; `trouble` is what Qt or Python complained of meanwhile.

    With `is_telling` each step is written out as it is done.
    """

    program: Program
    app: QApplication
    room: Room
    seed: int
    trouble: list[str] = field(default_factory=list)
    is_telling: bool = False

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.reached = Reached()
        self.waiting = Waiting(self.app, self.wrong)
        self.steps: deque[str] = deque(maxlen=_REMEMBERED_STEPS)
        self.count = 0
        self._answering = random.Random(self.seed)
        self._answered = self._asleep = 0
        self._minder = QTimer()
        self._minder.setInterval(_MINDED_EVERY_MS)
        # Not in the slot itself: a timer does not come again before its slot has returned, and the
        # answer may open the next question.
        self._minder.timeout.connect(lambda: QTimer.singleShot(0, self._answer_what_waits))

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

    @contextmanager
    def present(self) -> Iterator[None]:
        """What opens a menu or a dialog comes back only when it is closed; somebody does it."""
        with self.waiting.watching(), commands_noted(self.reached):
            self._minder.start()
            try:
                yield
            finally:
                self._minder.stop()

    def step(self) -> None:
        """Do one random thing, let all that follows from it happen, and look."""
        # Dice of their own, so that a slow machine changes nothing of what comes later.
        self._answering, self._answered = random.Random(f"{self.seed} {self.count}"), 0
        act = acts.choose(self)
        window = self.program.window
        try:
            act(self)
        except RuntimeError as error:
            if "already deleted" not in str(error):
                raise
            self.note("what it reached for went meanwhile")
        self.count += 1
        self.settle()
        self._stay_awake()
        self._stay_near()
        if self.program.window is not window:
            self.sit_down()
        self._note_where()
        self.look()

    def sit_down(self) -> None:
        """Give a window that has just come the size and the focus that it always has."""
        window = self.program.window
        if window is not None:
            window.resize(1280, 800)
            window.activateWindow()
            self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way; the windows over it go by themselves."""
        self._note_dialogs()
        self.waiting.settle()

    def look(self) -> None:
        """What must hold after each step."""
        if self.trouble:
            raise self.wrong("; ".join(self.trouble))
        found = looks.look(self, self.count)
        if found:
            raise self.wrong(found)

    def wrong(self, what: str) -> MisbehaviourError:
        """The failure, ready to be raised."""
        lines = "\n  ".join(self.steps)
        return MisbehaviourError(
            f"seed {self.seed}, step {self.count}: {what}\nLast steps:\n  {lines}"
        )

    def _stay_awake(self) -> None:
        """After a menu the off-screen platform goes on in the menu; all others in the window."""
        active = self.app.activeWindow()
        if active is None or not active.isVisible():
            top = top_of(self)
            top.activateWindow()
            self.settle()

    def _stay_near(self) -> None:
        """Come back to the project that the walk is about, sooner or later."""
        window = self.program.window
        is_home = window is not None and window.session.path == self.room.path.resolve()
        if is_home or in_the_way() is not None or self.chance.random() > _LEAVES_A_PLACE:
            return
        self.note("home again")
        if not self.program.open(self.room.path):
            raise self.wrong("the project can't be opened any more")
        self.settle()

    def _note_where(self) -> None:
        page, _, section = place_of(self).partition("/")
        if in_the_way() is None:
            self.reached.note("page", page)
            if section:
                self.reached.note("section", section)
        self._note_dialogs()

    def _note_dialogs(self) -> None:
        for each in self.app.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                self.reached.note("dialog", type(each).__name__)

    def _answer_what_waits(self) -> None:
        """Something in the dialog or menu for which the program waits."""
        waits = in_the_way()
        if waits is None or not QThread.currentThread().loopLevel() or self.waiting.is_busy:
            return
        if isinstance(waits, QDialog) and not waits.isActiveWindow() and self._asleep < _SLEEP:
            # It takes the keys only when it has come up.
            self._asleep += 1
            waits.activateWindow()
            return
        self._note_dialogs()
        self._answered += 1
        self._asleep = 0
        usual, self.chance = self.chance, self._answering
        try:
            if self._answered > 4 * _PATIENCE:
                self.trouble.append(f"Escape does not lead out of {named(waits)}")
                waits.close()
            elif self._answered > _PATIENCE:
                hands.escape(self)
            elif isinstance(waits, QDialog) and self.chance.random() < 0.7:
                self.chance.choice((hands.button, hands.button, hands.letters, hands.key))(self)
            else:
                keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape)
                pressed = self.chance.choice(keys)
                self.note(f"key {pressed.name} in {named(waits)}, which waits")
                QTest.keyClick(waits, pressed)
        finally:
            self.chance = usual


@contextmanager
def monkey_at(
    room: Room, app: QApplication, seed: int, *, is_telling: bool = False
) -> Iterator[Monkey]:
    """A monkey at a project, with answers to all questions and an ear for every complaint."""
    settings = Settings(room.path.with_suffix(".ini"))
    trouble: list[str] = []
    usual = app.keyboardInputInterval()
    # Letters typed into a list are one word or several, by the clock; here always several.
    app.setKeyboardInputInterval(0)
    program = Program(app, read_arguments([str(room.path)]), settings)
    monkey = Monkey(
        program=program, app=app, room=room, seed=seed, trouble=trouble, is_telling=is_telling
    )
    former = qInstallMessageHandler(
        lambda kind, _, text: trouble.append(text) if _counts(kind, text) else None
    )
    program._guard._show_report = lambda text, _path: trouble.append(text)
    with answering(room, monkey.chance, monkey.note), frozen_clock(), monkey.present():
        assert program.open(room.path)
        monkey.sit_down()
        is_work_package = monkey.window.session.is_work_package
        monkey.reached.expect_all(is_work_package=is_work_package)
        monkey.reached.expect("section", monkey.window.project._sections)
        monkey.reached.expect("errand", errands.expected(is_work_package=is_work_package))
        try:
            yield monkey
        finally:
            _leave(program, app)
            # Whatever language was chosen on the way, the next test knows English words.
            translation.speak(app, "")
            qInstallMessageHandler(former)
            app.setKeyboardInputInterval(usual)


def _leave(program: Program, app: QApplication) -> None:
    """Leave nothing of what was chosen to whoever comes next."""
    in_force().use(KeyChoices())
    program.close()
    translation.speak(app, "")
    for each in app.topLevelWidgets():
        each.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _counts(kind: QtMsgType, text: str) -> bool:
    return kind is not QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support")


def main() -> None:
    """Run for some minutes or steps, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--room", choices=tuple(ROOMS), default="project")
    parser.add_argument("--tell", action="store_true", help="write each step out")
    parser.add_argument("--go-on", action="store_true", help="tell of each fault once, and go on")
    asked = parser.parse_args()
    app = QApplication.instance() or QApplication(["demarche"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        room = ROOMS[asked.room](Path(folder))
        deadline = time.monotonic() + asked.minutes * 60
        with monkey_at(room, app, asked.seed, is_telling=asked.tell) as monkey:
            faults = walk(monkey, deadline, asked.steps, goes_on=asked.go_on)
            used = resident_megabytes()
            outcome = f"{faults} kinds of faults, see above" if faults else "all well"
            sys.stdout.write(
                f"seed {asked.seed}: {monkey.count} steps, {outcome}; {used:.0f} MB in the end\n"
                f"{monkey.reached.told()}\n"
            )


if __name__ == "__main__":
    main()
