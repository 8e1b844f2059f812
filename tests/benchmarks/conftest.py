"""The projects that benchmarks share, made once a machine, and what takes the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.figures import Aim, Figures, scaled
from tests.benchmarks.project_files import Size, project_file

LARGE = Size(articles=scaled(1_000_000), characters=600, is_marked=False)
MARKED = Size(articles=scaled(100_000), characters=1_000, is_marked=True)


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest) -> Path:
    """The folder where made projects stay for the next run."""
    return Path(request.config.cache.mkdir("benchmarks"))


@pytest.fixture(scope="session")
def large_project(store: Path) -> Path:
    """A project of a million articles; leave it as it is."""
    return project_file(store, LARGE)


@pytest.fixture(scope="session")
def marked_project(store: Path) -> Path:
    """A project of 100,000 articles with 20 spans each; leave it as it is."""
    return project_file(store, MARKED)


@pytest.fixture
def figures(benchmark: BenchmarkFixture) -> Callable[..., Figures]:
    """Makes what takes the figures of this benchmark."""

    def make(
        aim: Aim, *, floor: Callable[[], float] | None = None, articles: int | None = None
    ) -> Figures:
        return Figures(benchmark=benchmark, aim=aim, floor=floor, articles=articles)

    return make
