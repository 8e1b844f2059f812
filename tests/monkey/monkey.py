"""Somebody without a plan at the real window: random keys, clicks, commands, and a look after each.

As a program: `python -m tests.monkey.monkey [--minutes 10] [--steps N] [--seed N]`. What went wrong
is told with the seed and the last steps, and the same seed does the same again.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from db import doctor
from db.errors import UserFault
from db.queries import layers
from db.queries import review as reviewing
from gui import ask
from gui.app import Program
from gui.command_line import read_arguments
from gui.main_window.window import MainWindow
from gui.settings import Settings
from tests.monkey.room import project_in

_REMEMBERED_STEPS = 30
_STEPS_BETWEEN_EXAMINATIONS = 25
_LONGEST_WORK_SECONDS = 60
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+-?,. "
_KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    Qt.Key.Key_Space, Qt.Key.Key_F3, Qt.Key.Key_F6,
)  # fmt: skip
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_MODIFIERS = (_NONE, _NONE, _NONE, _SHIFT, _CONTROL | _SHIFT, _CONTROL, _ALT)
# They lead out of the window: to another project, another program, or the end.
_LEADS_OUT = frozenset({
    "project.new", "project.open", "project.close", "program.quit",
})  # fmt: skip
_LEADS_OUT_KEYS = ((Qt.Key.Key_Q, _CONTROL), (Qt.Key.Key_W, _CONTROL), (Qt.Key.Key_F4, _ALT))


class MisbehaviourError(AssertionError):
    """What the program did wrong, with the seed and the steps that led there."""


@dataclass
class Monkey:
    """Acts on one window; `trouble` is what Qt or Python complained of meanwhile."""

    program: Program
    app: QApplication
    seed: int
    trouble: list[str] = field(default_factory=list)

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

    def step(self) -> None:
        """Do one random thing, let all that follows from it happen, and look."""
        act = self.chance.choices(
            (self._key, self._letters, self._click, self._command, self._page),
            weights=(40, 12, 25, 18, 5),
        )[0]
        with self._minded():
            act()
        self.count += 1
        self.settle()
        self.look()

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
        if waiting is not None:
            keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape)
            key = self._answering.choice(keys)
            self.steps.append(f"key {key.name} in {_named(waiting)}, which waits")
            QTest.keyClick(waiting, key)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        deadline = time.monotonic() + _LONGEST_WORK_SECONDS
        self.app.processEvents()
        while self._is_busy:
            self.app.processEvents()
            if time.monotonic() > deadline:
                raise self.wrong("work in the background does not end")
        self.app.processEvents()
        # What the window throws away goes when its event loop comes round, and there is none here.
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def _is_busy(self) -> bool:
        background = self.program._background
        return background is not None and bool(background.running)

    def look(self) -> None:
        """What must hold after each step."""
        if self.trouble:
            raise self.wrong("; ".join(self.trouble))
        self._look_at_annotate()
        self._look_at_review()
        if self.count % _STEPS_BETWEEN_EXAMINATIONS == 0:
            found = doctor.examine(self.window.session.project)
            if found:
                raise self.wrong(f"the doctor finds: {found}")

    def wrong(self, what: str) -> MisbehaviourError:
        """The failure, ready to be raised."""
        lines = "\n  ".join(self.steps)
        return MisbehaviourError(
            f"seed {self.seed}, step {self.count}: {what}\nLast steps:\n  {lines}"
        )

    def _look_at_annotate(self) -> None:
        """The text shows the spans that the file holds, of the right article."""
        window = self.window
        article, shown = window.selection.article, window.annotate.current.annotation
        if article is None or shown is None:
            return
        project = window.session.project
        layer = layers.of(project, article, window.session.author)
        stored = None if layer is None else layers.annotation(project, layer)
        spans = () if stored is None else stored.spans
        if {each.id for each in shown.spans} != {each.id for each in spans}:
            raise self.wrong("the Annotate page shows other spans than the file holds")
        if shown.spans != spans or (stored is not None and shown.links != stored.links):
            raise self.wrong("the Annotate page shows spans or links otherwise than the file does")
        if window.annotate.isVisible():
            drawn = {each.id for each in window.annotate.view.spans}
            if drawn != {each.id for each in spans}:
                raise self.wrong("the text shows other spans than the page")

    def _look_at_review(self) -> None:
        """The Review page shows the units that the layers make now."""
        window = self.window
        if window._commands.page != "review":
            return
        shown = window.review.current.reviewed
        if shown is None:
            return
        now = reviewing.article(window.session.project, shown.article.id)
        if now is not None and [each.id for each in now.units] != [each.id for each in shown.units]:
            raise self.wrong("the Review page shows other units than the layers make")

    def _key(self) -> None:
        modifier = self.chance.choice(_MODIFIERS)
        if self.chance.random() < 0.5:
            key = self.chance.choice(_KEYS)
        else:
            key = Qt.Key(int(Qt.Key.Key_A) + self.chance.randrange(26))
        if (key, modifier) in _LEADS_OUT_KEYS or (key is Qt.Key.Key_O and modifier & _CONTROL):
            return
        if key is Qt.Key.Key_N and modifier & _CONTROL:
            return
        target = self._focus()
        self.steps.append(f"key {modifier.name} {key.name} in {_named(target)}")
        QTest.keyClick(target, key, modifier)

    def _letters(self) -> None:
        target = self._focus()
        words = "".join(self.chance.choices(_LETTERS, k=self.chance.randint(1, 6)))
        self.steps.append(f"type {words!r} in {_named(target)}")
        for letter in words:
            # Each where the focus is by then.
            QTest.keyClicks(self._focus(), letter)

    def _click(self) -> None:
        top = QApplication.activePopupWidget() or QApplication.activeWindow() or self.window
        targets = [each for each in top.findChildren(QWidget) if _can_be_clicked(each)] or [top]
        target = self.chance.choice(targets)
        point = QPoint(
            self.chance.randrange(max(1, target.width())),
            self.chance.randrange(max(1, target.height())),
        )
        self.steps.append(f"click {_named(target)} at {point.x()}, {point.y()}")
        click = QTest.mouseDClick if self.chance.random() < 0.15 else QTest.mouseClick
        click(target, Qt.MouseButton.LeftButton, self.chance.choice((_NONE, _SHIFT)), point)

    def _command(self) -> None:
        actions = self.window.findChildren(QAction)
        names = {each.objectName() for each in actions if each.isEnabled() and each.objectName()}
        name = self.chance.choice(sorted(names - _LEADS_OUT))
        self.steps.append(f"command {name}")
        self.window.run_command(name)

    def _page(self) -> None:
        pages = ["annotate", "project"]
        if not self.window.session.is_work_package:
            pages += ["review", "agreement", "explore"]
        page = self.chance.choice(pages)
        self.steps.append(f"page {page}")
        self.window.show_page(page)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window


@contextmanager
def monkey_at(path: Path, app: QApplication, seed: int) -> Iterator[Monkey]:
    """A monkey at a project, with answers to all questions and an ear for every complaint."""
    settings = Settings(path.with_suffix(".ini"))
    trouble: list[str] = []
    program = Program(app, read_arguments([str(path)]), settings)
    monkey = Monkey(program=program, app=app, seed=seed, trouble=trouble)
    former = qInstallMessageHandler(
        lambda kind, _, text: trouble.append(text) if _counts(kind, text) else None
    )
    program._guard._show_report = lambda text, _path: trouble.append(text)
    with _answers(monkey):
        assert program.open(path)
        monkey.window.resize(1280, 800)
        monkey.window.activateWindow()
        app.processEvents()
        try:
            yield monkey
        finally:
            program.close()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            qInstallMessageHandler(former)


def _counts(kind: QtMsgType, text: str) -> bool:
    return kind is not QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support")


@contextmanager
def _answers(monkey: Monkey) -> Iterator[None]:
    """Whatever is asked is answered at random, and no file is chosen."""
    chance = monkey.chance

    def word(*_: object, **__: object) -> str | None:
        return chance.choice((None, "a word", "Zweites Wort", "word 3"))

    def told(_parent: QWidget | None, fault: UserFault) -> None:
        monkey.steps.append(f"told: {fault}")

    answers: dict[str, Callable[..., object]] = {
        "text": word,
        "paragraph": word,
        "choice": lambda _parent, _title, _label, options, **_: chance.choice(
            (None, *range(len(options)))
        ),
        "confirm": lambda *_, **__: chance.random() < 0.5,
        "message": told,
        "note": lambda *_, **__: None,
        "report": lambda *_, **__: None,
        "open_files": lambda *_, **__: (),
        "open_file": lambda *_, **__: None,
        "open_folder": lambda *_, **__: None,
        "save_file": lambda *_, **__: None,
    }
    former = {name: getattr(ask, name) for name in answers}
    for name, answer in answers.items():
        setattr(ask, name, answer)
    try:
        yield
    finally:
        for name, function in former.items():
            setattr(ask, name, function)


def _can_be_clicked(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or widget.width() < 2:
        return False
    # A link to the world outside, or a file dialog of the system, is none of its business.
    return widget.objectName() != "outside" and isinstance(
        widget, QAbstractButton | QLineEdit | QPlainTextEdit | QWidget
    )


def _named(widget: QWidget) -> str:
    kind = type(widget).__name__
    name = widget.accessibleName() or widget.objectName()
    return f"{kind} “{name}”" if name else kind


def _resident_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run for some minutes or steps, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    app = QApplication.instance() or QApplication(["demarche"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        path = project_in(Path(folder))
        deadline = time.monotonic() + asked.minutes * 60
        with monkey_at(path, app, asked.seed) as monkey:
            begun = 0.0
            while time.monotonic() < deadline and monkey.count < asked.steps:
                monkey.step()
                if monkey.count == 500:
                    begun = _resident_megabytes()
            grown = _resident_megabytes() - begun if begun else 0.0
            sys.stdout.write(
                f"seed {asked.seed}: {monkey.count} steps, all well; "
                f"{grown:.0f} MB more than after 500 steps\n"
            )


if __name__ == "__main__":
    main()
