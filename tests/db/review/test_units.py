"""Laying layers side by side: what comes together, who agrees, and in what they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Bug
from db.model import Absence, Annotation, ArticleId, Fragment, LayerState
from db.review.model import Aspect, AspectKind, Filling, Status, Unit, UnitKind
from db.review.units import units_of
from db.scheme.model import Attribute, AttributeKind
from tests.db.review.layers import (
    BODY,
    Reader,
    copy_of,
    default_scheme,
    layers,
    teams,
    units,
)

PRESENCE = Aspect(kind=AspectKind.PRESENCE)
EXTENT = Aspect(kind=AspectKind.EXTENT)
LABEL = Aspect(kind=AspectKind.LABEL)
REFERENT = Aspect(kind=AspectKind.REFERENT)


def attribute(name: str) -> Aspect:
    return Aspect(kind=AspectKind.ATTRIBUTE, name=name)


def role(name: str) -> Aspect:
    return Aspect(kind=AspectKind.ROLE, name=name)


def the_unit(*readers: Reader | Annotation) -> Unit:
    (unit,) = units(*readers)
    return unit


@given(teams())
def test_every_span_is_in_exactly_one_unit(team):
    members = Counter(
        span for unit in units(*team) for variant in unit.variants for span in variant.spans
    )

    assert members == Counter(span.id for layer in team for span in layer.spans)


@given(teams())
def test_no_unit_holds_two_spans_of_one_annotator(team):
    for unit in units(*team):
        annotators = [reading.annotator for reading in unit.readings]
        assert len(annotators) == len(set(annotators))


@given(teams(least=2), st.randoms(use_true_random=False))
def test_neither_the_order_of_layers_nor_of_spans_matters(team, random):
    shuffled = [
        Annotation(
            layer=each.layer,
            spans=tuple(random.sample(each.spans, len(each.spans))),
            links=tuple(random.sample(each.links, len(each.links))),
            referents=tuple(random.sample(each.referents, len(each.referents))),
        )
        for each in random.sample(team, len(team))
    ]

    def said(all_units):
        return [
            (unit.id, unit.status, unit.aspects, [(v.annotators, v.spans) for v in unit.variants])
            for unit in all_units
        ]

    assert said(units(*shuffled)) == said(units(*team))


@given(layers(most=8), st.integers(1, 3))
def test_copies_give_unanimous_units_only(layer, count):
    layer = _done(layer)
    team = [layer, *(copy_of(layer, f"copy {number}") for number in range(count))]

    for unit in units(*team):
        assert unit.status is Status.UNANIMOUS
        assert unit.aspects == ()


@given(teams(least=2))
def test_spans_of_one_label_that_overlap_are_apart_only_where_an_annotator_has_both(team):
    found = [unit for unit in units(*team) if unit.kind is not UnitKind.ARTICLE]

    for position, unit in enumerate(found):
        for other in found[position + 1 :]:
            if _share_words_and_label(unit, other):
                mine = {a for variant in unit.marked for a in variant.annotators}
                assert mine & {a for variant in other.marked for a in variant.annotators}


def test_the_same_words_with_the_same_label_are_one_unanimous_unit():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "France")
    two.mark("ACTOR", "France")

    unit = the_unit(one, two)

    assert unit.status is Status.UNANIMOUS
    assert unit.kind is UnitKind.SPAN
    assert unit.variants[0].annotators == (one.id, two.id)


def test_overlapping_words_differ_in_extent():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "to send troops to the border")
    two.mark("PROPOSAL", "send troops")

    unit = the_unit(one, two)

    assert unit.status is Status.DIFFERING
    assert unit.aspects == (EXTENT,)
    assert (unit.start, unit.end) == (BODY.index("to send"), BODY.index(". Germany"))


def test_another_label_over_the_same_words_is_one_unit_that_differs_in_label():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "rejected the plan")
    two.mark("REJECTION", "rejected the plan")

    assert the_unit(one, two).aspects == (LABEL,)


def test_another_label_over_a_part_only_is_another_unit():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "France proposed to send troops")
    two.mark("ACTOR", "France")

    assert [unit.status for unit in units(one, two)] == [Status.SINGLE, Status.SINGLE]


def test_an_actor_inside_a_proposal_is_met_by_the_actor_and_not_by_the_proposal():
    one, two = Reader("1"), Reader("2")
    for reader in (one, two):
        reader.mark("PROPOSAL", "France proposed")
        reader.mark("ACTOR", "France")

    found = units(one, two)

    assert [unit.variants[0].label for unit in found] == ["PROPOSAL", "ACTOR"]
    assert {unit.status for unit in found} == {Status.UNANIMOUS}


def test_of_nested_spans_the_one_that_fits_is_taken_and_not_the_long_one():
    one, two = Reader("1"), Reader("2")
    long = one.mark("PROPOSAL", "France proposed to send troops to the border")
    short = one.mark("PROPOSAL", "send troops")
    other = two.mark("PROPOSAL", "to send troops")

    assert {unit.members for unit in units(one, two)} == {
        frozenset({long}),
        frozenset({short, other}),
    }


def test_the_pairs_are_those_that_leave_least_alone():
    # The two long ones are most alike; but then the two short ones would stay alone.
    body = "aaaa bbbb cccc"
    one, two = Reader("1", body=body), Reader("2", body=body)
    one.mark("PROPOSAL", "bbbb cccc")
    one.mark("PROPOSAL", "aaaa")
    two.mark("PROPOSAL", "aaaa bbbb cccc")
    two.mark("PROPOSAL", "cccc")

    assert [len(unit.members) for unit in units(one, two)] == [2, 2]


def test_fragments_count_and_the_gap_between_them_does_not():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "France", "troops")
    two.mark("PROPOSAL", "proposed to send")

    assert [unit.status for unit in units(one, two)] == [Status.SINGLE, Status.SINGLE]


def test_a_gap_makes_an_extent_differ():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "proposed", "troops")
    two.mark("PROPOSAL", "proposed to send troops")

    assert the_unit(one, two).aspects == (EXTENT,)


def test_stacked_spans_are_told_apart_by_what_is_said_of_them():
    one, two = Reader("1"), Reader("2")
    for reader, order in ((one, ["proposed", "accepted"]), (two, ["accepted", "proposed"])):
        for status in order:
            reader.mark("PROPOSAL", "the plan", status=status)

    assert [unit.status for unit in units(one, two)] == [Status.UNANIMOUS, Status.UNANIMOUS]


def test_who_read_and_marked_nothing_is_a_version():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "France")

    unit, article = units(one, two)

    assert unit.status is Status.SINGLE
    assert unit.aspects == (PRESENCE,)
    assert [variant.is_nothing for variant in unit.variants] == [False, True]
    assert unit.variants[1].annotators == (two.id,)
    assert article.kind is UnitKind.ARTICLE


def test_who_is_not_through_does_not_count_where_they_marked_nothing():
    one, two = Reader("1"), Reader("2", state=LayerState.OPEN)
    one.mark("ACTOR", "France")
    two.mark("ACTOR", "Germany")

    assert [len(unit.readings) for unit in units(one, two)] == [1, 2]


def test_nothing_can_be_what_most_say():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "France")
    two.mark("ACTOR", "France")
    others = [Reader(name) for name in "345"]

    unit = units(one, two, *others)[0]

    assert unit.status is Status.MAJORITY
    assert [len(variant.readings) for variant in unit.variants] == [2, 3]


def test_more_than_half_that_agree_are_a_majority():
    readers = [Reader(name) for name in "123"]
    for reader, words in zip(readers, ("the plan", "the plan", "plan"), strict=True):
        reader.mark("PROPOSAL", words)

    unit = the_unit(*readers)

    assert unit.status is Status.MAJORITY
    assert [variant.quote for variant in unit.variants] == ["the plan", "plan"]


def test_half_is_no_majority():
    readers = [Reader(name) for name in "1234"]
    for reader, words in zip(readers, ("the plan", "the plan", "plan", "plan to"), strict=True):
        reader.mark("PROPOSAL", words)

    assert the_unit(*readers).status is Status.DIFFERING


def test_referents_of_the_same_name_are_the_same():
    one, two, three = Reader("1"), Reader("2"), Reader("3")
    one.mark("ACTOR", "France", name="French Republic")
    two.mark("ACTOR", "France", name="french  republic")
    three.mark("ACTOR", "France", name="FRENCH REPUBLIC", is_shared=True)

    unit = the_unit(one, two, three)

    assert unit.status is Status.UNANIMOUS
    assert unit.variants[0].referent is not None
    assert unit.variants[0].referent.owner is None


def test_referents_of_other_names_differ():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "France", name="French Republic")
    two.mark("ACTOR", "France", name="French government")

    assert the_unit(one, two).aspects == (REFERENT,)


def test_referents_named_by_the_words_of_one_unit_are_the_same():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "to send troops", name="to send troops")
    one.mark("PROPOSAL", "The plan", name="to send troops")
    two.mark("PROPOSAL", "send troops", name="send troops")
    two.mark("PROPOSAL", "The plan", name="send troops")

    first, second = units(one, two)

    assert first.aspects == (EXTENT,)
    assert second.status is Status.UNANIMOUS


def test_two_referents_of_one_annotator_never_become_one():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "said France", name="said France")
    one.mark("ACTOR", "France", name="France")
    two.mark("ACTOR", "France", name="France")
    two.mark("ACTOR", "France", nth=1, name="France")

    assert [unit.aspects for unit in units(one, two)] == [(), (EXTENT, REFERENT)]


def test_attributes_are_named_where_they_differ():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "the plan", status="proposed", certainty="CT+")
    two.mark("PROPOSAL", "the plan", status="accepted", certainty="CT+")

    assert the_unit(one, two).aspects == (attribute("status"),)


def test_an_answer_that_is_missing_differs_from_one_that_is_given():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "the plan", status="proposed")
    two.mark("PROPOSAL", "the plan")

    assert the_unit(one, two).aspects == (attribute("status"),)


def statement(reader: Reader, *, rejecter: str = "Germany", rejecter_words: str = "") -> None:
    """A rejection with who rejected it; marked over other words of the same where given."""
    span = reader.mark("REJECTION", "rejected the plan")
    actor = reader.mark("ACTOR", rejecter_words or rejecter)
    reader.link("rejected_by", span, actor)


def test_roles_are_compared_through_the_units_of_the_fillers():
    one, two = Reader("1"), Reader("2")
    statement(one)
    statement(two, rejecter_words="Germany rejected")

    actor, rejection = units(one, two)

    assert actor.aspects == (EXTENT,)
    assert rejection.status is Status.UNANIMOUS
    assert rejection.kind is UnitKind.STATEMENT
    assert rejection.variants[0].roles == {"rejected_by": Filling(units=(actor.id,))}


def test_another_filler_makes_a_role_differ():
    one, two = Reader("1"), Reader("2")
    statement(one)
    statement(two, rejecter="Poland")

    rejection = next(each for each in units(one, two) if each.kind is UnitKind.STATEMENT)

    assert rejection.aspects == (role("rejected_by"),)


def test_a_reason_for_an_open_role_is_compared_like_a_filler():
    readers = [Reader("1"), Reader("2")]
    for reader, reason in zip(readers, (Absence.UNNAMED, Absence.IMPLIED), strict=True):
        reader.link("rejected_by", reader.mark("REJECTION", "rejected"), reason)

    assert the_unit(*readers).aspects == (role("rejected_by"),)


def test_a_link_to_a_span_that_is_not_there_fills_nothing():
    one = Reader("1")
    one.link("rejected_by", one.mark("REJECTION", "rejected"), "gone")

    assert the_unit(one).variants[0].roles == {}


def test_answers_about_the_article_are_a_unit_at_the_end():
    one, two = Reader("1", relevance="relevant"), Reader("2", relevance="marginal")
    for reader in (one, two):
        reader.mark("ACTOR", "Poland")

    article = units(one, two)[-1]

    assert article.kind is UnitKind.ARTICLE
    assert article.aspects == (attribute("relevance"),)
    assert (article.start, article.end) == (0, 0)


def test_texts_about_the_article_are_the_same_whatever_their_case_and_spacing():
    one, two = Reader("1", event_group="troop plan"), Reader("2", event_group="Troop  plan")

    assert the_unit(one, two).status is Status.UNANIMOUS


def test_all_who_found_nothing_agree():
    unit = the_unit(Reader("1"), Reader("2", state=LayerState.OPEN, nothing_here=True))

    assert unit.kind is UnitKind.ARTICLE
    assert unit.status is Status.UNANIMOUS
    assert unit.variants[0].is_nothing


def test_who_found_nothing_differs_from_who_found_something():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "Poland")

    article = units(one, two)[-1]

    assert article.kind is UnitKind.ARTICLE
    assert article.aspects == (PRESENCE,)


def test_without_layers_there_are_no_units():
    assert units_of([], default_scheme()) == ()


def test_two_layers_of_one_annotator_are_refused():
    with pytest.raises(Bug, match="one annotator"):
        units(Reader("1"), Reader("1"))


def test_layers_of_two_articles_are_refused():
    one, two = Reader("1").annotation(), Reader("2").annotation()
    elsewhere = replace(two, layer=replace(two.layer, article=ArticleId("another")))

    with pytest.raises(Bug, match="several articles"):
        units(one, elsewhere)


def test_an_answer_that_is_a_referent_is_compared_by_its_name():
    about = Attribute(name="about", title="About", kind=AttributeKind.REFERENT)
    known = default_scheme()
    scheme = replace(
        known,
        span_types=tuple(replace(each, attributes=(about,)) for each in known.span_types),
    )
    readers = [Reader("1"), Reader("2")]
    for reader in readers:
        reader.mark("ACTOR", "Poland", name="Poland")
        (referent,) = reader.referents
        reader.mark("PROPOSAL", "the plan", about=referent)

    found = units_of([each.annotation() for each in readers], scheme)

    assert {unit.status for unit in found} == {Status.UNANIMOUS}


def _done(layer: Annotation) -> Annotation:
    return replace(layer, layer=replace(layer.layer, state=LayerState.DONE))


def _share_words_and_label(unit: Unit, other: Unit) -> bool:
    def covered(fragments: tuple[Fragment, ...]) -> set[int]:
        return {place for piece in fragments for place in range(piece.start, piece.end)}

    return any(
        mine.label == theirs.label and covered(mine.fragments) & covered(theirs.fragments)
        for mine in unit.marked
        for theirs in other.marked
    )
