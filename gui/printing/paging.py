"""The only place that puts parts on pages: pure, so that it can be tried without paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Cuttable(Protocol):
    """What is known of a part: how high it is and where it may be cut."""

    height: float
    cuts: list[float]
    keeps_with_next: bool
    gap: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of a part on a page: `number` is the part's, `at` the height on the page."""

    number: int
    top: float
    bottom: float
    at: float


def pages_of(parts: Sequence[Cuttable], height: float) -> list[list[Placed]]:
    """The stretches on each page of this height; no line is cut in two, none is left out.

    A part that keeps with the next one goes to the next page with it. What is higher than a page
    is cut at the page's end.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for number, part in enumerate(parts):
        if used and used + part.gap + _least(parts, number) > height:
            pages.append([])
            used = 0.0
        elif used:
            used += part.gap
        top = 0.0
        while top < part.height:
            bottom = _last_cut(part, top, height - used)
            if bottom <= top:
                if used:
                    pages.append([])
                    used = 0.0
                    continue
                bottom = min(part.height, top + height)
            pages[-1].append(Placed(number, top, bottom, used))
            used += bottom - top
            top = bottom
    return pages


def _least(parts: Sequence[Cuttable], number: int) -> float:
    """How much room a part needs at least, with what it has to stand with."""
    part = parts[number]
    if part.keeps_with_next:
        if number + 1 == len(parts):
            return part.height
        return part.height + parts[number + 1].gap + _least(parts, number + 1)
    return part.cuts[0] if part.cuts else part.height


def _last_cut(part: Cuttable, top: float, room: float) -> float:
    """The lowest place below `top` at which the part can be cut within the room."""
    if part.height - top <= room:
        return part.height
    return max((cut for cut in part.cuts if top < cut <= top + room), default=top)
