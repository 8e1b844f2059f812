"""Which articles everybody gets, and in which order people work: where chance is wanted, by seed.

Each article draws its own lot from the seed and its id, so that other articles, more or fewer,
change nothing about it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from hashlib import blake2b

from db.assignment.model import Candidate, Order, Request
from db.model import ArticleId, Purpose

Numbers = Mapping[ArticleId, int]


def in_order(request: Request) -> tuple[Candidate, ...]:
    """The candidates as everybody is to work through them."""
    if request.order is Order.FIXED:
        return request.articles
    if request.order is Order.BY_DATE:
        return tuple(sorted(request.articles, key=lambda each: (not each.date, each.date or "")))
    return tuple(sorted(request.articles, key=lambda each: lot(request, "order", each)))


def calibration_of(request: Request, holders: Numbers, queue: Numbers) -> tuple[Candidate, ...]:
    """The calibration articles of the round; named ones stay in the order of their names.

    `holders` says how many people have an article, `queue` its place in everybody's order.
    """
    wanted = request.calibration
    if not isinstance(wanted, int):
        known = {each.article: each for each in request.articles}
        return tuple(known[article] for article in dict.fromkeys(wanted) if article in known)
    drawn = _drawn(request, Purpose.CALIBRATION, wanted, holders, frozenset())
    return _in_queue(drawn, queue)


def common_of(
    request: Request, holders: Numbers, queue: Numbers, taken: Container[ArticleId]
) -> tuple[Candidate, ...]:
    """The articles that everybody gets besides; none of the `taken` ones."""
    drawn = _drawn(request, Purpose.COMMON, request.common, holders, taken)
    return _in_queue(drawn, queue)


def _drawn(
    request: Request,
    purpose: Purpose,
    wanted: int,
    holders: Numbers,
    taken: Container[ArticleId],
) -> list[Candidate]:
    if wanted <= 0:
        return []
    there = [each for each in request.articles if each.article not in taken]
    present = [each for each in there if each.purpose is purpose]
    # Those that nobody has yet come first, so that few get an article for a second reason.
    free = sorted(
        (each for each in there if each.purpose is None),
        key=lambda each: (holders[each.article], lot(request, purpose, each)),
    )
    return [*present, *_spread(free, {each.group for each in present})][:wanted]


def _spread(drawn: Sequence[Candidate], groups: set[str | None]) -> list[Candidate]:
    """One article of each group first: what everybody reads should be about many things."""
    first: list[Candidate] = []
    rest: list[Candidate] = []
    for each in drawn:
        is_repeated = each.group is not None and each.group in groups
        (rest if is_repeated else first).append(each)
        groups.add(each.group)
    return first + rest


def _in_queue(drawn: Sequence[Candidate], queue: Numbers) -> tuple[Candidate, ...]:
    return tuple(sorted(drawn, key=lambda each: queue[each.article]))


def lot(request: Request, what: str, candidate: Candidate) -> bytes:
    """What an article draws when something is left to chance, of a request and for a purpose."""
    said = f"{request.seed}/{request.round}/{what}/{candidate.article}"
    return blake2b(said.encode(), digest_size=8).digest()
