"""The only place for how chance is taken out of agreement on categories."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping

Coincidences = Mapping[tuple[Hashable, Hashable], float]
"""Krippendorff's coincidence matrix: pairs of values within units, in both orders."""


def disagreement(matrix: Coincidences) -> tuple[float, float] | None:
    """Observed and expected disagreement of values that are the same or not, for alpha.

    Both are times the number of values, so that those of several attributes add up; None without
    pairs.
    """
    totals: defaultdict[Hashable, float] = defaultdict(float)
    for (value, _), count in matrix.items():
        totals[value] += count
    total = math.fsum(totals.values())
    if total <= 1:
        return None
    agreed = math.fsum(count for (one, other), count in matrix.items() if one == other)
    alike = math.fsum(count * (count - 1) for count in totals.values())
    # Counts of text are so large that the difference of floats must not pass for disagreement.
    return max(0.0, total - agreed), max(0.0, total - alike / (total - 1))


def beyond_chance(share: float, by_chance: float) -> float | None:
    """The agreement beyond chance, as a share of what could be; None where nothing could be."""
    left = 1 - by_chance
    return None if left <= 1e-12 else (share - by_chance) / left
