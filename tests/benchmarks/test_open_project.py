"""Opening a project of 1,000,000 articles, and paging through its list."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.project import Project
from db.queries import article_list
from db.queries.article_list import Filter
from db.queries.articles import Place
from tests.benchmarks.conftest import LARGE
from tests.benchmarks.figures import CLOCK, Aim, forget, measured_by, run_fresh, scaled, seconds_of
from tests.builders import author_of

_OPEN = """
import sys, time
from pathlib import Path
from db.project import Project
from db.queries import annotators, article_list, articles, schemes
from db.queries.article_list import Filter
start = time.perf_counter()
project = Project.open(Path(sys.argv[1]))
author = annotators.default_author(project)
schemes.current(project)
assert article_list.slice_after(project, author, Filter()).rows
opened = time.perf_counter() - start
assert articles.progress(project, author).total
counted = time.perf_counter() - start
project.close()
print(counted if sys.argv[2] == "counted" else opened)
"""

# What opening can't do without: the pages of the file that the first hundred rows lie on.
_BARE = """
import sqlite3, sys, time
start = time.perf_counter()
connection = sqlite3.connect(sys.argv[1])
rows = connection.execute(
    "SELECT id, title, metadata FROM article ORDER BY position, number LIMIT 100"
).fetchall()
assert rows
print(time.perf_counter() - start)
"""


@pytest.mark.benchmark(timer=CLOCK)
@pytest.mark.parametrize("extent", ["first_page", "counted"])
def test_open_1_000_000_articles(figures, large_project: Path, extent: str):
    """The counts are those of the list's pills; the window waits for them, too."""

    def bare() -> float:
        forget(large_project)
        return float(run_fresh(_BARE, large_project))

    figures(Aim(p50=0.150), floor=bare).take(
        measured_by(lambda: float(run_fresh(_OPEN, large_project, extent))),
        prepare=lambda: forget(large_project),
        rounds=15,
    )


@pytest.fixture
def project(large_project: Path) -> Iterator[Project]:
    with Project.open(large_project, is_read_only=True) as opened:
        yield opened


def test_page_in_the_middle_of_the_list(figures, project: Project):
    """The floor is the first page, which needs no search for its beginning."""
    author = author_of(project)
    step = LARGE.articles // 1_000
    places = itertools.cycle(
        Place(position=number, number=number) for number in range(step, LARGE.articles - step, step)
    )
    figures(
        Aim(p50=0.005, ratio=1.5),
        floor=lambda: seconds_of(lambda: article_list.slice_after(project, author, Filter())),
    ).take(
        lambda: article_list.slice_after(project, author, Filter(), after=next(places)),
        rounds=scaled(500, least=30),
    )
