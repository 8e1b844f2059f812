"""Finding near-duplicates among 100,000 articles of 3 kB, one in ten a copy, and dividing them.

The floor reads each text once and takes its digest: what finding equal texts alone would cost.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

import pytest

from db.grouping.near_duplicates import Found, find
from db.model import ArticleId
from db.splitting.assign import assign
from db.splitting.model import SplitArticle, SplitPlan
from tests.benchmarks.corpus import vocabulary
from tests.benchmarks.figures import Aim, run_fresh, scaled, seconds_of

_ARTICLES = scaled(100_000, least=1_000)
_WORDS = 430
_COPIES = 10
"""One article in so many is an edited copy of the one before it."""

_MEMORY = """
import sys, tracemalloc
from tests.benchmarks.test_grouping_speed import bodies, search
texts = bodies(int(sys.argv[1]))
tracemalloc.start()
search(texts)
print(tracemalloc.get_traced_memory()[1])
"""


def bodies(number: int) -> dict[ArticleId, str]:
    """Invented articles, the same every time."""
    dice = random.Random(number)
    known = vocabulary()
    texts: dict[ArticleId, str] = {}
    words: list[str] = []
    for index in range(number):
        if index % _COPIES:
            words = dice.choices(known, k=_WORDS)
        else:
            words = [*dice.choices(known, k=12), *words]
        texts[ArticleId(f"article {index:06}")] = " ".join(words)
    return texts


def search(texts: dict[ArticleId, str]) -> Found:
    """All near-duplicates among them."""
    return find(texts.items(), body=texts.__getitem__, total=len(texts))


@pytest.fixture(scope="module")
def texts() -> dict[ArticleId, str]:
    return bodies(_ARTICLES)


@pytest.fixture
def reading_once(texts: dict[ArticleId, str]) -> Callable[[], float]:
    def read() -> None:
        known = {
            hashlib.sha256(" ".join(body.casefold().split()).encode()).digest()
            for body in texts.values()
        }
        assert len(known) == len(texts)

    return lambda: seconds_of(read)


def test_find_near_duplicates_among_100_000_articles(figures, texts, reading_once):
    def look() -> None:
        assert len(search(texts).clusters) >= 0.99 * (_ARTICLES // _COPIES - 1)

    figures(Aim(), floor=reading_once, articles=_ARTICLES).take(look, rounds=1, warm_up=0)


def test_divide_100_000_articles(figures):
    articles = [
        SplitArticle(
            article=ArticleId(f"article {index}"),
            sha256=f"{index:064x}",
            group=f"group {index // 10}" if index % 3 == 0 else None,
            address=f"https://press.example/{index}",
            labels=frozenset({"ACTOR"}),
        )
        for index in range(_ARTICLES)
    ]
    near = [
        (each.article, after.article)
        for each, after in zip(articles[::20], articles[1::20], strict=False)
    ]

    def divide() -> None:
        assert not assign(articles, SplitPlan(), near=near).leakage

    figures(Aim(), articles=_ARTICLES).take(divide, rounds=3)


def test_memory_of_finding_near_duplicates(benchmark):
    number = max(1, _ARTICLES // 10)
    peak = int(run_fresh(_MEMORY, number))
    benchmark.extra_info["note"] = f"{peak / number:,.0f} bytes an article"
    benchmark.pedantic(lambda: None, rounds=1)
