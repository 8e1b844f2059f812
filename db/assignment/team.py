"""Choosing who gets an article: the least loaded, and among them those who met least.

Annotators are numbers here, their places in the request. With equal shares and no quotas the loads
never differ by more than the longest article: whoever is chosen beside the least loaded has at most
as much more than these as the longest article has more than this one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

_NO_QUOTA = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An article that needs `count` more people than its `holders`; `favoured` come first.

    `size` is what it adds to a load.
    """

    size: int
    count: int
    holders: Collection[int] = ()
    favoured: Collection[int] = ()


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
        mean = sum(weights) / len(weights) or 1.0
        self._factors = [mean / weight if weight else 0.0 for weight in weights]
        self._loads = [load * factor for load, factor in zip(loads, self._factors, strict=True)]
        self._has_quotas = any(room is not None for room in rooms)
        self._has_shares = len(set(weights)) > 1
        self._longest = max(sizes, default=0)
        self._are_alike = len(set(sizes)) <= 1

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

    def choose(self, need: Need, *, remaining: int, wanted: int) -> list[int]:
        """Who gets an article; fewer than it needs only where nobody else has room.

        `remaining` articles, this one included, still need `wanted` people in all.
        """
        eligible = [
            one
            for one, room in enumerate(self.rooms)
            if room > 0 and self._factors[one] and one not in need.holders
        ]
        eligible.sort(key=self._loads.__getitem__)
        chosen = [one for one in eligible if one in need.favoured][: need.count]
        if self._has_quotas:
            chosen += self._pressing(eligible, chosen, need.count, remaining, wanted)
        rest = [one for one in eligible if one not in chosen]
        pool = self._pool(rest, need.count - len(chosen), self._tolerance(need.size, wanted))
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
        self,
        eligible: Sequence[int],
        chosen: Sequence[int],
        count: int,
        remaining: int,
        wanted: int,
    ) -> list[int]:
        """Those who must be taken now, or else the room of the others will not do in the end.

        Whoever has room for all that remains loses a place by each article that they don't get.
        """
        slack = sum(min(room, remaining) for room in self._open_rooms()) - wanted
        ample = [one for one in eligible if self.rooms[one] >= remaining]
        left = [one for one in ample if one not in chosen]
        must = len(ample) - max(slack, 0) - (len(ample) - len(left))
        return left[: max(0, min(must, count - len(chosen)))]

    def _pool(self, rest: list[int], count: int, tolerance: float) -> list[int]:
        """Those among whom the loads make no difference; all that are needed at least."""
        if count <= 0 or not rest:
            return []
        limit = self._loads[rest[0]] + tolerance
        within = sum(1 for one in rest if self._loads[one] <= limit)
        return rest[: max(within, count)]

    def _tolerance(self, size: int, wanted: int) -> int:
        """How much more than the least loaded somebody may have who gets an article all the same.

        Where all are of one size, the last ones even out what the earlier ones were free to do.
        """
        if self._has_shares or (self._are_alike and wanted > 2 * len(self.rooms)):
            return size
        return min(size, self._longest - size)

    def _open_rooms(self) -> Iterable[int]:
        return (
            room
            for room, factor in zip(self.rooms, self._factors, strict=True)
            if room > 0 and factor
        )

    def _note_pair(self, one: int, other: int, more: int) -> None:
        self.met[one][other] += more
        self.met[other][one] += more
