from __future__ import annotations

from pathlib import Path

import pytest

from db.model import Fragment
from db.operations import layers, spans
from db.project import Project
from db.queries import export_ranges, exports
from db.queries.exports import Which
from tests.builders import article_ids, author_of, make_project

NUMBER = 23


@pytest.fixture
def project(tmp_path: Path):
    """Articles of different lengths, some alike in their position; every third has a layer."""
    bodies = [
        f"Norway spoke {number}. " + "And so on. " * (number % 5 * 20) for number in range(NUMBER)
    ]
    with make_project(tmp_path, articles=bodies) as made:
        author = author_of(made)
        for article in article_ids(made)[::3]:
            spans.add_span(made, author, article=article, label="ACTOR", fragments=[Fragment(0, 6)])
        for article in article_ids(made)[::6]:
            layers.set_nothing_here(made, author, article=article, value=False)
        made.connection.execute("UPDATE article SET position = 5 WHERE number BETWEEN 4 AND 9")
        yield made


@pytest.mark.parametrize("first", [1, 2, 5])
@pytest.mark.parametrize("most", [1, 3, 100])
@pytest.mark.parametrize("words", [1, 150, 10_000])
def test_layers_come_alike_however_many_are_read_at_once(
    project: Project, monkeypatch, first: int, most: int, words: int
):
    with exports.snapshot(project):
        whole = list(exports.rows(project, Which.ALL))
        monkeypatch.setattr(export_ranges, "_FIRST_ARTICLES", first)
        monkeypatch.setattr(export_ranges, "_MOST_ARTICLES", most)
        monkeypatch.setattr(export_ranges, "_MOST_WORDS", words)
        assert list(exports.rows(project, Which.ALL)) == whole
        batches = list(exports.batches(project, Which.ALL))
    assert len(whole) == len(range(0, NUMBER, 3))
    assert sum(batch.layers for batch in batches) == len(whole)
    assert max(batch.layers for batch in batches) <= max(first, most)


def test_long_articles_are_read_one_by_one(project: Project, monkeypatch):
    monkeypatch.setattr(export_ranges, "_MOST_WORDS", 1)
    assert len(list(export_ranges.ranges(project))) == NUMBER


def test_without_parts_every_layer_is_to_be_read_row_by_row(project: Project):
    with exports.snapshot(project):
        for batch in exports.batches(project, Which.ALL, with_parts=False):
            assert batch.apart == batch.layers
            assert all(row.spans_json is None for row in batch.rows())


def test_an_empty_project_has_no_ranges(tmp_path: Path):
    with make_project(tmp_path, articles=[]) as empty:
        assert list(export_ranges.ranges(empty)) == []
