"""The only place that sweeps over an article to see who gave which labels to each character.

One sweep gives all that kappa, alpha and character F1 need: how many characters (or tokens) bear
which labels in which layer. A character bears each label at most once a layer, however many spans
of that label lie over it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from db.agreement.layers import Extent, Item, Mark, Words

Patterns = dict[int, int]
"""How many characters bear a pattern: bit `layer * labels + label` is set where they do."""


class Sweep:
    """Makes the patterns of articles, for labels that are known beforehand."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._weights: dict[tuple[int, int], list[dict[str, int]]] = {}
        self._known: dict[tuple[int, int], dict[int, int]] = {}

    def plain_characters(self, layers: Sequence[Iterable[Mark]], length: int) -> Patterns:
        """How many characters have each pattern, where no spans of a label overlap in a layer."""
        steps: dict[int, int] = {}
        step = steps.get
        for marks, weight in zip(layers, self._weights_of(len(layers), 1), strict=True):
            for label, start, end in marks:
                one = weight[label]
                steps[start] = step(start, 0) ^ one
                steps[end] = step(end, 0) ^ one
        patterns: defaultdict[int, int] = defaultdict(int)
        pattern = last = 0
        for position in sorted(steps):
            patterns[pattern] += position - last
            pattern ^= steps[position]
            last = position
        patterns[pattern] += length - last
        return patterns

    def characters(self, layers: Sequence[Sequence[Item]], length: int) -> Patterns:
        """The same for any spans."""
        return self._counted(
            [[(item.label, item.extent) for item in layer] for layer in layers], length
        )

    def tokens(self, layers: Sequence[Sequence[Item]], words: Words) -> Patterns:
        """How many tokens have each pattern; a token that a span touches bears its label."""
        return self._counted(
            [[(item.label, _touched(item.extent, words)) for item in layer] for layer in layers],
            len(words.starts),
        )

    def masks(self, pattern: int, layers: int) -> tuple[int, ...]:
        """The labels in each layer of a pattern, one bit a label."""
        each = len(self.labels)
        all_labels = (1 << each) - 1
        return tuple(pattern >> layer * each & all_labels for layer in range(layers))

    def _counted(self, layers: Sequence[Sequence[tuple[str, Extent]]], length: int) -> Patterns:
        """The same for any spans: several bits count how many of a label lie over a position."""
        most = max((sum(len(extent) for _, extent in layer) for layer in layers), default=0)
        width = most.bit_length() + 1
        steps: defaultdict[int, int] = defaultdict(int)
        for layer, weight in zip(layers, self._weights_of(len(layers), width), strict=True):
            for label, extent in layer:
                for start, end in extent:
                    steps[start] += weight[label]
                    steps[end] -= weight[label]
        patterns: defaultdict[int, int] = defaultdict(int)
        state = last = 0
        for position in sorted(steps):
            patterns[self._pattern(state, len(layers), width)] += position - last
            state += steps[position]
            last = position
        patterns[self._pattern(state, len(layers), width)] += length - last
        return patterns

    def _weights_of(self, layers: int, width: int) -> list[dict[str, int]]:
        """What a span of each label adds to the running state, layer by layer."""
        weights = self._weights.get((layers, width))
        if weights is None:
            each = len(self.labels)
            weights = [
                {
                    label: 1 << (layer * each + number) * width
                    for number, label in enumerate(self.labels)
                }
                for layer in range(layers)
            ]
            self._weights[layers, width] = weights
        return weights

    def _pattern(self, state: int, layers: int, width: int) -> int:
        known = self._known.setdefault((layers, width), {})
        pattern = known.get(state)
        if pattern is None:
            most = (1 << width) - 1
            pattern = sum(
                1 << place
                for place in range(layers * len(self.labels))
                if state >> place * width & most
            )
            known[state] = pattern
        return pattern


def _touched(extent: Extent, words: Words) -> Extent:
    """The tokens that a span touches, as ranges of their numbers."""
    ranges: Iterable[tuple[int, int]] = (
        (bisect_right(words.ends, start), bisect_left(words.starts, end)) for start, end in extent
    )
    return tuple((first, last) for first, last in ranges if first < last)
