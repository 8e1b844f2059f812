"""The only place that watches one annotator: against gold over time, and against themselves.

**When we warn.** The last `WINDOW` articles are compared with all earlier ones, of which there must
be as many at least. We warn where the F1 has fallen by more than `LEAST_FALL` and by more than
twice the standard error of the difference between the two means of the articles' F1: so neither a
hard article nor a trifle raises an alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

from db.agreement.bootstrap import Sums
from db.agreement.comparison import Comparison
from db.agreement.figure import Measure, Reason, Scope
from db.agreement.layers import ArticleLayers, Reading, pair_of
from db.agreement.measures import Options
from db.agreement.statistic import BOTH, FIRST, SECOND, share_of
from db.model import AnnotatorId, ArticleId

WINDOW = 10
LEAST_FALL = 0.05

FIRST_TIME, SECOND_TIME = AnnotatorId("1"), AnnotatorId("2")
"""Who the two readings of one annotator belong to when they are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftPoint:
    """How an annotator stood after one more article with gold.

    `value` is the F1 of this article, `moving` that of the last ones together; None where neither
    the annotator nor gold marked anything.
    """

    article: ArticleId
    day: str | None
    value: float | None
    moving: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftWarning:
    """An annotator agrees less with gold than before: F1 before, and over the last articles."""

    before: float
    now: float

    def __str__(self) -> str:
        return (
            f"Agreement with gold has fallen from {self.before:.2f} to {self.now:.2f} over the "
            f"last {WINDOW} articles. Have a look at the differences together."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """An annotator's articles with gold in the order in which they were read."""

    points: tuple[DriftPoint, ...]
    warning: DriftWarning | None


def against_gold(
    comparison: Comparison,
    annotator: AnnotatorId,
    gold: AnnotatorId,
    *,
    measure: Measure = Measure.SPANS_RELAXED,
) -> Drift:
    """How an annotator's F1 with gold moves; `measure` is one of those that are an F1."""
    pair = pair_of(annotator, gold)
    both = [
        article.article
        for article in comparison.pool(Scope(annotators=pair)).articles
        if annotator in article.readers and gold in article.readers
    ]
    days = {article: comparison.day_of(article, annotator) for article in both}
    ordered = sorted(both, key=lambda article: (days[article] or "", article))
    sums = [comparison.sums(measure, Scope(annotators=pair, article=each)) for each in ordered]
    points = tuple(
        DriftPoint(
            article=article,
            day=days[article],
            value=_f1(sums[number : number + 1]),
            moving=_f1(sums[max(0, number + 1 - WINDOW) : number + 1]),
        )
        for number, article in enumerate(ordered)
    )
    return Drift(points=points, warning=_warning(sums))


def served_twice(article: ArticleId, length: int, first: Reading, second: Reading) -> ArticleLayers:
    """The two readings of one annotator of one article, of so many code points, to compare."""
    return ArticleLayers(
        article=article, length=length, layers={FIRST_TIME: first, SECOND_TIME: second}
    )


def self_consistency(
    articles: Iterable[ArticleLayers], options: Options | None = None
) -> Comparison:
    """An annotator's agreement with themselves, over articles that they were served twice."""
    return Comparison(articles, options)


def _warning(sums: Sequence[Sums]) -> DriftWarning | None:
    if len(sums) < 2 * WINDOW:
        return None
    before, now = sums[:-WINDOW], sums[-WINDOW:]
    old, new = _f1(before), _f1(now)
    if old is None or new is None or old - new <= LEAST_FALL:
        return None
    groups = [
        [value for value in (_f1([each]) for each in group) if value is not None]
        for group in (before, now)
    ]
    if min(map(len, groups)) < 2:
        return None
    error = sqrt(sum(variance(group) / len(group) for group in groups))
    if fmean(groups[0]) - fmean(groups[1]) <= 2 * error:
        return None
    return DriftWarning(before=old, now=new)


def _f1(sums: Sequence[Sums]) -> float | None:
    total: Counter[Hashable] = Counter()
    for each in sums:
        total.update({key: int(count) for key, count in each.items()})
    value = share_of(2 * total[BOTH], total[FIRST] + total[SECOND], Reason.NOTHING_MARKED)
    return None if isinstance(value, Reason) else value
