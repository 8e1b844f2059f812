"""The only place where dice are thrown for intervals: always the same for the same numbers."""

from __future__ import annotations

import random
from functools import lru_cache

SEED = 20261124

MOST_BLOCKS = 100


def deal(articles: int) -> list[list[int]]:
    """The numbers of articles in as many random blocks as can be resampled quickly."""
    numbers = list(range(articles))
    if articles <= MOST_BLOCKS:
        return [[number] for number in numbers]
    random.Random(SEED).shuffle(numbers)
    return [numbers[block::MOST_BLOCKS] for block in range(MOST_BLOCKS)]


@lru_cache(maxsize=16)
def draws(blocks: int, resamples: int) -> tuple[tuple[int, ...], ...]:
    """How often each block is drawn in each resample."""
    dice = random.Random(SEED)
    drawn = []
    for _ in range(resamples):
        weights = [0] * blocks
        for block in dice.choices(range(blocks), k=blocks):
            weights[block] += 1
        drawn.append(tuple(weights))
    return tuple(drawn)
