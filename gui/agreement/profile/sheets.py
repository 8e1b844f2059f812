"""The only place that works out the profiles, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from db.agreement.drift import FIRST_TIME, SECOND_TIME, Drift, against_gold, self_consistency
from db.agreement.figure import Figure, Measure, PrecisionRecall, Scope
from db.agreement.layers import pair_of
from db.model import AnnotatorId
from db.queries import annotator_profile, annotators
from db.queries.annotator_profile import Workload
from gui.agreement.book import Desk
from gui.agreement.sheets import Kind, kinds_of_difference
from gui.agreement.wish import Basis, Wish

WITH_GOLD = Basis(with_gold=True)
"""Profiles compare with the settled version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one annotator did, and how they agree with the settled version, spans overlapping."""

    workload: Workload
    with_gold: Figure
    drift: Drift


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """More about one annotator.

    `consistency` is their agreement with themselves over `read_twice` texts that they annotated
    twice; None where there are none.
    """

    annotator: AnnotatorId
    exact: Figure
    shares: PrecisionRecall
    slips: tuple[Kind, ...]
    read_twice: int
    consistency: Figure | None


def standings(desk: Desk) -> tuple[Standing, ...]:
    """Everybody who began anything."""
    gold = annotators.gold(desk.project)
    return tuple(
        Standing(
            workload=each,
            with_gold=desk.comparison.figure(
                Measure.SPANS_RELAXED, Scope(annotators=pair_of(each.annotator.id, gold))
            ),
            drift=against_gold(desk.comparison, each.annotator.id, gold),
        )
        for each in annotator_profile.workloads(desk.project)
    )


def profile(desk: Desk, annotator: AnnotatorId) -> Profile:
    """One annotator beside the settled version, and beside themselves."""
    gold = annotators.gold(desk.project)
    pair = pair_of(annotator, gold)
    twice = annotator_profile.read_twice(desk.project, annotator)
    return Profile(
        annotator=annotator,
        exact=desk.comparison.figure(Measure.SPANS_EXACT, Scope(annotators=pair)),
        shares=desk.comparison.precision_recall(Measure.SPANS_RELAXED, gold, annotator),
        slips=kinds_of_difference(desk, Wish(annotators=pair, basis=WITH_GOLD)),
        read_twice=len(twice),
        consistency=self_consistency(twice).figure(
            Measure.SPANS_RELAXED, Scope(annotators=(FIRST_TIME, SECOND_TIME))
        )
        if twice
        else None,
    )
