from __future__ import annotations

from dataclasses import replace

import pytest

from db.merge.comparison import Aspect, Standing, compared
from db.model import Absence, LayerState
from db.operations import layers, spans
from tests.builders import make_desk


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    proposal = made.mark("PROPOSAL", "send troops")
    made.link(proposal, "proposed_by", made.mark("ACTOR", "France"))
    yield made
    made.project.close()


def both(desk, act):
    """What was there before and after something was done."""
    before = desk.annotation
    act()
    return compared(before, desk.annotation)


def test_a_copy_compared_with_itself_does_not_differ(desk):
    comparison = compared(desk.annotation, desk.annotation)
    assert comparison.differences == 0
    assert [pair.standing for pair in comparison.spans] == [Standing.BOTH, Standing.BOTH]
    assert [pair.standing for pair in comparison.links] == [Standing.BOTH]


def test_a_span_in_one_copy_stands_alone_on_its_side(desk):
    comparison = both(desk, lambda: desk.mark("ACTOR", "Germany"))
    (alone,) = [each for each in comparison.spans if each.standing is not Standing.BOTH]
    assert (alone.one, alone.standing) == (None, Standing.ONLY_OTHER)
    turned = compared(desk.annotation, replace(desk.annotation, spans=desk.annotation.spans[:-1]))
    assert turned.differences == 1
    assert turned.spans[-1].standing is Standing.ONLY_ONE


def test_a_span_that_was_changed_says_in_what(desk):
    france = desk.annotation.spans[0]

    def change():
        spans.relabel_span(
            desk.project, desk.author, article=desk.article, span=france.id, label="PROPOSAL"
        )

    comparison = both(desk, change)
    assert Aspect.LABEL in comparison.spans[0].aspects
    assert comparison.spans[0].standing is Standing.DIFFERS


def test_spans_that_each_copy_made_for_itself_are_one_where_label_and_place_are(desk):
    one = desk.annotation
    other = replace(
        one,
        spans=tuple(replace(each, id=f"other {each.id}") for each in one.spans),
        links=tuple(
            replace(
                each,
                id=f"other {each.id}",
                source=f"other {each.source}",
                target=f"other {each.target}",
            )
            for each in one.links
        ),
    )
    assert compared(one, other).differences == 0


def test_referents_are_compared_by_name(desk):
    one = desk.annotation
    renamed = tuple(replace(each, id=f"other {each.id}") for each in one.referents)
    pointed = tuple(replace(each, referent=f"other {each.referent}") for each in one.spans)
    assert compared(one, replace(one, spans=pointed, referents=renamed)).differences == 0
    other_name = tuple(replace(each, name=f"{each.name} II") for each in renamed)
    comparison = compared(one, replace(one, spans=pointed, referents=other_name))
    assert {pair.aspects for pair in comparison.spans} == {(Aspect.REFERENT,)}
    without = tuple(replace(each, referent=None) for each in one.spans)
    assert compared(one, replace(one, spans=without)).differences == 2


def test_a_link_that_leads_elsewhere_is_another_link(desk):
    one = desk.annotation
    elsewhere = replace(one.links[0], target=None, absence=Absence.IMPLIED)
    comparison = compared(one, replace(one, links=(elsewhere,)))
    assert {pair.standing for pair in comparison.links} == {
        Standing.ONLY_ONE,
        Standing.ONLY_OTHER,
    }


def test_the_state_of_the_layer_is_compared_too(desk):
    def finish():
        layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)
        layers.set_flag(desk.project, desk.author, article=desk.article, flag="look")

    comparison = both(desk, finish)
    assert comparison.aspects == (Aspect.STATE, Aspect.FLAG)
    assert comparison.differences == 2
