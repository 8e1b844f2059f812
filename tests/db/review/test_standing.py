"""What earlier decisions are worth after more was collected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.model import Absence, AnnotatorId, LayerState, SpanId
from db.review.choices import TakeVersion
from db.review.decisions import Decision, Source
from db.review.model import Aspect, AspectKind, Unit
from db.review.standing import (
    News,
    NewsKind,
    Standing,
    UnitState,
    fingerprint,
    standings,
)
from db.review.units import units_of
from tests.db.review.layers import Reader, default_scheme, layers, teams, units


def decide(unit: Unit) -> Decision:
    return Decision(
        unit=unit.id,
        source=Source.ADJUDICATED,
        choice=TakeVersion(),
        fingerprint=fingerprint(unit),
    )


def after(decisions: list[Decision], *readers: Reader) -> tuple[tuple[Unit, ...], list[Standing]]:
    """The units and how they stand once these layers were collected."""
    found = units_of([each.annotation() for each in readers], default_scheme(), decisions)
    return found, list(standings(found, decisions).values())


def pair(change: Callable[[Reader], None] | None = None, **state: object) -> tuple[Reader, Reader]:
    """Two annotators who marked a rejection, the second one with a change."""
    readers = Reader("1"), Reader("2", **state)
    for reader in readers:
        span = reader.mark("REJECTION", "rejected the plan", name="rejection", form="veto")
        reader.link("rejected_by", span, Absence.UNNAMED)
    if change:
        change(readers[1])
    return readers


def news_after(change: Callable[[Reader], None] | None = None, **state: object) -> Standing:
    """How the rejection stands when the second annotator changes it after it was settled."""
    (unit,) = units(*pair())
    _, (standing,) = after([decide(unit)], *pair(change, **state))
    return standing


def changed(*aspects: Aspect) -> tuple[News, ...]:
    return (News(annotator=AnnotatorId("annotator 2"), kind=NewsKind.CHANGED, aspects=aspects),)


def test_a_unit_without_a_decision_is_open():
    _, (standing,) = after([], *pair())

    assert standing == Standing(state=UnitState.OPEN)


def test_a_decision_about_the_same_readings_stands():
    standing = news_after()

    assert standing.state is UnitState.SETTLED
    assert standing.decision is not None


@given(teams())
def test_every_decision_stands_when_the_same_is_collected_again(team):
    found = units(*team)
    decisions = [decide(unit) for unit in found]

    again = units_of(team, default_scheme(), decisions)

    assert [unit.id for unit in again] == [unit.id for unit in found]
    assert {each.state for each in standings(again, decisions).values()} <= {UnitState.SETTLED}


@given(teams(), layers("new"))
def test_units_have_names_of_their_own_whatever_was_decided_before(team, new):
    decisions = [decide(unit) for unit in units(*team)]

    again = units_of([*team[1:], new], default_scheme(), decisions)

    assert len({unit.id for unit in again}) == len(again)


@given(teams(least=2), st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter(team, random):
    decisions = [decide(unit) for unit in units(*team[1:])]
    shuffled = random.sample(decisions, len(decisions))

    assert units_of(team, default_scheme(), shuffled) == units_of(team, default_scheme(), decisions)


def test_a_moved_end_shows():
    def move(reader: Reader) -> None:
        longer = replace(reader.spans[0], fragments=(replace_end(reader.spans[0].fragments[0], 3),))
        reader.spans[0] = longer

    assert news_after(move).news == changed(Aspect(kind=AspectKind.EXTENT))


def test_an_answer_a_referent_and_a_role_show():
    def change(reader: Reader) -> None:
        reader.spans.clear()
        reader.links.clear()
        span = reader.mark("REJECTION", "rejected the plan", name="refusal", form="denial")
        reader.link("rejected_by", span, Absence.IMPLIED)

    standing = news_after(change)

    assert standing.state is UnitState.CHANGED
    assert standing.news == changed(
        Aspect(kind=AspectKind.REFERENT),
        Aspect(kind=AspectKind.ATTRIBUTE, name="form"),
        Aspect(kind=AspectKind.ROLE, name="rejected_by"),
    )


def test_marking_anew_at_the_same_place_is_no_news():
    def again(reader: Reader) -> None:
        reader.spans[0] = replace(reader.spans[0], id=SpanId("made anew"))
        reader.links[0] = replace(reader.links[0], source=SpanId("made anew"))

    assert news_after(again).state is UnitState.SETTLED


def test_a_span_that_was_removed_shows_as_marked_nothing():
    def remove(reader: Reader) -> None:
        reader.spans.clear()
        reader.mark("ACTOR", "Poland")

    found, (rejection, _) = after([decide(units(*pair())[0])], *pair(remove))

    assert len(found) == 2
    assert rejection.news == changed(Aspect(kind=AspectKind.PRESENCE))


def test_who_is_not_through_any_more_has_left():
    def remove(reader: Reader) -> None:
        reader.spans.clear()

    standing = news_after(remove, state=LayerState.OPEN)

    assert standing.news == (News(annotator=AnnotatorId("annotator 2"), kind=NewsKind.LEFT),)


def test_one_more_annotator_shows_and_keeps_the_decision():
    three = Reader("3")
    three.mark("REJECTION", "rejected", known_as="older than all")
    (unit,) = units(*pair())

    (again,), (standing,) = after([decide(unit)], *pair(), three)

    assert again.id == unit.id
    assert standing.news == (News(annotator=three.id, kind=NewsKind.JOINED),)


def test_what_others_do_to_a_filler_is_no_news_of_the_statement():
    def statement(reader: Reader, actor: str) -> None:
        span = reader.mark("REJECTION", "rejected the plan")
        reader.link("rejected_by", span, reader.mark("ACTOR", actor))

    before, later = (Reader("1"), Reader("2")), (Reader("1"), Reader("2"))
    statement(before[0], "Germany")
    before[1].mark("ACTOR", "Germany")
    statement(later[0], "Germany")
    later[1].mark("ACTOR", "Germany rejected")
    decisions = [decide(unit) for unit in units(*before)]

    _, (actor, rejection) = after(decisions, *later)

    assert actor.state is UnitState.CHANGED
    assert rejection.state is UnitState.SETTLED


def test_of_a_unit_that_falls_apart_the_larger_part_keeps_the_decision():
    def marked(*words: str) -> list[Reader]:
        readers = [Reader(name) for name in "123"]
        for reader, each in zip(readers, words, strict=True):
            reader.mark("PROPOSAL", each)
        return readers

    together = marked("The plan, said", "said France", "said France")
    (unit,) = units(*together)

    found, stand = after([decide(unit)], *marked("The plan", "said France", "said France"))

    assert found[0].id != unit.id
    assert found[1].id == unit.id
    assert [each.state for each in stand] == [UnitState.OPEN, UnitState.CHANGED]


def test_a_new_answer_about_the_article_shows():
    one, again = Reader("1", relevance="relevant"), Reader("1", relevance="marginal")
    (unit,) = units(one)

    _, (standing,) = after([decide(unit)], again)

    assert [each.aspects for each in standing.news] == [
        (Aspect(kind=AspectKind.ATTRIBUTE, name="relevance"),)
    ]


def replace_end(piece, more):
    return replace(piece, end=piece.end + more)
