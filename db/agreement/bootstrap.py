"""The only place that says how sure a figure is, by resampling the articles (Efron 1979).

Articles are drawn with replacement, since it is articles that are a sample of something; spans of
one article are not independent of each other. With very many articles the draws are of fixed
random blocks of them, which gives the same width and takes a hundredth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import mul

from db.agreement.draws import draws
from db.agreement.figure import Interval, Reason

Sums = Mapping[Hashable, float]
"""What a measure adds up over articles."""

Finish = Callable[[Sums], float | Reason]
"""What makes a value of sums."""

RESAMPLES = 1000

_MOST_SUMS = 600
"""No interval where a measure needs more sums than this, as kappa does over dozens of pairs."""

_LEAST_DEFINED = 0.5


def interval(
    blocks: Sequence[Sums], finish: Finish, *, resamples: int = RESAMPLES
) -> Interval | None:
    """The middle 95 % of the values over resampled blocks.

    None where fewer than two blocks are, or where most resamples have no value.
    """
    # In a fixed order, so that sums are rounded alike each time.
    keys = dict.fromkeys(key for block in blocks for key in block)
    if len(blocks) < 2 or len(keys) > _MOST_SUMS:
        return None
    columns = {key: [block.get(key, 0.0) for block in blocks] for key in keys}
    values = []
    for weights in draws(len(blocks), resamples):
        value = finish({key: sum(map(mul, weights, column)) for key, column in columns.items()})
        if not isinstance(value, Reason):
            values.append(value)
    if len(values) < _LEAST_DEFINED * resamples:
        return None
    values.sort()
    return Interval(
        low=values[int(0.025 * len(values))],
        high=values[min(len(values) - 1, int(0.975 * len(values)))],
        resamples=resamples,
    )
