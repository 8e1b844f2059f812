"""The only place that says what must hold of the window whatever was done, and how often each is.

Each look gives what is wrong, "" for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from db import doctor
from gui.main_window.window import MainWindow
from tests.monkey import looks_at_pages as pages
from tests.monkey import looks_at_project as sections
from tests.monkey.looks_at_journal import undone_and_redone
from tests.monkey.looks_at_screen import focus, modal, screen
from tests.monkey.read_again import read_again
from tests.monkey.somebody import Somebody, in_the_way

Look = Callable[[MainWindow], str]

_STEPS_BETWEEN_READINGS = 10
"""To read all that is shown again costs as much as several steps."""
_STEPS_BETWEEN_REPLAYS = 40


def look(who: Somebody, step: int) -> str:
    """What is wrong after a step."""
    found = _first(each() for each in (screen, modal, focus))
    window = who.program.window
    if found or window is None:
        return found
    found = _first(each(window) for each in (*pages.QUICK, *sections.QUICK))
    if found or step % _STEPS_BETWEEN_READINGS:
        return found
    examined = doctor.examine(window.session.project)
    if examined:
        return f"the doctor finds: {examined}"
    found = _first(each(window) for each in (*pages.THOROUGH, *sections.THOROUGH))
    if found or in_the_way() is not None:
        return found
    found = read_again(who)
    if found or step % _STEPS_BETWEEN_REPLAYS:
        return found
    found = undone_and_redone(window)
    who.settle()
    return found


def _first(found: Iterable[str]) -> str:
    return next((each for each in found if each), "")
