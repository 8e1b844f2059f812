"""Decisions as JSON values and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import Absence, AnnotatorId, Fragment, Referent, ReferentId, SpanId
from db.review.choices import (
    ArticleDraft,
    Combine,
    Edit,
    SpanDraft,
    TakeIntersection,
    TakeNothing,
    TakeUnion,
    TakeVersion,
    choices_for,
    resolve,
)
from db.review.decisions import Decision, Fingerprint, Source
from db.review.model import Filling, UnitId
from db.review.standing import fingerprint
from db.review.stored import decision_from, details_of
from tests.db.review.layers import BODY, teams, units

UNIT = UnitId("unit")


def through_json(decision: Decision) -> Decision:
    details = json.loads(json.dumps(details_of(decision)))
    return decision_from(details, unit=decision.unit, source=decision.source, gold=decision.gold)


def made(**parts: object) -> Decision:
    return Decision(unit=UNIT, source=Source.ADJUDICATED, **parts)


@pytest.mark.parametrize(
    "choice",
    [
        None,
        TakeVersion(number=3),
        TakeUnion(rest=2),
        TakeIntersection(),
        TakeNothing(),
        Combine(extent=1, roles=2),
        Combine(extent=2, label=1, referent=3, attributes=4),
        Edit(nothing_here=True, attributes={"relevance": "marginal"}),
        Edit(
            label="REJECTION",
            fragments=(Fragment(0, 3), Fragment(5, 9)),
            referent=Referent(
                id=ReferentId("r"), label="REJECTION", name="no", owner=AnnotatorId("a")
            ),
            attributes={"form": "veto", "sure": True, "weight": 1.5},
            roles={"rejected_by": Filling(units=(UNIT,), absences=(Absence.UNNAMED,))},
        ),
    ],
)
def test_every_choice_comes_back(choice):
    assert through_json(made(choice=choice)) == made(choice=choice)


@given(teams(least=2))
def test_a_decision_comes_back_as_it_was(team):
    for unit in units(*team):
        for choice in choices_for(unit, BODY):
            decision = Decision(
                unit=unit.id,
                source=Source.ADJUDICATED,
                choice=choice,
                fingerprint=fingerprint(unit),
                written=resolve(unit, choice, BODY),
                gold=SpanId("gold"),
            )
            assert through_json(decision) == decision


def test_what_was_written_about_an_article_comes_back():
    written = ArticleDraft(unit=UNIT, labels={"relevance": "relevant"}, nothing_here=True)

    assert through_json(made(written=written)) == made(written=written)


def test_a_decision_without_details_is_still_a_decision():
    decision = decision_from({}, unit=UNIT, source=Source.SINGLE, gold=None)

    assert decision == Decision(unit=UNIT, source=Source.SINGLE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "choice",
                    "take",
                    "written",
                    "said",
                    "members",
                    "fragments",
                    "referent",
                    "roles",
                    "units",
                    "labels",
                    "absences",
                    "id",
                    "attributes",
                ]
            ),
            inner | st.sampled_from(["edited", "combination", "version"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_details_of_any_shape_are_read_as_far_as_they_go(details):
    decision = decision_from(details, unit=UNIT, source=Source.SINGLE, gold=None)

    assert decision.fingerprint is not None
    assert through_json(decision) == decision


def test_what_does_not_read_is_left_out():
    details = {
        "choice": {"take": "lottery"},
        "members": ["s", 3],
        "said": {"a": {"extent": "x", "label": 4}},
        "written": {"label": "ACTOR", "fragments": [[3, 5], [9, 2], "x"], "referent": {"id": "r"}},
    }

    assert decision_from(details, unit=UNIT, source=Source.SINGLE, gold=None) == Decision(
        unit=UNIT,
        source=Source.SINGLE,
        fingerprint=Fingerprint(members=frozenset({"s"}), said={"a": {"extent": "x"}}),
        written=SpanDraft(
            unit=UNIT,
            label="ACTOR",
            fragments=(Fragment(3, 5),),
            quote="",
            referent=Referent(id=ReferentId("r"), label="", name=""),
        ),
    )
