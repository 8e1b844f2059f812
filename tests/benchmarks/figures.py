"""The only place that says how a benchmark takes its figures, and what the table shows of them.

The floor is the bare minimum of the same work. It is taken between the rounds, so that a busy
moment of the machine slows both; a machine that is slower altogether leaves the ratio as it is.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

SCALE = float(os.environ.get("DEMARCHE_BENCH_SCALE", "1"))
"""1 for the sizes that the aims speak of; 0.01 for a quick look at everything."""

_ROOT = Path(__file__).parents[2]
_FEW_ROUNDS = 30


def scaled(number: int, *, least: int = 1) -> int:
    """A number of articles, rounds and the like at the scale that was asked for."""
    return max(least, round(number * SCALE))


class Clock:
    """Counts seconds, without those that a benchmark says do not belong to what it measures."""

    def __init__(self) -> None:
        self._left_out = 0.0

    def __call__(self) -> float:
        return time.perf_counter() - self._left_out

    def leave_out(self, seconds: float) -> None:
        """Take back time that has passed."""
        self._left_out += seconds


CLOCK = Clock()
"""The timer of every benchmark that runs a process of its own or has to wait for something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What we hold ourselves to: seconds, or times the floor; empty where we only watch."""

    p50: float | None = None
    p99: float | None = None
    ratio: float | None = None

    def __str__(self) -> str:
        parts = [
            f"{name} < {seconds * 1000:g} ms"
            for name, seconds in (("p50", self.p50), ("p99", self.p99))
            if seconds is not None
        ]
        if self.ratio is not None:
            parts.append(f"≤ {self.ratio:g} × floor")
        return ", ".join(parts)

    def is_met(self, seconds: Sequence[float], floor: float | None) -> bool | None:
        """Whether figures are within the aim; None where there is no aim."""
        met = []
        if self.p50 is not None:
            met.append(statistics.median(seconds) < self.p50)
        if self.p99 is not None:
            met.append(percentile(seconds, 99) < self.p99)
        if self.ratio is not None and floor is not None:
            met.append(statistics.median(seconds) <= self.ratio * floor)
        return all(met) if met else None


@dataclass(kw_only=True)
class Figures:
    """Takes the figures of one benchmark."""

    benchmark: BenchmarkFixture
    aim: Aim
    floor: Callable[[], float] | None = None
    """Does the bare minimum and returns its seconds."""
    articles: int | None = None
    """How many articles one round deals with, for the rate."""

    def take(
        self,
        action: Callable[[], object],
        *,
        rounds: int,
        prepare: Callable[[], object] = lambda: None,
        warm_up: int = 1,
    ) -> None:
        """Run the action so many times, what prepares it before each, and note the figures."""
        floors: list[float] = []

        def after() -> None:
            if self.floor is not None:
                floors.append(self.floor())

        def before() -> None:
            prepare()

        self.benchmark.pedantic(
            action, setup=before, teardown=after, rounds=rounds, warmup_rounds=warm_up
        )
        if self.benchmark.stats is not None:
            self._note(self.benchmark.stats.stats.data, floors[warm_up:])

    def _note(self, seconds: list[float], floors: list[float]) -> None:
        extra = self.benchmark.extra_info
        floor = statistics.median(floors) if floors else None
        if len(seconds) >= _FEW_ROUNDS:
            extra["p99"] = percentile(seconds, 99)
        if floor is not None:
            extra["floor_seconds"] = floor
        if str(self.aim):
            extra["aim"] = str(self.aim)
            extra["is_met"] = self.aim.is_met(seconds, floor)
        if self.articles is not None:
            extra["note"] = f"{self.articles / statistics.median(seconds):,.0f} articles/s"


def percentile(seconds: Sequence[float], percent: float) -> float:
    """The smallest of the figures that so many percent of them do not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def seconds_of(action: Callable[[], object]) -> float:
    """How long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _environment() -> dict[str, str]:
    """That of the tests, with compiled modules kept, as those of an installed program are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "demarche-benchmarks")}


def run_fresh(code: str, *arguments: object) -> str:
    """Run some lines in a Python of its own, in the repository, and return what they print."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=_ROOT,
        env=_environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def seconds_until_told(code: str, *arguments: object) -> float:
    """How long a Python of its own takes from its start to the first line that it prints."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=_ROOT,
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        passed = time.perf_counter() - start
        process.stdout.read()
    assert told, "the process ended without a word"
    assert process.returncode == 0
    return passed


def measured_by(seconds: Callable[[], float]) -> Callable[[], None]:
    """An action for `CLOCK` that takes as long as it says itself, however long it really took."""

    def action() -> None:
        start = time.perf_counter()
        wanted = seconds()
        CLOCK.leave_out(time.perf_counter() - start - wanted)

    return action


def forget(path: Path) -> None:
    """Let the system drop what it keeps of a file in memory, where it can be asked to."""
    if sys.platform == "linux":
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
