"""The figures of an article in the queue."""

from __future__ import annotations

import pytest
from hypothesis import given

from db.model import LayerState
from db.review.choices import TakeVersion
from db.review.decisions import Decision, Source
from db.review.standing import fingerprint, standings
from db.review.summary import Summary, agreement, summary
from tests.db.review.layers import Reader, copy_of, layers, teams, units


def test_the_units_are_counted_by_how_they_agree_and_what_is_left():
    one, two, three = Reader("1"), Reader("2"), Reader("3")
    for reader in (one, two, three):
        reader.mark("ACTOR", "France")
    one.mark("ACTOR", "Germany")
    for reader, words in ((one, "the plan"), (two, "the plan"), (three, "plan")):
        reader.mark("PROPOSAL", words)
    for reader, words in ((one, "threat"), (two, "a threat"), (three, "be a threat")):
        reader.mark("PROPOSAL", words)
    found = units(one, two, three)
    plan = found[2]
    decision = Decision(
        unit=plan.id,
        source=Source.MAJORITY,
        choice=TakeVersion(),
        fingerprint=fingerprint(plan),
    )

    assert summary(found, standings(found, [decision])) == Summary(
        units=4,
        unanimous=1,
        majority=1,
        differing=1,
        single=1,
        settled=1,
        to_decide=2,
        annotators=(one.id, two.id, three.id),
        agreement=pytest.approx((3 + 1) / (3 + 3 + 3 + 2)),
    )


def test_who_both_marked_nothing_make_no_pair():
    one = Reader("1")
    one.mark("ACTOR", "France")

    found = units(one, Reader("2"), Reader("3"))

    # The two who found nothing agree on the article, not on each place that they did not mark.
    assert agreement(found[:1]) == 0
    assert agreement(found) == pytest.approx(1 / 5)


def test_one_annotator_alone_has_no_agreement():
    one = Reader("1", state=LayerState.OPEN)
    one.mark("ACTOR", "France")

    assert agreement(units(one)) is None
    assert summary((), {}) == Summary()


@given(layers())
def test_copies_agree_in_everything(layer):
    assert agreement(units(layer, copy_of(layer, "copy"))) in {1.0, None}


@given(teams(least=2))
def test_agreement_is_a_share(team):
    share = agreement(units(*team))

    assert share is None or 0 <= share <= 1
