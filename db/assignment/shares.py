"""What part of the work each annotator is to have, where some are to have more than others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.assignment.model import Capacity, Reason, Request, Shortfall


def parts(people: Sequence[Capacity]) -> tuple[float, ...]:
    """The part of each: as said, and what is left in equal parts for those of whom nothing is."""
    said = [each.share for each in people if each.share is not None]
    silent = len(people) - len(said)
    rest = max(0.0, 1.0 - sum(said)) / silent if silent else 0.0
    # A rest of rounding, as of three shares of a third, is nobody's share.
    rest = rest if rest > 1e-6 else 0.0
    return tuple(rest if each.share is None else each.share for each in people)


def shortfalls_of_shares(request: Request, parts_of: Sequence[float]) -> Iterator[Shortfall]:
    """The shares that can't be had, because nobody gets an article twice or nothing is left."""
    if all(each.share is None for each in request.annotators):
        return
    total = sum(parts_of) or 1.0
    most = 1 / max(1, request.per_article)
    for person, part in zip(request.annotators, parts_of, strict=True):
        if person.share is None and not part:
            yield Shortfall(reason=Reason.SHARES_LEAVE_NOTHING, annotator=person.annotator)
        elif person.share is not None and part / total > most + 1e-6:
            yield Shortfall(
                reason=Reason.SHARE_TOO_LARGE,
                wanted=round(100 * part / total),
                got=round(100 * most),
                annotator=person.annotator,
            )
