"""The only place that chooses the lines of a value axis: few and on round numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

_STEPS = (0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
_MOST_GAPS = 4
_LEAST_RANGE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An axis from `low` to `high` with its lines from the lowest to the highest."""

    low: float
    high: float
    lines: tuple[float, ...]

    def share(self, value: float) -> float:
        """How far up a value stands, 0 to 1; what lies beyond an end stands at it."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def scale_for(values: Iterable[float]) -> Scale:
    """A scale on which these values can be told apart."""
    known = tuple(values)
    lowest, highest = min(known, default=0.0), max(known, default=1.0)
    if highest - lowest < _LEAST_RANGE:
        lowest, highest = lowest - _LEAST_RANGE / 2, highest + _LEAST_RANGE / 2
    step = next((each for each in _STEPS if highest - lowest <= _MOST_GAPS * each), 1.0)
    # Rounded before, because 0.3 / 0.1 is a little less than 3.
    first, last = floor(round(lowest / step, 6)), ceil(round(highest / step, 6))
    lines = tuple(round(number * step, 6) for number in range(first, last + 1))
    if max(known, default=1.0) <= 1.0 and len(lines) > 2:
        # No figure is above 1, so that a line there would only puzzle.
        lines = tuple(line for line in lines if line <= 1.0)
    return Scale(low=lines[0], high=lines[-1], lines=lines)
