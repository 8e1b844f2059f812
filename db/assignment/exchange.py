"""Making room for an article where all who could get it are full, by passing others on.

An article that somebody was to get goes to somebody else, who may pass on another one in turn, up
to a person with room (augmenting paths). So a plan lacks somebody only where no plan could help.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from db.model import ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An article passes from one person to another; `giver` is None for the one that lacks one."""

    article: ArticleId
    giver: int | None
    taker: int


def moves_for(
    article: ArticleId,
    *,
    rooms: Sequence[int],
    takers: Callable[[ArticleId], Iterable[int]],
    movable: Sequence[Collection[ArticleId]],
    closed: set[int],
) -> list[Move]:
    """How the article gets one person more, in the order in which to do it; [] where it can't.

    `takers` are those who may get an article, `movable` what each may pass on. `closed` people
    were found to be full for good; found ones are added, so that failing again costs nothing.
    """
    reached: dict[int, tuple[ArticleId, int | None]] = {}
    waiting: deque[int] = deque()

    def reach(wanted: ArticleId, giver: int | None) -> None:
        for one in takers(wanted):
            if one not in reached and one not in closed:
                reached[one] = (wanted, giver)
                waiting.append(one)

    reach(article, None)
    while waiting:
        one = waiting.popleft()
        if rooms[one] > 0:
            return _moves(reached, one)
        for each in movable[one]:
            if len(reached) + len(closed) == len(rooms):
                break
            reach(each, one)
    closed.update(reached)
    return []


def _moves(reached: dict[int, tuple[ArticleId, int | None]], last: int) -> list[Move]:
    moves: list[Move] = []
    taker: int | None = last
    while taker is not None:
        article, giver = reached[taker]
        moves.append(Move(article=article, giver=giver, taker=taker))
        taker = giver
    return moves
