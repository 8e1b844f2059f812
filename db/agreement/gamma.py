"""The only place for gamma, the unified measure of Mathet, Widlöcher and Métivier (2015).

Gamma is 1 less the disorder of the best alignment over the disorder that chance would give. Chance
is sampled; the samples of an article depend on its id and a fixed seed alone.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from db.agreement import bootstrap
from db.agreement.bootstrap import Sums
from db.agreement.draws import SEED
from db.agreement.figure import Caution, CautionKind, Counted, Interval, Reason, Scope
from db.agreement.gamma_alignment import (
    EVEN,
    BestAlignment,
    GammaUnit,
    Layers,
    Weights,
    best_alignment,
    positional,
)
from db.agreement.gamma_sampling import Chance, sampler
from db.agreement.measured import Measured, Pool
from db.agreement.statistic import Outcome

SAMPLES = 30
"""Random texts an article, as many as the reference software draws."""

MOST_ARTICLES = 40
"""Gamma of more articles is that of so many drawn at random; it takes long."""

_OBSERVED, _EXPECTED, _UNITS = "observed", "expected", "units"
_CONFIDENCE = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Gamma:
    """Gamma of one text. `low` and `high` say how far the sampled chance may be off (95 %).

    `disorder` and `expected` are per unit and annotator; `is_exact` is whether the alignment is
    surely the best one. There is no value where chance alone would always agree.
    """

    value: float | None
    low: float | None
    high: float | None
    disorder: float
    expected: float
    units: int
    is_exact: bool
    categorial: float | None
    categorial_disorder: float
    categorial_expected: float


def gamma_of(
    layers: Layers,
    *,
    weights: Weights = EVEN,
    chance: Chance = Chance.STATISTICAL,
    samples: int = SAMPLES,
    seed: str = str(SEED),
) -> Gamma | None:
    """Gamma of what two annotators or more marked in one text; None where nobody marked anything.

    `categorial` is gamma-cat (Mathet 2017): how labels agree where units are aligned.
    """
    units = sum(len(layer) for layer in layers)
    if len(layers) < 2 or not units:
        return None
    best = best_alignment(layers, weights)
    disorder = best.total * len(layers) / units
    dice = random.Random(seed)
    draw = sampler(chance, layers)
    drawn = [best_alignment(draw(dice), weights) for _ in range(samples)]
    disorders = [each.total * len(layers) / _units(each) for each in drawn]
    expected = statistics.fmean(disorders)
    error = _CONFIDENCE * statistics.stdev(disorders) / sqrt(samples) if samples > 1 else 0.0
    unlike, unlike_by_chance = (
        categorial_disorder(best, weights),
        statistics.fmean(categorial_disorder(each, weights) for each in drawn),
    )
    return Gamma(
        value=_beyond(disorder, expected),
        low=_beyond(disorder, max(expected - error, 1e-9)),
        high=_beyond(disorder, expected + error),
        disorder=disorder,
        expected=expected,
        units=units,
        is_exact=best.is_exact,
        categorial=_beyond(unlike, unlike_by_chance),
        categorial_disorder=unlike,
        categorial_expected=unlike_by_chance,
    )


def categorial_disorder(alignment: BestAlignment, weights: Weights) -> float:
    """How unlike the labels of aligned units are, the better they fit in place the more it counts.

    A unit beside an empty place counts as unlike, as in the reference software.
    """
    total = weighed = 0.0
    has_pair = False
    for places in alignment.unitary:
        count = sum(place is not None for place in places)
        for one, other in combinations(places, 2):
            if one is None or other is None:
                if one is not other:
                    total += weights.empty**2
                    weighed += weights.empty
                continue
            has_pair = True
            fit = max(0.0, 1 - weights.position * positional(one, other) * weights.empty)
            weight = fit / (count - 1)
            total += weight * weights.empty * (one.label != other.label)
            weighed += weight
    return total / weighed if has_pair and weighed else 0.0


@dataclass(frozen=True, slots=True)
class GammaStatistic:
    """Gamma over articles: their disorders, each weighing as many units as were marked.

    `of` gives those of the articles that have one. Each article's chance is sampled on its own, so
    that resampled articles show the error of that, too.
    """

    of: Callable[[Iterable[Measured]], Iterable[Gamma]]
    is_categorial: bool = False
    counted: Counted = Counted.SPANS

    def outcome(self, pool: Pool) -> Outcome:
        """The value over some articles."""
        articles = chosen(pool)
        found = list(self.of(articles))
        caution = None
        if len(articles) < len(pool.articles):
            share = len(articles) / len(pool.articles)
            caution = Caution(kind=CautionKind.SAMPLED, share=share)
        return Outcome(
            value=_finish(self._sums(found)), n=sum(each.units for each in found), caution=caution
        )

    def interval(self, pool: Pool, *, resamples: int) -> Interval | None:
        """How sure the value is; of a single article, the error of the sampled chance."""
        articles = chosen(pool)
        found = [one for each in articles for one in self.of([each])]
        if len(found) == 1 and not self.is_categorial:
            low, high = found[0].low, found[0].high
            if low is None or high is None:
                return None
            return Interval(low=low, high=high, resamples=SAMPLES)
        return bootstrap.interval(
            [self._sums([each]) for each in found], _finish, resamples=resamples
        )

    def _sums(self, found: Sequence[Gamma]) -> Sums:
        disorders = [
            (each.categorial_disorder, each.categorial_expected)
            if self.is_categorial
            else (each.disorder, each.expected)
            for each in found
        ]
        units = [each.units for each in found]
        return {
            _OBSERVED: sum(seen * each for (seen, _), each in zip(disorders, units, strict=True)),
            _EXPECTED: sum(due * each for (_, due), each in zip(disorders, units, strict=True)),
            _UNITS: sum(units),
        }


def chosen(pool: Pool) -> tuple[Measured, ...]:
    """The articles that gamma is measured on: all, or as many as can be, drawn at random."""
    if len(pool.articles) <= MOST_ARTICLES:
        return pool.articles
    ordered = sorted(pool.articles, key=lambda each: each.article)
    return tuple(random.Random(SEED).sample(ordered, MOST_ARTICLES))


def gamma_of_article(article: Measured, scope: Scope) -> Gamma | None:
    """Gamma of one article, within the scope's label and annotators; hulls of fragmented spans."""
    group = scope.annotators_of(article.readers)
    layers = [
        sorted(
            GammaUnit(item.start, item.end, item.label)
            for item in article.reading(reader).items
            if scope.label in {None, item.label}
        )
        for reader in group
    ]
    return gamma_of(layers, seed=f"{SEED} {article.article}")


def _units(alignment: BestAlignment) -> int:
    return sum(place is not None for places in alignment.unitary for place in places)


def _beyond(disorder: float, expected: float) -> float | None:
    if not disorder:
        return 1.0
    return 1 - disorder / expected if expected else None


def _finish(sums: Sums) -> float | Reason:
    if not sums[_UNITS]:
        return Reason.NOTHING_MARKED
    value = _beyond(sums[_OBSERVED], sums[_EXPECTED])
    return Reason.NO_CHANCE if value is None else value
