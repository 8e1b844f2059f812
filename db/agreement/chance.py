"""The only place for the coefficients that take chance out of agreement on categories.

Each returns None where it is undefined: nothing was judged, or chance alone would agree always.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum

Table = Mapping[tuple[Hashable, Hashable], float]
"""How often the first annotator said the one and the second the other."""

Coincidences = Mapping[tuple[Hashable, Hashable], float]
"""Krippendorff's coincidence matrix: pairs of values within units, in both orders."""


class Metric(StrEnum):
    """How far two values differ, for alpha."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def observed(table: Table) -> float | None:
    """The share of judgements in which both said the same."""
    total = sum(table.values())
    return _diagonal(table) / total if total else None


def cohen_kappa(table: Table) -> float | None:
    """Cohen 1960: each annotator keeps their own habits."""
    total = sum(table.values())
    if not total:
        return None
    first, second = _margins(table)
    by_chance = sum(first[value] * second[value] for value in first) / total**2
    return beyond_chance(_diagonal(table) / total, by_chance)


def scott_pi(table: Table) -> float | None:
    """Scott 1955: both annotators have the same habits."""
    total = sum(table.values())
    if not total:
        return None
    first, second = _margins(table)
    by_chance = sum(
        ((first[value] + second[value]) / (2 * total)) ** 2 for value in {*first, *second}
    )
    return beyond_chance(_diagonal(table) / total, by_chance)


def bennett_s(table: Table) -> float | None:
    """Bennett, Alpert and Goldstein 1954: all values that occur are as likely."""
    total = sum(table.values())
    if not total:
        return None
    first, second = _margins(table)
    return beyond_chance(_diagonal(table) / total, 1 / len({*first, *second}))


def fleiss_kappa(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Fleiss 1971: any number of annotators, as many for each unit."""
    rows = [Counter(unit) for unit in units]
    if not rows:
        return None
    each = rows[0].total()
    if each < 2 or any(row.total() != each for row in rows):
        raise ValueError("Fleiss' kappa wants two or more judgements, as many for each unit")
    agreed = sum(count * (count - 1) for row in rows for count in row.values())
    totals: Counter[Hashable] = sum(rows, Counter())
    by_chance = sum((count / (each * len(rows))) ** 2 for count in totals.values())
    return beyond_chance(agreed / (len(rows) * each * (each - 1)), by_chance)


def coincidences(
    units: Iterable[Sequence[Hashable | None]],
) -> dict[tuple[Hashable, Hashable], float]:
    """What the values of each unit contribute; None stands for a missing value."""
    found: defaultdict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        count = values.total()
        if count < 2:
            continue
        for one, ones in values.items():
            for other, others in values.items():
                pairs = ones * (others - (one == other))
                if pairs:
                    found[one, other] += pairs / (count - 1)
    return dict(found)


def alpha(matrix: Coincidences, metric: Metric = Metric.NOMINAL) -> float | None:
    """Krippendorff's alpha of a coincidence matrix; all but nominal want numbers."""
    parts = disagreement(matrix, metric)
    return None if parts is None or not parts[1] else 1 - parts[0] / parts[1]


def disagreement(
    matrix: Coincidences, metric: Metric = Metric.NOMINAL
) -> tuple[float, float] | None:
    """Observed and expected disagreement, both times the number of values; None without pairs."""
    totals: defaultdict[Hashable, float] = defaultdict(float)
    for (value, _), count in matrix.items():
        totals[value] += count
    total = math.fsum(totals.values())
    if total <= 1:
        return None
    if metric is Metric.NOMINAL:
        agreed = math.fsum(count for (one, other), count in matrix.items() if one == other)
        alike = math.fsum(count * (count - 1) for count in totals.values())
        # Counts of text are so large that the difference of floats must not pass for disagreement.
        return max(0.0, total - agreed), max(0.0, total - alike / (total - 1))
    numbers = _numbers(totals)
    apart = _squares(numbers, metric)
    seen = math.fsum(
        count * apart[_number(one), _number(other)] for (one, other), count in matrix.items()
    )
    by_chance = math.fsum(
        ones * others * apart[one, other]
        for one, ones in numbers.items()
        for other, others in numbers.items()
    )
    return seen, by_chance / (total - 1)


def beyond_chance(share: float, by_chance: float) -> float | None:
    """The agreement beyond chance, as a share of what could be; None where nothing could be."""
    left = 1 - by_chance
    return None if left <= 1e-12 else (share - by_chance) / left


def _diagonal(table: Table) -> float:
    return sum(count for (one, other), count in table.items() if one == other)


def _margins(
    table: Table,
) -> tuple[defaultdict[Hashable, float], defaultdict[Hashable, float]]:
    first: defaultdict[Hashable, float] = defaultdict(float)
    second: defaultdict[Hashable, float] = defaultdict(float)
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    return first, second


def _number(value: Hashable) -> float:
    if isinstance(value, int | float):
        return value
    raise ValueError(f"{value!r} is no number, so that it is not known how far it is from others")


def _numbers(totals: Mapping[Hashable, float]) -> dict[float, float]:
    return {_number(value): totals[value] for value in sorted(totals, key=_number)}


def _squares(totals: Mapping[float, float], metric: Metric) -> dict[tuple[float, float], float]:
    """The squared differences of all pairs of values."""
    below, passed = {}, 0.0
    for value, count in totals.items():
        below[value] = passed + count / 2
        passed += count

    def apart(one: float, other: float) -> float:
        if metric is Metric.ORDINAL:
            return below[one] - below[other]
        if metric is Metric.INTERVAL:
            return one - other
        return (one - other) / (one + other) if one + other else 0.0

    return {(one, other): apart(one, other) ** 2 for one in totals for other in totals}
