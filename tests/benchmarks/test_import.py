"""Importing 100,000 articles: the operation alone, and files as a person brings them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from db.formats.record_reader import SCHEMA_VERSION
from db.imports import plan as planning
from db.model import NewArticle
from db.operations import imports
from db.operations.record_rows import ARTICLE_INSERT
from db.project import Project
from db.text import words
from tests.benchmarks.corpus import plain_articles
from tests.benchmarks.figures import Aim, scaled, seconds_of
from tests.builders import author_of, make_project

_ARTICLES = scaled(100_000)
_CHARACTERS = 2_000
_AT = "2026-01-01T00:00:00.000Z"


@pytest.fixture(scope="module")
def articles() -> list[NewArticle]:
    return list(plain_articles(_ARTICLES, characters=_CHARACTERS))


class Target:
    """A fresh project for each import, and the bare insert of the same rows into such a one."""

    def __init__(self, folder: Path, articles: list[NewArticle]) -> None:
        self._folder = folder
        self._articles = articles
        self.project = make_project(folder)

    def renew(self) -> None:
        self.project.close()
        self.project.path.unlink()
        self.project = make_project(self._folder)

    def import_all(self) -> None:
        imports.add_articles(
            self.project, author_of(self.project), articles=self._articles, total=_ARTICLES
        )
        assert _count(self.project) == _ARTICLES

    def bare_insert(self) -> float:
        """Rows that are ready, into the same table with its indexes, in one transaction."""
        rows = list(_rows(self._articles))
        with make_project(self._folder, name="bare") as project:
            connection = project.connection
            connection.execute("PRAGMA journal_mode = DELETE")

            def insert() -> None:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(ARTICLE_INSERT, rows)
                connection.execute("COMMIT")

            seconds = seconds_of(insert)
            assert _count(project) == _ARTICLES
        project.path.unlink()
        return seconds


@pytest.fixture
def target(tmp_path: Path, articles: list[NewArticle]) -> Iterator[Target]:
    made = Target(tmp_path, articles)
    yield made
    made.project.close()


def test_import_100_000_articles(figures, target: Target):
    figures(Aim(ratio=1.3), floor=target.bare_insert, articles=_ARTICLES).take(
        target.import_all, prepare=target.renew, rounds=3, warm_up=0
    )


def test_import_100_000_articles_from_a_jsonl_file(
    figures, target: Target, articles: list[NewArticle], tmp_path: Path
):
    path = tmp_path / "articles.jsonl"
    _write_jsonl(path, articles)

    def bring_in() -> None:
        plan = planning.plan(target.project, [path])
        planning.apply(target.project, author_of(target.project), plan=plan)
        assert _count(target.project) == _ARTICLES

    figures(Aim(), floor=target.bare_insert, articles=_ARTICLES).take(
        bring_in, prepare=target.renew, rounds=2, warm_up=0
    )


def test_import_text_files(figures, target: Target, articles: list[NewArticle], tmp_path: Path):
    folder = tmp_path / "articles"
    folder.mkdir()
    number = scaled(10_000)
    for nth, article in enumerate(articles[:number]):
        (folder / f"{nth}.txt").write_text(f"{article.title}\n\n{article.body}", encoding="utf-8")

    def bring_in() -> None:
        plan = planning.plan(target.project, [folder])
        planning.apply(target.project, author_of(target.project), plan=plan)
        assert _count(target.project) == number

    figures(
        Aim(),
        floor=lambda: seconds_of(lambda: [each.read_bytes() for each in folder.iterdir()]),
        articles=number,
    ).take(bring_in, prepare=target.renew, rounds=2, warm_up=0)


def _rows(articles: list[NewArticle]) -> Iterator[tuple[object, ...]]:
    for nth, article in enumerate(articles, start=1):
        yield (
            f"{nth:08x}-0001-7000-8000-000000000000",
            article.title,
            hashlib.sha256(article.body.encode()).hexdigest(),
            nth,
            words.count(article.body),
            article.group_name,
            article.external_id,
            article.source,
            "2",
            _AT,
            orjson.dumps(article.metadata).decode(),
            article.body,
        )


def _write_jsonl(path: Path, articles: list[NewArticle]) -> None:
    with path.open("wb") as file:
        for article in articles:
            file.write(
                orjson.dumps(
                    {
                        "schema_version": SCHEMA_VERSION,
                        "id": article.external_id,
                        "title": article.title,
                        "text": article.body,
                        "text_sha256": hashlib.sha256(article.body.encode()).hexdigest(),
                        "offset_unit": "codepoint",
                        "meta": article.metadata,
                        "spans": [],
                        "links": [],
                        "referents": [],
                        "labels": {},
                    },
                    option=orjson.OPT_APPEND_NEWLINE,
                )
            )


def _count(project: Project) -> int:
    return int(project.connection.execute("SELECT count(*) FROM article").fetchone()[0])
