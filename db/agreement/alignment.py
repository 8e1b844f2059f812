"""The only place that says which span of one annotator answers which span of another.

Spans are aligned one to one: first those of the same label at exactly the same place, then those
of the same label that overlap, so that they share as many characters as can be (Hripcsak and
Rothschild's F1 needs one true counterpart; counting every overlap would reward cutting spans up).
What is left is aligned across labels where it covers nearly the same stretch. Ties are broken by
the distance of the ends, then by the order in the text, so that neither the order of the spans nor
that of the annotators matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from db.agreement.assignment import Edge, best_pairs
from db.agreement.layers import Extent, Item
from db.model import SpanId

Match = tuple[Item, Item]

_NEARLY_THE_SAME = 0.5
"""Spans of two labels are one span named differently from this share of common characters on."""

key_of = itemgetter(0, 1, 2, 3)
"""What makes two spans exactly the same: label, start, end and fragments."""

_place = itemgetter(1, 2, 0, 3, 4)
"""The order in the text; start, end, label, fragments, and the id so that it is always the same."""


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """What two annotators marked in one article, side by side; each tuple in text order."""

    exact: tuple[Match, ...] = ()
    overlapping: tuple[Match, ...] = ()
    relabelled: tuple[Match, ...] = ()
    only_first: tuple[Item, ...] = ()
    only_second: tuple[Item, ...] = ()

    @property
    def matched(self) -> tuple[Match, ...]:
        """The pairs of the same label, at the same place or overlapping."""
        return self.exact + self.overlapping

    @cached_property
    def counterparts(self) -> dict[SpanId, SpanId]:
        """The second annotator's span for each of the first's that has the same label."""
        return {first.id: second.id for first, second in self.matched}


def align(first: Iterable[Item], second: Iterable[Item]) -> Alignment:
    """Align the spans of two readings of one article."""
    firsts, seconds = sorted(first, key=_place), sorted(second, key=_place)
    exact, firsts, seconds = _exact(firsts, seconds)
    overlapping: list[Match] = []
    if firsts and seconds:
        overlapping, firsts, seconds = _by_weight(firsts, seconds, is_same_label=True)
    relabelled: list[Match] = []
    if firsts and seconds:
        relabelled, firsts, seconds = _by_weight(firsts, seconds, is_same_label=False)
    return Alignment(
        exact=tuple(exact),
        overlapping=tuple(overlapping),
        relabelled=tuple(relabelled),
        only_first=tuple(firsts),
        only_second=tuple(seconds),
    )


def overlap(first: Extent, second: Extent) -> int:
    """How many characters two extents share."""
    if len(first) == len(second) == 1:
        (start, end), (other_start, other_end) = first[0], second[0]
        return max(0, min(end, other_end) - max(start, other_start))
    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in first
        for other_start, other_end in second
    )


def overlapping_pairs(firsts: Sequence[Extent], seconds: Sequence[Extent]) -> list[Edge]:
    """Which of two lists of extents, both in text order, answer each other; indexes into them."""
    shared = _shared(firsts, seconds)
    if _is_one_to_one(shared):
        return sorted(shared)
    return best_pairs(_weights(firsts, seconds, shared))


def _exact(firsts: list[Item], seconds: list[Item]) -> tuple[list[Match], list[Item], list[Item]]:
    there: dict[tuple[str, int, int, Extent], list[Item]] = {}
    for item in reversed(seconds):
        key = key_of(item)
        if key in there:
            there[key].append(item)
        else:
            there[key] = [item]
    matches, left_over = [], []
    for item in firsts:
        same = there.get(key_of(item))
        if same:
            matches.append((item, same.pop()))
        else:
            left_over.append(item)
    remaining = [item for items in there.values() for item in items]
    return matches, left_over, sorted(remaining, key=_place)


def _by_weight(
    firsts: list[Item], seconds: list[Item], *, is_same_label: bool
) -> tuple[list[Match], list[Item], list[Item]]:
    ours, theirs = [item.extent for item in firsts], [item.extent for item in seconds]
    shared = {
        (left, right): common
        for (left, right), common in _shared(ours, theirs).items()
        if (firsts[left].label == seconds[right].label) is is_same_label
        and (is_same_label or _is_nearly_the_same(ours[left], theirs[right], common))
    }
    pairs = sorted(shared) if _is_one_to_one(shared) else best_pairs(_weights(ours, theirs, shared))
    lefts, rights = {left for left, _ in pairs}, {right for _, right in pairs}
    return (
        [(firsts[left], seconds[right]) for left, right in pairs],
        [item for index, item in enumerate(firsts) if index not in lefts],
        [item for index, item in enumerate(seconds) if index not in rights],
    )


def _is_nearly_the_same(first: Extent, second: Extent, common: int) -> bool:
    union = sum(end - start for start, end in (*first, *second)) - common
    return common >= _NEARLY_THE_SAME * union


def _shared(firsts: Sequence[Extent], seconds: Sequence[Extent]) -> dict[Edge, int]:
    """The characters that each overlapping pair has in common."""
    shared: dict[Edge, int] = {}
    for left, ours in enumerate(firsts):
        start, end = ours[0][0], ours[-1][1]
        for right, theirs in enumerate(seconds):
            if theirs[0][0] >= end:
                break
            if theirs[-1][1] > start:
                common = overlap(ours, theirs)
                if common:
                    shared[left, right] = common
    return shared


def _is_one_to_one(shared: dict[Edge, int]) -> bool:
    return len(shared) == len({left for left, _ in shared}) == len({right for _, right in shared})


def _weights(
    firsts: Sequence[Extent], seconds: Sequence[Extent], shared: dict[Edge, int]
) -> dict[Edge, int]:
    """One number a pair: more common characters, then more pairs, nearer ends, the same order.

    The numbers are exact, so that a sum of many small preferences never outweighs a larger one.
    """
    most = min(len(firsts), len(seconds)) + 1
    apart = {
        (left, right): abs(firsts[left][0][0] - seconds[right][0][0])
        + abs(firsts[left][-1][1] - seconds[right][-1][1])
        for left, right in shared
    }
    most_apart = most * (max(apart.values(), default=0) + 1)
    most_out_of_order = most * (len(firsts) + len(seconds)) ** 2
    return {
        (left, right): ((common * most + 1) * most_apart - apart[left, right]) * most_out_of_order
        - (left - right) ** 2
        for (left, right), common in shared.items()
    }
