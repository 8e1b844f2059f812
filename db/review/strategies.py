"""Ways to propose a choice for a unit without looking; None leaves it to the lead.

A strategy only proposes: what it gives is shown first, and nothing is final because of it.
"""

from __future__ import annotations

from collections.abc import Callable

from db.model import AnnotatorId
from db.review.choices import Choice, Edit, TakeNothing, TakeVersion
from db.review.decisions import Source
from db.review.model import Status, Unit, UnitKind

Strategy = Callable[[Unit], Choice | None]

_ROUNDING = 1e-9


def unanimous(unit: Unit) -> Choice | None:
    """What all say, where two or more say it."""
    return TakeVersion() if unit.status is Status.UNANIMOUS else None


def majority(threshold: float = 0.5) -> Strategy:
    """What more than half say, and at least this share, of all who marked or read it.

    That can be that there is nothing here, but never what one alone says.
    """

    def choose(unit: Unit) -> Choice | None:
        number = _majority_number(unit, threshold)
        return None if number is None else _taken(unit, number)

    return choose


def trusted(annotator: AnnotatorId) -> Strategy:
    """What one annotator says, also that there is nothing here."""

    def choose(unit: Unit) -> Choice | None:
        for number, variant in enumerate(unit.variants, 1):
            if annotator in variant.annotators:
                return _taken(unit, number)
        return None

    return choose


def source_of(unit: Unit, choice: Choice, *, is_proposed: bool) -> Source:
    """How to call what a choice gives; `is_proposed` where a strategy chose and not the lead."""
    match choice:
        case Edit():
            return Source.EDITED
        case TakeNothing():
            return Source.NOTHING
        case TakeVersion(number=number):
            return _source_of_version(unit, number, is_proposed=is_proposed)
        case _:
            return Source.ADJUDICATED


def _source_of_version(unit: Unit, number: int, *, is_proposed: bool) -> Source:
    if _is_nothing(unit, number):
        return Source.NOTHING
    match unit.status:
        case Status.UNANIMOUS:
            return Source.UNANIMOUS
        case Status.SINGLE:
            return Source.SINGLE
    is_majority = is_proposed and _majority_number(unit, 0.5) == number
    return Source.MAJORITY if is_majority else Source.ADJUDICATED


def _taken(unit: Unit, number: int) -> Choice:
    return TakeNothing() if _is_nothing(unit, number) else TakeVersion(number=number)


def _is_nothing(unit: Unit, number: int) -> bool:
    """Whether a version is no span; of an article as a whole, nothing is a version like any."""
    return unit.kind is not UnitKind.ARTICLE and any(
        each.is_nothing for each in unit.variants[number - 1 : number]
    )


def _majority_number(unit: Unit, threshold: float) -> int | None:
    everybody = len(unit.readings)
    if everybody < 2:
        return None
    counts = [len(variant.readings) for variant in unit.variants]
    most = max(counts)
    # Comparing shares as floats must not refuse two thirds for two of three.
    if most * 2 > everybody and most + _ROUNDING >= threshold * everybody:
        return counts.index(most) + 1
    return None
