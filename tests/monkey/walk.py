"""The only place that takes a walk: step after step until it is over, with a look at the memory."""

from __future__ import annotations

import gc
import re
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication

_WARM_UP_STEPS = 500
_MOST_MEGABYTES = 150
"""More than after the warm-up; a window for each person and what the pages keep come in there."""
_STEPS_BETWEEN_TELLING = 500
_LARGE_LIBRARIES = ("spacy", "pyarrow.parquet", "trafilatura", "cassis")
"""Some 130 MB that come with the first export or import of their format, and stay."""
_TOLD_APART = 140


class MisbehaviourError(AssertionError):
    """What the program did wrong, with the seed and the steps that led there."""


class Walker(Protocol):
    """Who walks."""

    app: QApplication
    count: int
    trouble: list[str]

    def step(self) -> None:
        """Do one thing, and look."""
        ...

    def wrong(self, what: str) -> MisbehaviourError:
        """The failure, ready to be raised."""
        ...


def resident_megabytes() -> float:
    """How much memory the process takes up."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("there is no VmRSS")


def walk(monkey: Walker, deadline: float, most: int, *, goes_on: bool) -> int:
    """Step until it is over, and tell from time to time how much memory is in use.

    Returns how many kinds of faults were told; none, unless it goes on after the first.
    """
    begun, told = 0.0, set[str]()
    while time.monotonic() < deadline and monkey.count < most:
        try:
            monkey.step()
        except MisbehaviourError as error:
            if not goes_on:
                raise
            _tell_once(error, told)
            monkey.trouble.clear()
        if monkey.count % _STEPS_BETWEEN_TELLING == 0:
            # What nobody holds any more is no growth, though Python has not looked for it yet.
            gc.collect()
            used, widgets = resident_megabytes(), len(monkey.app.allWidgets())
            if monkey.count == _WARM_UP_STEPS:
                begun = _with_libraries()
            sys.stdout.write(f"{monkey.count} steps: {used:.0f} MB, {widgets} widgets\n")
            sys.stdout.flush()
            if begun and used - begun > _MOST_MEGABYTES:
                raise monkey.wrong(f"{used - begun:.0f} MB more than after {_WARM_UP_STEPS} steps")
    return len(told)


def _with_libraries() -> float:
    """The memory that the process takes up with all that it may load later."""
    for each in _LARGE_LIBRARIES:
        with suppress(ImportError):
            import_module(each)
    return resident_megabytes()


def _tell_once(error: MisbehaviourError, told: set[str]) -> None:
    kind = re.sub(r"\d+", "#", str(error).partition("\n")[0])[:_TOLD_APART]
    if kind not in told:
        told.add(kind)
        sys.stdout.write(f"{error}\n")
        sys.stdout.flush()
