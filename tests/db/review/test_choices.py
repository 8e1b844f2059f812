"""Choosing in one unit: what each choice puts into gold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import SchemeViolation
from db.model import Absence, Annotation, Fragment, Referent, ReferentId, Span
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
from db.review.model import Filling, Unit, UnitKind
from db.review.overlap import common, size
from tests.db.review.layers import BODY, Reader, copy_of, extents, layers, teams, units


def the_unit(*words: str, nothing: int = 0) -> Unit:
    """One proposal as several annotators marked it; `nothing` of others read it."""
    readers = [Reader(str(number)) for number in range(1, len(words) + nothing + 1)]
    for reader, marked in zip(readers, words, strict=False):
        reader.mark("PROPOSAL", marked, status="proposed")
    return units(*readers)[0]


def quote(unit: Unit, choice: object) -> str:
    draft = resolve(unit, choice, BODY)
    assert isinstance(draft, SpanDraft)
    return draft.quote


@given(layers())
def test_a_unanimous_unit_gives_back_the_span(layer):
    spans = {span.id: span for span in layer.spans}

    for unit in units(layer, copy_of(layer, "copy")):
        draft = resolve(unit, TakeVersion(), BODY)
        if isinstance(draft, SpanDraft):
            (span,) = [spans[member] for member in unit.members if member in spans]
            assert _content(draft) == _content(span)


@st.composite
def sloppy_extents(draw: st.DrawFn) -> tuple[Fragment, ...]:
    """What a foreign tool might have let through: white space at edges, cut words."""
    start = draw(st.integers(0, 60))
    end = start + draw(st.integers(1, 12))
    pieces = [Fragment(start, end)]
    if draw(st.booleans()):
        gap = end + draw(st.integers(1, 3))
        pieces.append(Fragment(gap, gap + draw(st.integers(1, 12))))
    return tuple(pieces)


@st.composite
def sloppy_teams(draw: st.DrawFn) -> list[Annotation]:
    team = []
    for name in "123":
        reader = Reader(name)
        for pieces in draw(st.lists(sloppy_extents() | extents(), max_size=4)):
            if all(BODY[piece.start : piece.end].strip() for piece in pieces):
                reader.mark_at(draw(st.sampled_from(["PROPOSAL", "ACTOR"])), *pieces)
        team.append(reader.annotation())
    return team


@given(teams(least=2) | sloppy_teams())
def test_every_choice_gives_a_span_that_the_rules_allow(team):
    for unit in units(*team):
        for choice in choices_for(unit, BODY):
            draft = resolve(unit, choice, BODY)
            if isinstance(draft, SpanDraft):
                assert_is_fit(draft)


@given(sloppy_teams())
def test_the_union_holds_every_version_and_the_intersection_is_in_every_version(team):
    for unit in units(*team):
        every = [variant.fragments for variant in unit.marked]
        for choice in choices_for(unit, BODY):
            draft = resolve(unit, choice, BODY)
            if isinstance(choice, TakeUnion):
                assert all(_visible(common(draft.fragments, each)) == _visible(each)
                           for each in every)  # fmt: skip
            if isinstance(choice, TakeIntersection):
                assert all(size(common(draft.fragments, each)) == size(draft.fragments)
                           for each in every)  # fmt: skip


def test_a_version_is_taken_with_all_that_it_says():
    unit = the_unit("the plan", "plan")

    draft = resolve(unit, TakeVersion(number=2), BODY)

    assert draft == SpanDraft(
        unit=unit.id,
        label="PROPOSAL",
        fragments=unit.variants[1].fragments,
        quote="plan",
        attributes={"status": "proposed"},
    )


def test_the_version_that_marks_nothing_gives_no_span():
    unit = the_unit("the plan", nothing=1)

    assert resolve(unit, TakeVersion(number=2), BODY) is None
    assert resolve(unit, TakeNothing(), BODY) is None


def test_union_and_intersection_take_all_words_and_those_in_common():
    unit = the_unit("proposed to send", "to send troops", nothing=1)

    assert quote(unit, TakeUnion()) == "proposed to send troops"
    assert quote(unit, TakeIntersection()) == "to send"


def test_a_union_closes_gaps_of_white_space_alone():
    one, two, three = Reader("1"), Reader("2"), Reader("3")
    one.mark("PROPOSAL", "proposed", "send")
    two.mark("PROPOSAL", "send")
    three.mark("PROPOSAL", "proposed", "to")
    unit = units(one, two, three)[0]

    draft = resolve(unit, TakeUnion(), BODY)

    assert [BODY[piece.start : piece.end] for piece in draft.fragments] == ["proposed to send"]


def test_without_words_in_common_there_is_no_intersection():
    unit = the_unit("France proposed", "proposed to send", "send troops")

    assert TakeIntersection() not in choices_for(unit, BODY)
    with pytest.raises(SchemeViolation, match="no words to mark"):
        resolve(unit, TakeIntersection(), BODY)


def test_only_choices_that_make_a_difference_are_offered():
    assert choices_for(the_unit("the plan", "plan"), BODY) == (
        TakeVersion(number=1),
        TakeVersion(number=2),
        TakeNothing(),
    )
    assert choices_for(the_unit("the plan", nothing=1), BODY) == (
        TakeVersion(number=1),
        TakeVersion(number=2),
    )


def test_the_extent_of_one_goes_with_the_roles_of_another():
    one, two = Reader("1"), Reader("2")
    one.mark("REJECTION", "rejected the plan", strength="strong")
    span = two.mark("REJECTION", "rejected", strength="weak")
    two.link("rejected_by", span, Absence.UNNAMED)
    unit = units(one, two)[0]

    draft = resolve(unit, Combine(extent=1, roles=2), BODY)

    assert draft.quote == "rejected the plan"
    assert draft.attributes == {"strength": "strong"}
    assert draft.roles == {"rejected_by": Filling(absences=(Absence.UNNAMED,))}


def test_with_the_label_of_another_go_its_referent_and_answers():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "rejected the plan", name="plan", status="proposed")
    two.mark("REJECTION", "rejected the plan to", name="rejection", form="veto")
    unit = units(one, two)[0]

    draft = resolve(unit, Combine(extent=1, label=2), BODY)

    assert (draft.label, draft.quote) == ("REJECTION", "rejected the plan")
    assert draft.referent.name == "rejection"
    assert draft.attributes == {"form": "veto"}


def test_a_referent_of_another_label_is_not_taken():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "rejected the plan", name="plan")
    two.mark("REJECTION", "rejected the plan", name="rejection")
    unit = units(one, two)[0]

    assert resolve(unit, Combine(extent=1, referent=2), BODY).referent is None


def test_nothing_can_be_combined_from_who_marked_nothing():
    with pytest.raises(SchemeViolation, match="marks nothing"):
        resolve(the_unit("the plan", nothing=1), Combine(extent=1, attributes=2), BODY)


def test_a_version_that_is_not_there_is_refused():
    with pytest.raises(SchemeViolation, match="no version 3"):
        resolve(the_unit("the plan"), TakeVersion(number=3), BODY)


def test_what_is_edited_is_taken_without_white_space_at_its_edges():
    unit = the_unit("the plan")
    referent = Referent(id=ReferentId("r"), label="PROPOSAL", name="plan")
    start = BODY.index(" send troops ")
    edit = Edit(
        label="PROPOSAL",
        fragments=(Fragment(start, start + len(" send troops ")),),
        referent=referent,
        attributes={"status": "accepted"},
    )

    draft = resolve(unit, edit, BODY)

    assert draft.quote == "send troops"
    assert draft.referent == referent
    assert draft.attributes == {"status": "accepted"}


@pytest.mark.parametrize(
    ("fragments", "reason"),
    [
        ((), "no words to mark"),
        ((Fragment(6, 7),), "no words to mark"),
        ((Fragment(0, len(BODY) + 1),), "beyond the end"),
    ],
)
def test_an_edit_without_words_of_the_body_is_refused(fragments, reason):
    with pytest.raises(SchemeViolation, match=reason):
        resolve(the_unit("the plan"), Edit(label="PROPOSAL", fragments=fragments), BODY)


class TestTheArticleAsAWhole:
    @pytest.fixture
    def unit(self) -> Unit:
        one = Reader("1", relevance="relevant")
        one.mark("ACTOR", "Poland")
        found = units(one, Reader("2", relevance="marginal"))[-1]
        assert found.kind is UnitKind.ARTICLE
        return found

    def test_a_version_gives_its_answers(self, unit):
        assert resolve(unit, TakeVersion(), BODY) == ArticleDraft(
            unit=unit.id, labels={"relevance": "relevant"}
        )

    def test_nothing_goes_with_the_answers_of_who_found_nothing(self, unit):
        assert resolve(unit, TakeNothing(), BODY) == ArticleDraft(
            unit=unit.id, labels={"relevance": "marginal"}, nothing_here=True
        )

    def test_answers_can_be_taken_from_another(self, unit):
        assert resolve(unit, Combine(extent=1, attributes=2), BODY) == ArticleDraft(
            unit=unit.id, labels={"relevance": "marginal"}
        )

    def test_answers_can_be_edited(self, unit):
        edit = Edit(attributes={"relevance": "irrelevant"}, nothing_here=True)
        assert resolve(unit, edit, BODY) == ArticleDraft(
            unit=unit.id, labels={"relevance": "irrelevant"}, nothing_here=True
        )

    def test_it_has_no_extent(self, unit):
        with pytest.raises(SchemeViolation, match="no extent"):
            resolve(unit, TakeUnion(), BODY)


def assert_is_fit(draft: SpanDraft) -> None:
    """Never empty, inside the body, no white space at an edge, in order and apart."""
    assert draft.fragments
    assert draft.fragments[-1].end <= len(BODY)
    last = -1
    for piece in draft.fragments:
        assert piece.start > last
        assert BODY[piece.start : piece.end].strip() == BODY[piece.start : piece.end]
        last = piece.end
    assert draft.quote == BODY[draft.fragments[0].start : draft.fragments[-1].end]


def _content(span: Span | SpanDraft) -> tuple[object, ...]:
    return span.label, span.fragments, span.quote, span.attributes


def _visible(fragments: tuple[Fragment, ...]) -> set[int]:
    return {
        place
        for piece in fragments
        for place in range(piece.start, piece.end)
        if not BODY[place].isspace()
    }
