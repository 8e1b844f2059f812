"""How an article stands in the queue: how many units it has, how they agree, what is left to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import comb

from db.model import AnnotatorId
from db.review.model import Status, Unit, UnitId, UnitKind
from db.review.standing import Standing, UnitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of one article.

    `agreement` is the share of pairs of annotators that say the same, over all units and pairs of
    which at least one marks something; None where no two annotators meet. `to_decide` are the
    units that are open or changed and not unanimous.
    """

    units: int = 0
    unanimous: int = 0
    majority: int = 0
    differing: int = 0
    single: int = 0
    settled: int = 0
    changed: int = 0
    to_decide: int = 0
    annotators: tuple[AnnotatorId, ...] = ()
    agreement: float | None = None


def summary(units: Iterable[Unit], standings: Mapping[UnitId, Standing]) -> Summary:
    """The figures of an article from its units; one without a standing is open."""
    known = tuple(units)
    statuses = Counter(unit.status for unit in known)
    states = Counter(_state(unit, standings) for unit in known)
    return Summary(
        units=len(known),
        unanimous=statuses[Status.UNANIMOUS],
        majority=statuses[Status.MAJORITY],
        differing=statuses[Status.DIFFERING],
        single=statuses[Status.SINGLE],
        settled=states[UnitState.SETTLED],
        changed=states[UnitState.CHANGED],
        to_decide=sum(
            _state(unit, standings) is not UnitState.SETTLED and unit.status is not Status.UNANIMOUS
            for unit in known
        ),
        annotators=tuple(sorted({each.annotator for unit in known for each in unit.readings})),
        agreement=agreement(known),
    )


def agreement(units: Iterable[Unit]) -> float | None:
    """The share of pairs of annotators that say the same, as `Summary` has it."""
    same, pairs = 0, 0
    for unit in units:
        pairs += comb(len(unit.readings), 2)
        for variant in unit.variants:
            alike = comb(len(variant.readings), 2)
            if variant.is_nothing and unit.kind is not UnitKind.ARTICLE:
                pairs -= alike
            else:
                same += alike
    return same / pairs if pairs else None


def _state(unit: Unit, standings: Mapping[UnitId, Standing]) -> UnitState:
    standing = standings.get(unit.id)
    return UnitState.OPEN if standing is None else standing.state
