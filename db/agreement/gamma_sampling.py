"""The only place that draws what random marking would look like, for gamma's expected disorder."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from db.agreement.gamma_alignment import GammaUnit, Layers

Draw = Callable[[random.Random], list[list[GammaUnit]]]
"""Makes the units of as many annotators as there are, one unit in all at least."""

_LEAST_LENGTH = 1e-6


class Chance(StrEnum):
    """What is kept of the real marking when chance is sampled.

    SHUFFLED (Mathet et al. 2015, section 5.2) turns what an annotator marked around the text as a
    whole. STATISTICAL (Titeux and Riad 2021) draws as many units, as long, as far apart and with
    the same labels; it does not need many annotators, and is what we show.
    """

    SHUFFLED = "shuffled"
    STATISTICAL = "statistical"


def sampler(chance: Chance, layers: Layers) -> Draw:
    """What draws random texts like a marked one, which has a unit at least."""
    if chance is Chance.SHUFFLED:
        return _Shuffled([list(layer) for layer in layers]).draw
    return _Habits.of(layers).draw


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """How a text was marked, as means and standard deviations."""

    annotators: int
    number: tuple[float, float]
    gap: tuple[float, float]
    length: tuple[float, float]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, layers: Layers) -> _Habits:
        ordered = [sorted(layer) for layer in layers]
        # A first gap of 0, so that a text with one unit has a distribution of gaps.
        gaps = [0.0]
        for layer in ordered:
            gaps += [layer[0].start] if layer and layer[0].start > 0 else []
            gaps += [later.start - earlier.end for earlier, later in pairwise(layer)]
        units = [unit for layer in ordered for unit in layer]
        return cls(
            annotators=len(layers),
            number=_spread([len(layer) for layer in layers]),
            gap=_spread(gaps),
            length=_spread([unit.end - unit.start for unit in units]),
            labels=tuple(sorted(unit.label for unit in units)),
        )

    def draw(self, dice: random.Random) -> list[list[GammaUnit]]:
        layers = [self._layer(dice) for _ in range(self.annotators)]
        if not any(layers):
            layers[0] = [self._unit(dice, 0.0)]
        return layers

    def _layer(self, dice: random.Random) -> list[GammaUnit]:
        layer: list[GammaUnit] = []
        last = 0.0
        for _ in range(abs(int(dice.gauss(*self.number)))):
            layer.append(self._unit(dice, last))
            last = layer[-1].end
        return sorted(layer)

    def _unit(self, dice: random.Random, last: float) -> GammaUnit:
        start = last + dice.gauss(*self.gap)
        length = max(abs(dice.gauss(*self.length)), _LEAST_LENGTH)
        return GammaUnit(start, start + length, dice.choice(self.labels))


class _Shuffled:
    """Turns a drawn annotator's units around the text, by distances that differ enough."""

    def __init__(self, layers: Sequence[list[GammaUnit]]) -> None:
        self._layers = layers
        units = [unit for layer in layers for unit in layer]
        self._end = max(unit.end for unit in units)
        self._apart = statistics.fmean(unit.end - unit.start for unit in units) / 2

    def draw(self, dice: random.Random) -> list[list[GammaUnit]]:
        drawn: list[list[GammaUnit]] = []
        while not any(drawn):
            free = [(0.0, self._end)]
            drawn = []
            for _ in self._layers:
                by = self._distance(dice, free)
                free = _without(free, by - self._apart, by + self._apart)
                drawn.append([self._turned(unit, by) for unit in dice.choice(self._layers)])
        return [sorted(layer) for layer in drawn]

    def _distance(self, dice: random.Random, free: list[tuple[float, float]]) -> int:
        if not free:
            return int(dice.uniform(0, self._end))
        lengths = [end - start for start, end in free]
        return int(dice.uniform(*dice.choices(free, lengths)[0]))

    def _turned(self, unit: GammaUnit, by: float) -> GammaUnit:
        back = self._end if unit.start + by > self._end else 0.0
        return GammaUnit(unit.start + by - back, unit.end + by - back, unit.label)


def _without(
    stretches: list[tuple[float, float]], start: float, end: float
) -> list[tuple[float, float]]:
    """The stretches less what lies between start and end."""
    parts = [
        part
        for first, last in stretches
        for part in ((first, min(last, start)), (max(first, end), last))
    ]
    return [(first, last) for first, last in parts if first < last]


def _spread(values: Sequence[float]) -> tuple[float, float]:
    return statistics.fmean(values), statistics.pstdev(values)
