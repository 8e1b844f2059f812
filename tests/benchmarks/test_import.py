"""Importing 100,000 articles: the operation alone, and files as a person brings them.

The floor of those is a bare insert of the same rows.
"""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from db.formats.record_reader import SCHEMA_VERSION
from db.imports import plan as planning
from db.imports.choices import NOTHING_CHOSEN, ImportChoices
from db.model import NewArticle
from db.operations import imports
from db.operations.record_rows import ARTICLE_INSERT
from db.project import Project
from db.text import words
from tests.benchmarks.corpus import plain_articles
from tests.benchmarks.figures import Aim, Figures, run_fresh, scaled, seconds_of
from tests.builders import author_of, make_project

_ARTICLES = scaled(100_000)
_CHARACTERS = 3_000
_AT_LEAST_A_SECOND = 10_000
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
    _take(figures, target, path, _ARTICLES, floor=target.bare_insert, has_aim=True)


def test_import_100_000_articles_from_json_of_anybody(
    figures, target: Target, articles: list[NewArticle], tmp_path: Path
):
    path = tmp_path / "articles.jsonl"
    with path.open("wb") as file:
        for each in articles:
            values = {"id": each.external_id, "headline": each.title, "body": each.body}
            file.write(orjson.dumps({**values, **each.metadata}, option=orjson.OPT_APPEND_NEWLINE))
    _take(figures, target, path, _ARTICLES, floor=target.bare_insert)


def test_import_100_000_articles_from_a_table(
    figures, target: Target, articles: list[NewArticle], tmp_path: Path
):
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "headline", "text"))
        rows.writerows((each.external_id, each.title, each.body) for each in articles)
    _take(figures, target, path, _ARTICLES, floor=target.bare_insert)


def test_import_text_files(figures, target: Target, articles: list[NewArticle], tmp_path: Path):
    folder = tmp_path / "articles"
    number = _write_texts(folder, articles)
    floor = lambda: seconds_of(lambda: [each.read_bytes() for each in folder.iterdir()])  # noqa: E731
    _take(figures, target, folder, number, floor=floor, has_aim=True)


def test_import_text_files_with_their_names(
    figures, target: Target, articles: list[NewArticle], tmp_path: Path
):
    folder = tmp_path / "articles"
    number = _write_texts(folder, articles)
    choices = ImportChoices(file_name_pattern="{date}_{id}", reads_headers=True)
    _take(figures, target, folder, number, choices=choices)


def test_import_an_archive_of_text_files(
    figures, target: Target, articles: list[NewArticle], tmp_path: Path
):
    path = tmp_path / "articles.zip"
    number = scaled(10_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for nth, article in enumerate(articles[:number]):
            made.writestr(f"{nth}.txt", f"{article.title}\n\n{article.body}")
    _take(figures, target, path, number)


def test_import_100_000_articles_in_little_memory(
    figures, articles: list[NewArticle], tmp_path: Path
):
    """The seconds are those of the whole process; the memory is what it held at most."""
    path = tmp_path / "articles.jsonl"
    _write_jsonl(path, articles)
    make_project(tmp_path).close()
    held: list[int] = []

    def bring_in() -> None:
        (tmp_path / "copy.demarche").write_bytes((tmp_path / "project.demarche").read_bytes())
        held.append(int(run_fresh(_IMPORT, tmp_path / "copy.demarche", path)))
        (tmp_path / "copy.demarche").unlink()

    taken = figures(Aim(), articles=_ARTICLES)
    taken.take(bring_in, rounds=1, warm_up=0)
    megabytes = max(held) / 1e6
    taken.benchmark.extra_info["note"] = f"{megabytes:,.0f} MB at most"
    assert megabytes < _MOST_MEGABYTES


_MOST_MEGABYTES = 300
_IMPORT = """
import resource, sys
from pathlib import Path
from db.imports.plan import apply, plan
from db.project import Project
with Project.open(Path(sys.argv[1])) as project:
    apply(project, None, plan=plan(project, [Path(sys.argv[2])]))
if sys.platform == "linux":
    # The usual figure has the process in it that started this one.
    status = Path("/proc/self/status").read_text().split()
    print(int(status[status.index("VmHWM:") + 1]) * 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _take(
    figures: Callable[..., Figures],
    target: Target,
    path: Path,
    number: int,
    *,
    floor: Callable[[], float] | None = None,
    choices: ImportChoices = NOTHING_CHOSEN,
    has_aim: bool = False,
) -> None:
    """The figures of a plan and of what it plans."""

    def bring_in() -> None:
        plan = planning.plan(target.project, [path], choices=choices)
        planning.apply(target.project, author_of(target.project), plan=plan)
        assert _count(target.project) == number

    aim = Aim(p50=number / _AT_LEAST_A_SECOND) if has_aim else Aim()
    figures(aim, floor=floor, articles=number).take(
        bring_in, prepare=target.renew, rounds=2, warm_up=0
    )


def _write_texts(folder: Path, articles: list[NewArticle]) -> int:
    """A file for each of the first articles; how many there are."""
    folder.mkdir()
    number = scaled(10_000)
    for nth, article in enumerate(articles[:number]):
        path = folder / f"2024-03-05_{nth}.txt"
        path.write_text(f"{article.title}\n\n{article.body}", encoding="utf-8")
    return number


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
