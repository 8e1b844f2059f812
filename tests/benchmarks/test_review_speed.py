"""Review: a heavy article opens, a key settles a unit, and ten thousand articles are queued."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.project import Project
from db.queries import review_queue
from db.queries.review_queue import QueueCache
from tests.benchmarks.figures import Aim, scaled
from tests.benchmarks.review_room import Room, many, room

_ROUNDS = scaled(100, least=20)
_ARTICLES = scaled(10_000, least=50)


@pytest.fixture
def lead(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with room(qapp, tmp_path, people=5, spans=300) as made:
        yield made


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("many")
    with many(folder, articles=_ARTICLES, people=3, spans=20) as made:
        yield made


def test_open_an_article_of_5_annotators_with_300_spans_each(figures, lead: Room):
    figures(Aim(p50=0.2)).take(lead.open, prepare=lead.close, rounds=scaled(20, least=5))


def test_key_that_settles_a_unit(figures, lead: Room):
    count = len(lead.page.current.to_decide)
    figures(Aim(p99=0.016)).take(
        lambda: lead.press(Qt.Key.Key_1), rounds=min(_ROUNDS, count - 10), warm_up=5
    )
    assert len(lead.page.current.to_decide) < count


def test_key_that_goes_to_the_next_difference(figures, lead: Room):
    figures(Aim(p99=0.016)).take(lambda: lead.press(Qt.Key.Key_Tab), rounds=_ROUNDS, warm_up=5)


def test_queue_of_10_000_articles_for_the_first_time(figures, project: Project):
    figures(Aim(p50=15), articles=_ARTICLES).take(
        lambda: review_queue.queue(project, QueueCache()), rounds=2, warm_up=0
    )


def test_queue_of_10_000_articles_again(figures, project: Project):
    cache = QueueCache()
    review_queue.queue(project, cache)
    figures(Aim(p50=0.5), articles=_ARTICLES).take(
        lambda: review_queue.queue(project, cache), rounds=10
    )
