"""Which of two copies of a layer is newer, and what a project knows once it has seen several.

A layer's lineage is the line of edits that made it (`db.schema`). A copy whose lineage goes on from
another's is the newer one; where neither goes on from the other, both were edited apart: a fork.
What is kept of several copies is every one that no other goes on from. That set does not depend on
the order in which they came, nor on how often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How one copy stands to another."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    FORKED = "forked"


class Place(StrEnum):
    """Where a known copy is kept."""

    LAYER = "layer"
    OPEN_FORK = "open_fork"
    SETTLED_FORK = "settled_fork"
    """One that was decided against; what goes on from it asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One copy of a layer; `updated_at` is the moment of its last edit (UTC, ISO 8601)."""

    lineage: str
    updated_at: str

    @property
    def rank(self) -> tuple[str, str]:
        """Which of several forks is shown as the layer: the one that was edited last."""
        return (self.updated_at, self.lineage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A copy that the project has; `fork` is its id where it is kept as a fork."""

    version: Version
    place: Place
    fork: str | None = None


def relation(one: str, other: str) -> Relation:
    """How the copy with the lineage `one` stands to the copy with the lineage `other`."""
    if one == other:
        return Relation.SAME
    if one.startswith(other):
        return Relation.NEWER
    if other.startswith(one):
        return Relation.OLDER
    return Relation.FORKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of an incoming copy.

    `relation` is None where the project has no copy yet. `replaces` are the known copies that it
    goes on from. With `becomes_layer` it is the one that is shown from now on: a known layer that
    it does not go on from is kept as a fork then, as the incoming copy is without.
    """

    relation: Relation | None
    replaces: tuple[Known, ...] = ()
    becomes_layer: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the copy comes in."""
        return self.relation not in (Relation.SAME, Relation.OLDER)


def place(incoming: Version, known: Sequence[Known], *, reads_like_layer: bool) -> Step:
    """Decide on an incoming copy beside those that the project has.

    A copy with the layer's lineage that does not read like it was changed behind the program's
    back, and counts as forked.
    """
    if not known:
        return Step(relation=None, becomes_layer=True)
    for each in known:
        found = relation(incoming.lineage, each.version.lineage)
        if found is Relation.OLDER:
            return Step(relation=Relation.OLDER)
        if found is Relation.SAME and (reads_like_layer or each.place is not Place.LAYER):
            return Step(relation=Relation.SAME)
    open_ones = [each for each in known if each.place is not Place.SETTLED_FORK]
    replaces = tuple(
        each
        for each in open_ones
        if relation(incoming.lineage, each.version.lineage) is Relation.NEWER
    )
    return Step(
        relation=Relation.NEWER if replaces else Relation.FORKED,
        replaces=replaces,
        becomes_layer=all(
            incoming.rank > each.version.rank for each in open_ones if each not in replaces
        ),
    )
