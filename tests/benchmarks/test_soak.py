"""A long day in one window: 20,000 operations, as in eight hours, and what they leave behind."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.figures import scaled
from tests.journeys.long_day import Done, LongDay, lead_of_a_day, make_project_of_a_day

_OPERATIONS = scaled(20_000, least=600)
# Until then every page was seen, however short the day is.
_WARM_UP = max(_OPERATIONS // 20, 200)
_PART = max(_OPERATIONS // 20, 150)
# About as many as are opened, so that there is as much in an article at last as at first.
_ARTICLES = _OPERATIONS // 40
_MOST_MEGABYTES = 50
_MOST_SLOWER = 1.2


@dataclass
class _Watch:
    """What was done, and how large the program was after each article, once it was warm."""

    done: list[Done] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def follow(self, day: LongDay) -> None:
        """Watch until all is done."""
        while len(self.done) < _OPERATIONS:
            self.done.extend(day.sitting())
            if len(self.done) >= _WARM_UP:
                gc.collect()
                self.megabytes.append(_resident_megabytes())

    @property
    def grown(self) -> float:
        """How much larger it was at its largest than when it was warm, in megabytes."""
        return max(self.megabytes) - self.megabytes[0]

    @property
    def parts(self) -> tuple[list[Done], list[Done]]:
        """The first twentieth after the warm-up, and the last."""
        return self.done[_WARM_UP : _WARM_UP + _PART], self.done[-_PART:]


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path) -> Iterator[LongDay]:
    path = make_project_of_a_day(tmp_path, articles=_ARTICLES, reviewed=max(8, _ARTICLES // 5))
    with lead_of_a_day(path, qapp) as made:
        yield made


def test_a_long_day_in_one_window(benchmark: BenchmarkFixture, day: LongDay):
    watch = _Watch()
    benchmark.pedantic(watch.follow, args=(day,), rounds=1)
    first, last = watch.parts
    slower = _busy(last) / _busy(first)
    benchmark.extra_info.update(
        aim=f"< {_MOST_MEGABYTES} MB more, ≤ {_MOST_SLOWER:g} × as slow at the end",
        is_met=watch.grown < _MOST_MEGABYTES and slower <= _MOST_SLOWER,
        note=(
            f"{len(watch.done):,} operations; {watch.grown:.1f} MB more; "
            f"{_busy(first) * 1000:.1f} ms at first, {_busy(last) * 1000:.1f} ms at last "
            f"({slower:.2f} ×, by the clock {_passed(last) / _passed(first):.2f} ×)"
        ),
    )


def _busy(done: Sequence[Done]) -> float:
    """How long the window works for one operation, whatever else the machine has to do."""
    return statistics.median(each.busy for each in done)


def _passed(done: Sequence[Done]) -> float:
    return statistics.median(each.seconds for each in done)


def _resident_megabytes() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("there is no VmRSS")
