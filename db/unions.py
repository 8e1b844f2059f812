"""The only place for joining things into groups by pairs: who knows one of a group knows all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Unions(Generic[Thing]):
    """Things in groups, joined pair by pair; each stands alone until it is joined."""

    def __init__(self) -> None:
        self._above: dict[Thing, Thing] = {}
        self._sizes: dict[Thing, int] = {}

    def head(self, thing: Thing) -> Thing:
        """The member that stands for the group of a thing; another one once groups are joined."""
        head = thing
        while (above := self._above.get(head, head)) != head:
            head = above
        # All on the way learn it, so that nobody asks a long chain twice.
        while thing != head:
            self._above[thing], thing = head, self._above.get(thing, head)
        return head

    def join(self, one: Thing, other: Thing) -> None:
        """Make one group of the groups of both."""
        larger, smaller = self.head(one), self.head(other)
        if larger == smaller:
            return
        if self._sizes.get(larger, 1) < self._sizes.get(smaller, 1):
            larger, smaller = smaller, larger
        self._above[smaller] = larger
        self._sizes[larger] = self._sizes.get(larger, 1) + self._sizes.pop(smaller, 1)

    def groups(self, things: Iterable[Thing]) -> list[list[Thing]]:
        """These things by group, groups of one included, all in the order in which they come."""
        found: dict[Thing, list[Thing]] = {}
        for thing in things:
            found.setdefault(self.head(thing), []).append(thing)
        return list(found.values())
