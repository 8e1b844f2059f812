"""Agreement over 10,000 articles that three annotators read, with 20 spans each."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from db.agreement.comparison import Comparison
from db.agreement.figure import By, Measure, Scope
from db.agreement.gamma import gamma_of_article
from db.agreement.layers import ArticleLayers, Item, Reading
from db.model import AnnotatorId, ArticleId, SpanId
from tests.benchmarks.figures import Aim, scaled, seconds_of

_ARTICLES = scaled(10_000, least=100)
_ANNOTATORS = tuple(AnnotatorId(f"annotator {number}") for number in (1, 2, 3))
_CHARACTERS = 2_000
_ROUNDS = 5

_OF_SPANS = (
    Measure.SPANS_EXACT,
    Measure.SPANS_RELAXED,
    Measure.CHARACTERS_F1,
    Measure.KAPPA,
    Measure.ALPHA,
    Measure.ALPHA_U,
)

_AS_MEANT = {"ACTOR": 0.93, "PROPOSAL": 0.77, "REJECTION": 0.77}
"""How often an annotator marks what is there; two of them then agree as annotators do."""

_Spot = tuple[str, int, int]


@pytest.fixture(scope="module")
def articles() -> list[ArticleLayers]:
    dice = random.Random(1)
    texts = [_what_is_there(dice) for _ in range(64)]
    return [
        ArticleLayers(
            article=ArticleId(f"article {number:05}"),
            length=_CHARACTERS,
            layers={
                annotator: Reading(items=_marked(texts[number % 64], dice, f"{number} {annotator}"))
                for annotator in _ANNOTATORS
            },
        )
        for number in range(_ARTICLES)
    ]


@pytest.fixture
def comparing_sets(articles: list[ArticleLayers]) -> Callable[[], float]:
    """The bare minimum: the spans of each layer as a set, and what each pair has in common."""

    def compare() -> None:
        for article in articles:
            sets = [{item[:3] for item in each.items} for each in article.layers.values()]
            for first, second in ((0, 1), (0, 2), (1, 2)):
                len(sets[first] & sets[second])

    return lambda: seconds_of(compare)


def test_all_span_measures_of_10_000_articles(
    figures, articles: list[ArticleLayers], comparing_sets: Callable[[], float]
):
    """From the layers to the overall figures, nothing counted before."""

    def measure() -> Comparison:
        comparison = Comparison(articles)
        comparison.count()
        for each in _OF_SPANS:
            comparison.figure(each, interval=False)
        return comparison

    figures(Aim(p50=1.0), floor=comparing_sets, articles=_ARTICLES).take(measure, rounds=_ROUNDS)


@pytest.fixture
def counted(articles: list[ArticleLayers]) -> Comparison:
    comparison = Comparison(articles)
    for each in _OF_SPANS:
        comparison.figure(each, interval=False)
    return comparison


@pytest.mark.parametrize("by", [By.LABEL, By.PAIR])
def test_break_span_measures_down_by(figures, counted: Comparison, by: By):
    figures(Aim()).take(
        lambda: [counted.figures(each, by, interval=False) for each in _OF_SPANS], rounds=_ROUNDS
    )


def test_how_sure_all_span_measures_are(figures, counted: Comparison):
    """1,000 resamples each."""
    figures(Aim()).take(lambda: [counted.figure(each) for each in _OF_SPANS], rounds=_ROUNDS)


def test_measure_again_after_one_article_changed(
    figures, counted: Comparison, articles: list[ArticleLayers]
):
    def change() -> None:
        counted.replace(articles[:1])
        for each in _OF_SPANS:
            counted.figure(each, interval=False)

    figures(Aim()).take(change, rounds=_ROUNDS)


def test_gamma_of_one_article(figures, counted: Comparison):
    """With 30 random texts."""
    article = counted.pool(Scope()).articles[0]
    figures(Aim()).take(lambda: gamma_of_article(article, Scope()), rounds=20)


def test_gamma_beside_pygamma(figures, counted: Comparison):
    """The same article and number of random texts by the reference implementation, as the floor."""
    pygamma = pytest.importorskip("pygamma_agreement", reason="pygamma-agreement is not installed")
    segment = pytest.importorskip("pyannote.core").Segment
    article = counted.pool(Scope()).articles[0]
    continuum = pygamma.Continuum()
    for reader, reading in zip(article.readers, article.readings, strict=True):
        for item in reading.items:
            continuum.add(reader, segment(item.start, item.end), item.label)
    apart = pygamma.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)

    def reference() -> None:
        continuum.compute_gamma(apart, n_samples=30, fast=False)

    figures(Aim(ratio=1.0), floor=lambda: seconds_of(reference)).take(
        lambda: gamma_of_article(article, Scope()), rounds=5
    )


def _what_is_there(dice: random.Random) -> list[_Spot]:
    """Twelve actors that do not overlap one another, and eight statements likewise."""
    actors = [
        ("ACTOR", start + dice.randint(0, 10), dice.randint(5, 20))
        for start in dice.sample(range(0, _CHARACTERS - 40, 40), 12)
    ]
    statements = [
        ("PROPOSAL" if number < 5 else "REJECTION", start, dice.randint(30, 110))
        for number, start in enumerate(dice.sample(range(0, _CHARACTERS - 150, 150), 8))
    ]
    return [(label, start, start + length) for label, start, length in (*actors, *statements)]


def _marked(there: list[_Spot], dice: random.Random, name: str) -> tuple[Item, ...]:
    found: list[_Spot] = []
    for label, start, end in there:
        luck = (1 - dice.random()) / (1 - _AS_MEANT[label])
        spot = (label, start, end)
        if luck < 0.5:
            spot = (label, max(0, start - dice.randint(0, 6)), end + dice.randint(1, 6))
        elif luck < 0.75:
            spot = (dice.choice(tuple(_AS_MEANT)), start, end)
        elif luck < 1:
            other = dice.randrange(_CHARACTERS - 50)
            spot = (label, other, other + end - start)
        if not any(_overlap(spot, known) for known in found):
            found.append(spot)
    return tuple(
        Item(label, start, end, (), SpanId(f"{name} {number}"))
        for number, (label, start, end) in enumerate(sorted(found, key=lambda spot: spot[1:]))
    )


def _overlap(one: _Spot, other: _Spot) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
