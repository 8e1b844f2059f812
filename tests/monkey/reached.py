"""The only place that remembers what the monkey has reached, and leads it to what it seldom was at.

Everything has a kind ("page", "section", "command", "dialog", "errand", "button") and a name.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog

import gui
from gui.actions import COMMANDS, EXPLORE_COMMANDS, REVIEW_COMMANDS, commands_in, page_commands
from gui.explore.case_list import CaseList
from gui.keys.in_force import in_force
from gui.main_window.pages import pages_in
from gui.main_window.window import MainWindow

NEVER = frozenset({"program.quit"})
"""Commands that would end the walk."""
_OF_THE_LEAD = frozenset({
    "EncodingsDialog", "PackagesDialog", "PersonDialog", "PlanDialog", "StrategiesDialog",
})  # fmt: skip
_OF_A_BUG = frozenset({"ReportDialog"})
"""It comes where the program has made a mistake, and that ends the walk by itself."""


class Reached:
    """How often each thing was chosen and reached, and what there is that was not."""

    def __init__(self) -> None:
        self._expected: dict[str, set[str]] = defaultdict(set)
        self._reached: dict[str, Counter[str]] = defaultdict(Counter)
        self._chosen: dict[str, Counter[str]] = defaultdict(Counter)

    def expect(self, kind: str, names: Iterable[str]) -> None:
        """There are these to reach."""
        self._expected[kind].update(names)

    def expect_all(self, *, is_work_package: bool) -> None:
        """There is all that a window of this kind of project can show."""
        pages = pages_in(is_work_package=is_work_package)
        commands = {each.id for each in commands_in(is_work_package=is_work_package)}
        commands.update(each.id for each in page_commands(pages))
        dialogs = dialogs_of_the_program() - _OF_A_BUG
        if is_work_package:
            dialogs -= _OF_THE_LEAD
        else:
            commands.update(each.id for each in (*REVIEW_COMMANDS, *EXPLORE_COMMANDS))
        self.expect("command", commands - NEVER)
        self.expect("page", (name for name, _ in pages))
        self.expect("dialog", dialogs)

    def note(self, kind: str, name: str) -> None:
        """It was reached."""
        self._reached[kind][name] += 1

    def choose(self, chance: random.Random, kind: str, names: Iterable[str]) -> str:
        """One of some, the more likely the more seldom it was chosen so far."""
        known = self._chosen[kind]
        options = sorted(names)
        chosen = chance.choices(options, weights=[1 / (1 + known[each]) for each in options])[0]
        known[chosen] += 1
        return chosen

    def missing(self, kind: str) -> list[str]:
        """What there is of a kind, and was never reached."""
        return sorted(self._expected[kind] - set(self._reached[kind]))

    def told(self) -> str:
        """A line a kind: how much of it was reached, and what was not; buttons are too many."""
        lines = []
        for kind in sorted({*self._expected, *self._reached}):
            expected = self._expected[kind]
            got = len(expected & set(self._reached[kind])) if expected else len(self._reached[kind])
            missing = self.missing(kind)
            is_listed = missing and kind != "button"
            rest = f"; not reached: {', '.join(missing)}" if is_listed else ""
            lines.append(f"{kind}: {got} of {len(expected) or got}{rest}")
        return "\n".join(lines)


def dialogs_of_the_program() -> set[str]:
    """The names of all classes of dialogs that the program has."""
    for module in pkgutil.walk_packages(gui.__path__, "gui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return {each.__name__ for each in _subclasses(QDialog) if each.__module__.startswith("gui.")}


@contextmanager
def commands_noted(reached: Reached) -> Iterator[None]:
    """Whatever command is carried out is noted, however it was called; those of NEVER are not."""
    run, press = MainWindow._run, CaseList.keyPressEvent

    def noting(window: MainWindow, command: str) -> bool:
        if command in NEVER:
            return True
        did = run(window, command)
        if did and command in _KNOWN:
            reached.note("command", command)
        return did

    def pressing(places: CaseList, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination())
        for each in EXPLORE_COMMANDS:
            if keys in map(QKeySequence, in_force().bound(each).all_keys):
                reached.note("command", each.id)
        press(places, event)

    MainWindow._run = noting
    CaseList.keyPressEvent = pressing
    try:
        yield
    finally:
        MainWindow._run = run
        CaseList.keyPressEvent = press


def _subclasses(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


_KNOWN = {each.id for each in (*COMMANDS, *REVIEW_COMMANDS, *EXPLORE_COMMANDS)} | {
    f"page.{page}" for page, _ in pages_in(is_work_package=False)
}
