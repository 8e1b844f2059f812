"""Full text: taking articles into the index in slices, and finding them."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.operations import search_index
from db.project import Project
from db.queries import search
from tests.benchmarks.corpus import vocabulary
from tests.benchmarks.figures import Aim, scaled, seconds_of
from tests.benchmarks.project_files import Size, project_file
from tests.benchmarks.reading_room import connect_like_a_project

_SIZE = Size(articles=scaled(20_000, least=1_000), characters=2_000, is_marked=False)
_SLICE = 500
_ROUNDS = scaled(200, least=30)

_WORDS = vocabulary()
_ASKED = {
    "one rare word": lambda nth: _WORDS[-1 - nth % 50],
    "two frequent words": lambda nth: f"{_WORDS[nth % 40]} {_WORDS[1 + nth % 40]}",
    "a phrase": lambda nth: f'"{_WORDS[nth % 40]} {_WORDS[1 + nth % 40]}"',
    "a beginning": lambda nth: _WORDS[100 + nth % 50][:4],
    "nothing there": lambda nth: f"nowhere{nth}",
}


@pytest.fixture(scope="module")
def path(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("search") / "search.demarche"
    shutil.copyfile(project_file(store, _SIZE), copy)
    return copy


@pytest.fixture
def beside(path: Path) -> Iterator[Project]:
    """The connection of the background job."""
    with Project.open(path) as project, project.beside() as other:
        yield other


@pytest.fixture
def bare_index(path: Path, tmp_path: Path) -> Iterator[Callable[[], float]]:
    """The same texts into a table like ours, a slice a commit."""
    connection = connect_like_a_project(tmp_path / "bare.db")
    connection.execute("PRAGMA synchronous = NORMAL")
    with Project.open(path, is_read_only=True) as project:
        (sql,) = project.connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'article_words'"
        ).fetchone()
        texts = project.connection.execute(
            "SELECT number, title || char(10) || body FROM article ORDER BY number"
        )
        connection.execute(sql)
        yield lambda: _insert_slice(connection, list(itertools.islice(texts, _SLICE)))
        texts.close()
    connection.close()


def test_index_500_articles_of_2_kb(figures, beside: Project, bare_index: Callable[[], float]):
    """With the pauses that it makes for those who write meanwhile."""
    search_index.start_again(beside)
    figures(Aim(), floor=bare_index, articles=_SLICE).take(
        lambda: search_index.index_some(beside, _SLICE),
        rounds=_SIZE.articles // _SLICE - 1,
    )
    assert search.indexed(beside).is_complete


@pytest.mark.parametrize("asked", _ASKED)
def test_search_20_000_articles_for(figures, beside: Project, asked: str):
    while not search_index.index_some(beside, _SIZE.articles).is_complete:
        pass
    numbers = itertools.count()
    words = _ASKED[asked]
    figures(Aim(), floor=lambda: _look_up(beside, words(next(numbers)))).take(
        lambda: search.search(beside, words(next(numbers))), rounds=_ROUNDS
    )


def _insert_slice(connection: sqlite3.Connection, texts: list[tuple[int, str]]) -> float:
    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO article_words(rowid, words) VALUES (?, ?)", texts)
        connection.execute("COMMIT")

    return seconds_of(insert)


def _look_up(project: Project, asked: str) -> float:
    """What the index alone needs for the words; it knows nothing of phrases."""
    words = asked.replace('"', " ").split()
    expression = " AND ".join(f'"{word}"' for word in words) + "*"
    return seconds_of(
        lambda: project.connection.execute(
            "SELECT rowid FROM article_words WHERE article_words MATCH ? LIMIT 500", (expression,)
        ).fetchall()
    )
