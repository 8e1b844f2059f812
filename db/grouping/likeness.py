"""The only place that says when two texts are near-duplicates."""

from __future__ import annotations

import math
from dataclasses import dataclass

from db.grouping.shingles import Shingles

THRESHOLD = 0.7
CONTAINED = 0.8
_LEAST_CONTAINED = 25
"""Shorter texts stand in longer ones by chance: a dateline, a line about the agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two texts must be.

    `threshold` is what they share of all that is in either (Jaccard), `contained` what the shorter
    shares with the longer, for copies that were cut; None looks for no cut ones.
    """

    threshold: float = THRESHOLD
    contained: float | None = CONTAINED

    def least(self, one: int, other: int) -> float:
        """What texts of so many shingles must share at least; more than 1 where they can't."""
        shorter, longer = sorted((one, other))
        ratio = shorter / longer
        if self.contained is None or shorter < _LEAST_CONTAINED:
            return self.threshold if ratio >= self.threshold else math.inf
        shared = self.contained * ratio
        return min(self.threshold, shared / (1 + ratio - shared))

    def holds(self, one: Shingles, other: Shingles) -> float | None:
        """The Jaccard similarity of near-duplicates; None for texts that are none."""
        common = len(one & other)
        jaccard = common / (len(one) + len(other) - common)
        if jaccard >= self.threshold:
            return jaccard
        shorter = min(len(one), len(other))
        is_cut = self.contained is not None and shorter >= _LEAST_CONTAINED
        return jaccard if is_cut and common >= (self.contained or 0) * shorter else None
