"""Scrolling a page of an article of 20 kB with 300 spans, and going to another such article."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.queries import articles
from tests.benchmarks.figures import CLOCK, Aim, scaled
from tests.benchmarks.reading_room import BareText, Room, room

pytestmark = pytest.mark.benchmark(timer=CLOCK)

_ARTICLES = 12
_ROUNDS = scaled(300, least=30)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with room(qapp, tmp_path, articles=_ARTICLES) as made:
        yield made


@pytest.fixture
def bare(desk: Room) -> Iterator[BareText]:
    made = BareText(desk)
    yield made
    made.close()


def test_scroll_a_page(figures, desk: Room, bare: BareText):
    there_and_back = itertools.cycle(["PgDown"] * 4 + ["PgUp"] * 4)
    bare_keys = itertools.cycle([Qt.Key.Key_PageDown] * 4 + [Qt.Key.Key_PageUp] * 4)
    desk.press("Ctrl+Home")
    figures(Aim(p99=0.016), floor=lambda: bare.press(next(bare_keys))).take(
        lambda: desk.press(next(there_and_back)), rounds=_ROUNDS, warm_up=8
    )


def test_switch_article(figures, desk: Room, bare: BareText):
    """Between articles that were open before."""
    order = itertools.cycle((*desk.articles[1:], desk.articles[0]))
    project = desk.session.project
    bodies = itertools.cycle([articles.body(project, each) for each in desk.articles])
    figures(Aim(p50=0.030), floor=lambda: bare.show_text(next(bodies))).take(
        lambda: desk.open(next(order)), rounds=_ROUNDS, warm_up=_ARTICLES + 1
    )
