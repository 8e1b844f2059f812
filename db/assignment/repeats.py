"""Which articles somebody gets for the second time, and how far down their queue.

Which ones and where is left to chance, so that nobody can see a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.assignment.model import Candidate, Capacity, Reason, Request, Shortfall
from db.assignment.sample import lot
from db.model import ArticleId, Purpose

Given = Mapping[ArticleId, Purpose]
"""What somebody gets anew, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """An article that comes again; `behind` is how many of the new ones stand before it then.

    Those are the new ones that are not for calibration, which stand at the queue's end.
    """

    article: ArticleId
    behind: int


def repeats_of(
    request: Request, person: Capacity, given: Given, place: Mapping[ArticleId, int]
) -> tuple[Repeat, ...]:
    """What comes again to one person, by queue; fewer than wished where there are not enough."""
    if person.without_package:
        return ()
    first, last = in_queue(given, place)
    queue = [*first, *person.queue, *last]
    standing = len(queue) - len(last)
    drawn = sorted(
        _fitting(request, person, queue),
        key=lambda each: lot(request, f"repeat/{person.annotator}", each),
    )
    chosen = []
    for each in drawn[: _wanted(request, person)]:
        read = queue.index(each.article) + 1 if each.article in queue else 0
        least = max(0, read + request.repeats_after - standing)
        chance = int.from_bytes(lot(request, f"place/{person.annotator}", each))
        chosen.append(Repeat(article=each.article, behind=least + chance % (len(last) - least + 1)))
    return tuple(sorted(chosen, key=lambda each: each.behind))


def shortfalls_of_repeats(
    request: Request, found: Sequence[Sequence[Repeat]]
) -> Iterator[Shortfall]:
    """Who gets fewer articles again than was wished."""
    for person, repeats in zip(request.annotators, found, strict=True):
        wanted = _wanted(request, person)
        if len(repeats) < wanted:
            yield Shortfall(
                reason=Reason.REPEATS_NEED_PACKAGE
                if person.without_package
                else Reason.FEWER_REPEATS,
                wanted=wanted,
                got=len(repeats),
                annotator=person.annotator,
            )


def in_queue(
    given: Given, place: Mapping[ArticleId, int]
) -> tuple[list[ArticleId], list[ArticleId]]:
    """What stands before all that somebody has in this round, and what stands behind it."""
    first = [article for article, purpose in given.items() if purpose is Purpose.CALIBRATION]
    last = [article for article, purpose in given.items() if purpose is not Purpose.CALIBRATION]
    return first, sorted(last, key=place.__getitem__)


def _wanted(request: Request, person: Capacity) -> int:
    return max(0, request.repeats - person.repeats)


def _fitting(request: Request, person: Capacity, queue: Sequence[ArticleId]) -> Iterator[Candidate]:
    """Those that the person has or gets, with enough others behind them in the queue."""
    early = frozenset(queue[: max(0, len(queue) - request.repeats_after)])
    late = frozenset(queue).difference(early)
    has_room_for_former = len(queue) >= request.repeats_after
    for each in request.articles:
        if each.article in person.repeated or each.article in late:
            continue
        is_former = each.article in person.already and each.article not in early
        if each.article in early or (is_former and has_room_for_former):
            yield each
