"""The only place for agreement on attributes and referents, on the spans that two annotators share.

A span that both have, exactly or overlapping, is one thing judged by two. An attribute that only
one of them answered counts as an answer against none; where neither answered, nothing is judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from math import comb

from db.agreement.bootstrap import Sums
from db.agreement.chance import disagreement
from db.agreement.figure import Counted, Measure, Reason, Scope
from db.agreement.layers import Item, Pair
from db.agreement.measured import Measured, Pool
from db.agreement.statistic import (
    AGREED,
    ALL,
    BOTH,
    FIRST,
    SECOND,
    VALUE,
    Summed,
    f1_statistic,
    mean_kappa,
    nominal_alpha,
    share_of,
)
from db.model import AttributeValue


def attributes_of(
    first: Item, second: Item
) -> Iterator[tuple[str, AttributeValue | None, AttributeValue | None]]:
    """What two spans answer: name, first and second value, None for no answer."""
    for name in sorted({*first.attributes, *second.attributes}):
        yield name, first.attributes.get(name), second.attributes.get(name)


def attribute_statistic(measure: Measure, scope: Scope) -> Summed:
    """Agreement on one attribute (the scope's name), or on all of them together."""

    def judged(pool: Pool) -> Iterator[tuple[Pair, str, Hashable, Hashable]]:
        for _, pair, first, second in matched_items(pool, scope):
            for name, one, other in attributes_of(first, second):
                if scope.name in {None, name}:
                    yield pair, name, one, other

    if measure is Measure.ATTRIBUTES_SAME:
        return _same(judged, Reason.NO_ANSWER, Counted.ANSWERS)
    if measure is Measure.ATTRIBUTES_KAPPA:
        return _kappa(judged)
    return _attribute_alpha(judged)


def referent_statistic(measure: Measure, scope: Scope) -> Summed:
    """Agreement on what spans refer to."""

    def judged(pool: Pool) -> Iterator[tuple[Pair, str, Hashable, Hashable]]:
        for _, pair, first, second in matched_items(pool, scope):
            if first.referent is not None or second.referent is not None:
                yield pair, "referent", first.referent, second.referent

    if measure is Measure.REFERENTS_SAME:
        return _same(judged, Reason.NO_REFERENT, Counted.ALIGNED_SPANS)
    return _referent_alpha(judged)


def mention_f1(scope: Scope) -> Summed:
    """F1 of the pairs of mentions within an article that refer to the same.

    It needs no common names: what is compared is which spans go together.
    """

    def collect(pool: Pool) -> Sums:
        sums: dict[Hashable, float] = {FIRST: 0.0, SECOND: 0.0, BOTH: 0.0}
        mentions: defaultdict[tuple[Measured, Pair], list[tuple[Hashable, Hashable]]]
        mentions = defaultdict(list)
        for article, pair, first, second in matched_items(pool, scope):
            mentions[article, pair].append((first.referent, second.referent))
        for together in mentions.values():
            sums[FIRST] += _pairs(one for one, _ in together if one is not None)
            sums[SECOND] += _pairs(other for _, other in together if other is not None)
            sums[BOTH] += _pairs(both for both in together if None not in both)
        return sums

    return f1_statistic(collect, Counted.MENTION_PAIRS, Reason.NO_MENTION_PAIR)


def matched_items(pool: Pool, scope: Scope) -> Iterator[tuple[Measured, Pair, Item, Item]]:
    """The spans that two annotators share, of the scope's label and annotators."""
    for article in pool.articles:
        for pair in article.pairs:
            if scope.holds(pair):
                for first, second in article.alignment(pair).matched:
                    if scope.label in {None, first.label}:
                        yield article, pair, first, second


Judged = Callable[[Pool], Iterator[tuple[Pair, str, Hashable, Hashable]]]


def _same(judged: Judged, nothing: Reason, counted: Counted) -> Summed:
    def collect(pool: Pool) -> Sums:
        sums: dict[Hashable, float] = {ALL: 0.0, AGREED: 0.0}
        for _, _, one, other in judged(pool):
            sums[ALL] += 1
            sums[AGREED] += one == other
        return sums

    return Summed(
        counted=counted,
        collect=collect,
        finish=lambda sums: share_of(sums[AGREED], sums[ALL], nothing),
        count=lambda sums: sums[ALL],
    )


def _kappa(judged: Judged) -> Summed:
    def collect(pool: Pool) -> Sums:
        sums: defaultdict[Hashable, float] = defaultdict(float)
        for pair, name, one, other in judged(pool):
            sums[ALL] += 1
            sums[(pair, name), ALL] += 1
            sums[(pair, name), FIRST, one] += 1
            sums[(pair, name), SECOND, other] += 1
            if one == other:
                sums[(pair, name), AGREED] += 1
        return sums

    return Summed(
        counted=Counted.ANSWERS,
        collect=collect,
        finish=lambda sums: mean_kappa(sums) if sums.get(ALL) else Reason.NO_ANSWER,
        count=lambda sums: sums.get(ALL, 0.0),
    )


def _attribute_alpha(judged: Judged) -> Summed:
    """Alpha over pairs of answers; attributes are added up by their disagreement."""

    def collect(pool: Pool) -> Sums:
        sums: defaultdict[Hashable, float] = defaultdict(float)
        for _, name, one, other in judged(pool):
            sums[ALL] += 1
            sums[name, one, other] += 1
            sums[name, other, one] += 1
        return sums

    def finish(sums: Sums) -> float | Reason:
        if not sums.get(ALL):
            return Reason.NO_ANSWER
        matrices: defaultdict[str, dict[tuple[Hashable, Hashable], float]] = defaultdict(dict)
        for key, count in sums.items():
            if isinstance(key, tuple) and count:
                name, one, other = key
                matrices[name][one, other] = count
        seen = by_chance = 0.0
        for matrix in matrices.values():
            parts = disagreement(matrix)
            if parts is not None:
                seen += parts[0]
                by_chance += parts[1]
        return 1 - seen / by_chance if by_chance > 0 else Reason.ONE_CATEGORY

    return Summed(
        counted=Counted.ANSWERS,
        collect=collect,
        finish=finish,
        count=lambda sums: sums.get(ALL, 0.0),
    )


def _referent_alpha(judged: Judged) -> Summed:
    def collect(pool: Pool) -> Sums:
        sums: defaultdict[Hashable, float] = defaultdict(float)
        for _, _, one, other in judged(pool):
            sums[ALL] += 2
            sums[VALUE, one] += 1
            sums[VALUE, other] += 1
            if one == other:
                sums[AGREED] += 2
        return sums

    return Summed(
        counted=Counted.ALIGNED_SPANS,
        collect=collect,
        finish=lambda sums: nominal_alpha(sums) if sums.get(ALL) else Reason.NO_REFERENT,
        count=lambda sums: sums.get(ALL, 0.0) / 2,
    )


def _pairs(values: Iterator[Hashable]) -> int:
    return sum(comb(count, 2) for count in Counter(values).values())
