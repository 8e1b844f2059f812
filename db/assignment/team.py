"""Choosing who gets an article: the least loaded, and among them those who met least.

Annotators are numbers here, their places in the request. With equal shares, no quotas and nothing
handed out before, the loads differ by no more than the longest article in the end. As long as much
is left, whoever is one article ahead may still be chosen, so that pairs can meet evenly; then only
who stays within that bound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

_NO_QUOTA = 2**62
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An article that needs `count` more people than its `holders`; `favoured` come first.

    `size` is what it adds to a load.
    """

    size: int
    count: int
    holders: Collection[int] = ()
    favoured: Collection[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is still to be handed out, the article in hand included.

    `people` is how many are needed for all these `articles`, `size` what that adds to all loads.
    """

    articles: int
    people: int
    size: int


class Team:
    """The loads, the room and the meetings of all annotators while a plan is made."""

    def __init__(
        self,
        *,
        loads: Sequence[int],
        rooms: Sequence[int | None],
        weights: Sequence[float],
        sizes: Collection[int],
    ) -> None:
        self.rooms = [_NO_QUOTA if room is None else room for room in rooms]
        self.met = [[0] * len(rooms) for _ in rooms]
        # Exactly 1 where all are equal, so that equal loads compare as equal.
        mean = sum(weights) / len(weights) if len(set(weights)) > 1 else weights[0]
        self._factors = [mean / weight if weight else 0.0 for weight in weights]
        self._loads = [load * factor for load, factor in zip(loads, self._factors, strict=True)]
        self._has_quotas = any(room is not None for room in rooms)
        self._longest = max(sizes, default=0)

    def take(self, who: Sequence[int], holders: Sequence[int], size: int) -> None:
        """Note that some people get an article that others have."""
        for one in who:
            self.rooms[one] -= 1
            self._loads[one] += size * self._factors[one]
            for other in holders:
                self._note_pair(one, other, 1)
        self.note_met(who)

    def give_back(self, one: int, holders: Sequence[int], size: int) -> None:
        """Note that somebody does not get an article after all that others keep."""
        self.rooms[one] += 1
        self._loads[one] -= size * self._factors[one]
        for other in holders:
            self._note_pair(one, other, -1)

    def note_met(self, holders: Sequence[int]) -> None:
        """Note that some people have an article together."""
        for one, other in combinations(holders, 2):
            self._note_pair(one, other, 1)

    def fitting(self, counts: Sequence[int]) -> list[bool]:
        """Which articles the quotas have room for, first come first served, all people or none."""
        answers, articles, wanted, room = [], 0, 0, 0
        for count in counts:
            # One article more, and everybody with room for that many can take part once more.
            more = sum(each > articles for each in self._open_rooms())
            fits = wanted + count <= room + more
            answers.append(fits)
            if fits:
                articles, wanted, room = articles + 1, wanted + count, room + more
        return answers

    def choose(self, need: Need, rest: Rest) -> list[int]:
        """Who gets an article; fewer than it needs only where nobody else has room."""
        eligible = [
            one
            for one, room in enumerate(self.rooms)
            if room > 0 and self._factors[one] and one not in need.holders
        ]
        eligible.sort(key=self._loads.__getitem__)
        chosen = [one for one in eligible if one in need.favoured][: need.count]
        if self._has_quotas:
            chosen += self._pressing(eligible, chosen, need.count, rest)
        others = [one for one in eligible if one not in chosen]
        pool = self._pool(others, need.count - len(chosen), self._tolerance(need, rest))
        scores = [0] * len(self.rooms)
        for one in (*need.holders, *chosen):
            scores = [score + more for score, more in zip(scores, self.met[one], strict=True)]
        while len(chosen) < need.count and pool:
            # The pool is by load, so that the least loaded of those who met least is taken.
            best = min(pool, key=scores.__getitem__)
            pool.remove(best)
            chosen.append(best)
            scores = [score + more for score, more in zip(scores, self.met[best], strict=True)]
        return chosen

    def _pressing(
        self, eligible: Sequence[int], chosen: Sequence[int], count: int, rest: Rest
    ) -> list[int]:
        """Those who must be taken now, or else the room of the others will not do in the end.

        Whoever has room for all that is left loses a place by each article that they don't get.
        """
        slack = sum(min(room, rest.articles) for room in self._open_rooms()) - rest.people
        ample = [one for one in eligible if self.rooms[one] >= rest.articles]
        left = [one for one in ample if one not in chosen]
        must = len(ample) - max(slack, 0) - (len(ample) - len(left))
        return left[: max(0, min(must, count - len(chosen)))]

    def _pool(self, others: list[int], count: int, tolerance: int) -> list[int]:
        """Those among whom the loads make no difference; all that are needed at least."""
        if count <= 0 or not others:
            return []
        least, loads, factors = self._loads[others[0]], self._loads, self._factors
        within = [
            one for one in others if loads[one] - least <= tolerance * factors[one] + _ROUNDING
        ]
        return within if len(within) >= count else others[:count]

    def _tolerance(self, need: Need, rest: Rest) -> int:
        """How much more than the least loaded somebody may have who gets an article all the same.

        Those who were let ahead are two articles ahead at most. What is left must be able to lift
        all others over that, the slower the fewer of them do not get an article each time.
        """
        people = len(self.rooms)
        reserve = 2 * self._longest * people * people
        if rest.size * max(0, people - need.count) > reserve:
            return need.size
        return min(need.size, self._longest - need.size)

    def _open_rooms(self) -> Iterable[int]:
        return (
            room
            for room, factor in zip(self.rooms, self._factors, strict=True)
            if room > 0 and factor
        )

    def _note_pair(self, one: int, other: int, more: int) -> None:
        self.met[one][other] += more
        self.met[other][one] += more
