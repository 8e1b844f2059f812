"""A long day in one window: 20,000 operations, as in eight hours, and what they leave behind."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from db.model import LayerState
from tests.benchmarks.figures import scaled
from tests.builders import make_project
from tests.journeys.annotator import Annotator
from tests.journeys.program import annotator_of

_OPERATIONS = scaled(20_000, least=600)
_WARM_UP = _OPERATIONS // 20
_ARTICLES = 200
_BODY = "France proposed a truce on Monday and Germany rejected the plan before noon. " * 40
_MOST_MEGABYTES = 50
_MOST_SLOWER = 1.2


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Annotator]:
    bodies = [f"{_BODY}\n\nArticle {number}." for number in range(_ARTICLES)]
    project = make_project(tmp_path, articles=bodies)
    path = project.path
    project.close()
    with annotator_of(path, qapp) as annotator:
        yield annotator


def test_a_long_day_in_one_window(benchmark: BenchmarkFixture, desk: Annotator):
    """Marks words, links, takes back, removes, and goes on to the next article."""
    seconds: list[float] = []
    megabytes: list[float] = []

    def day() -> None:
        while len(seconds) < _OPERATIONS:
            seconds.extend(_article(desk))
            if len(seconds) >= _WARM_UP:
                gc.collect()
                megabytes.append(_resident_megabytes())

    benchmark.pedantic(day, rounds=1)
    part = max(1, len(seconds) // 10)
    first = statistics.median(seconds[_WARM_UP : _WARM_UP + part])
    last = statistics.median(seconds[-part:])
    grown = max(megabytes) - megabytes[0]
    benchmark.extra_info.update(
        aim=f"< {_MOST_MEGABYTES} MB more, ≤ {_MOST_SLOWER:g} × as slow at the end",
        is_met=grown < _MOST_MEGABYTES and last <= _MOST_SLOWER * first,
        note=(
            f"{len(seconds):,} operations; {grown:.1f} MB more; "
            f"{first * 1000:.1f} ms at first, {last * 1000:.1f} ms at last ({last / first:.2f} ×)"
        ),
    )


def _article(desk: Annotator) -> Iterator[float]:
    """Works through one article, and says how long each operation took."""
    view = desk.page.view
    for number, place in enumerate(range(0, 2_000, 77)):
        desk.selection.select_span(None)
        view.set_caret(place + 1)
        yield _timed(desk, "A" if number % 3 else "P")
        if number % 5 == 0:
            yield _timed(desk, "Ctrl+Z")
            yield _timed(desk, "Ctrl+Shift+Z")
        if number % 7 == 0:
            yield _timed(desk, "Delete")
    yield _timed(desk, "Alt+PgDown")
    if desk.annotation.layer.state is LayerState.DONE or desk.annotation.spans:
        # The list is through: back to its beginning, where all is taken away first.
        desk.press("Alt+PgUp")
        for _ in range(len(desk.annotation.spans)):
            desk.press("Tab")
            yield _timed(desk, "Delete")


def _timed(desk: Annotator, key: str) -> float:
    started = time.perf_counter()
    desk.press(key)
    # What the window throws away goes when its event loop comes round, which no key here brings on.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return time.perf_counter() - started


def _resident_megabytes() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("there is no VmRSS")
