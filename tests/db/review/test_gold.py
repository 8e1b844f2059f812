"""Which unit each span of the gold layer settles, and whether it was edited."""

from __future__ import annotations

from dataclasses import replace

from db.model import Absence, Fragment, SpanId
from db.review.choices import SpanDraft, TakeVersion, resolve
from db.review.decisions import Decision, Source
from db.review.gold import GoldSpan, compare
from db.review.model import Aspect, AspectKind, Unit
from db.review.standing import fingerprint
from tests.db.review.layers import BODY, Reader, default_scheme, units


def annotators() -> tuple[Unit, ...]:
    """Germany, who rejected the plan: one with and one without the article in front."""
    readers = [Reader("1"), Reader("2")]
    for reader, words in zip(readers, ("rejected the plan", "rejected"), strict=True):
        actor = reader.mark("ACTOR", "Germany", name="Germany")
        span = reader.mark("REJECTION", words, form="veto")
        reader.link("rejected_by", span, actor)
    return units(*readers)


def gold_layer(**changes: object) -> Reader:
    """What the first versions put into gold, with changes made afterwards."""
    said = {"words": "rejected the plan", "form": "veto", "name": "Germany"} | changes
    gold = Reader("gold")
    actor = gold.mark(
        "ACTOR", "Germany", known_as="gold actor", name=str(said["name"]), is_shared=True
    )
    span = gold.mark(
        "REJECTION", str(said["words"]), known_as="gold rejection", form=str(said["form"])
    )
    gold.link("rejected_by", span, said.get("filler", actor))
    return gold


def decisions(found: tuple[Unit, ...], *golds: str) -> list[Decision]:
    return [
        Decision(
            unit=unit.id,
            source=Source.ADJUDICATED,
            choice=TakeVersion(),
            fingerprint=fingerprint(unit),
            written=resolve(unit, TakeVersion(), BODY),
            gold=SpanId(gold) if gold else None,
        )
        for unit, gold in zip(found, golds, strict=True)
    ]


def edited(gold: Reader, found: tuple[Unit, ...], made: list[Decision]) -> list[tuple[Aspect, ...]]:
    return [each.edited for each in compare(gold.annotation(), found, made, default_scheme())]


DECIDED = ("gold actor", "gold rejection")


def test_what_a_decision_wrote_settles_its_unit():
    found = annotators()
    made = decisions(found, *DECIDED)

    assert compare(gold_layer().annotation(), found, made, default_scheme()) == (
        GoldSpan(span=SpanId("gold actor"), unit=found[0].id, decision=made[0]),
        GoldSpan(span=SpanId("gold rejection"), unit=found[1].id, decision=made[1]),
    )


def test_what_was_changed_since_is_named():
    found = annotators()
    gold = gold_layer(words="rejected the", form="denial", name="Berlin", filler=Absence.UNNAMED)

    assert edited(gold, found, decisions(found, *DECIDED)) == [
        (Aspect(kind=AspectKind.REFERENT),),
        (
            Aspect(kind=AspectKind.EXTENT),
            Aspect(kind=AspectKind.ATTRIBUTE, name="form"),
            Aspect(kind=AspectKind.ROLE, name="rejected_by"),
        ),
    ]


def test_a_link_that_waits_for_its_filler_is_no_edit():
    found = annotators()
    made = decisions(found, "", "gold rejection")[1:]
    gold = gold_layer()
    gold.spans = gold.spans[1:]
    gold.links.clear()

    assert edited(gold, found, made) == [()]


def test_a_span_that_no_decision_wrote_settles_what_it_overlaps_best():
    found = annotators()

    settled = compare(gold_layer(words="the plan").annotation(), found, (), default_scheme())

    assert [each.unit for each in settled] == [unit.id for unit in found]
    assert [each.edited for each in settled] == [(), (Aspect(kind=AspectKind.EXTENT),)]


def test_the_same_label_comes_before_the_same_words():
    found = annotators()
    gold = Reader("gold")
    gold.mark("PROPOSAL", "rejected the plan")
    gold.mark("REJECTION", "rejected")

    settled = compare(gold.annotation(), found, (), default_scheme())

    assert [each.unit for each in settled] == [None, found[1].id]


def test_a_span_of_another_label_settles_only_what_it_nearly_covers():
    found = annotators()
    gold = Reader("gold")
    gold.mark("PROPOSAL", "rejected the plan to")

    (settled,) = compare(gold.annotation(), found, (), default_scheme())

    assert settled.unit == found[1].id
    assert settled.edited[:2] == (
        Aspect(kind=AspectKind.EXTENT),
        Aspect(kind=AspectKind.LABEL),
    )


def test_what_the_lead_added_settles_nothing():
    gold = Reader("gold")
    gold.mark("ACTOR", "Poland")

    (added,) = compare(gold.annotation(), annotators(), (), default_scheme())

    assert added.unit is None


def test_a_unit_that_is_settled_is_not_settled_again_by_place():
    found = annotators()
    gold = gold_layer()
    gold.mark("ACTOR", "Germany rejected", known_as="another")
    made = decisions(found, *DECIDED)

    settled = {
        each.span: each.unit for each in compare(gold.annotation(), found, made, default_scheme())
    }

    assert settled["another"] is None


def test_a_decision_whose_span_is_gone_settles_nothing_by_it():
    found = annotators()
    gold = gold_layer()
    gold.spans = [each for each in gold.spans if each.label == "ACTOR"]
    gold.links.clear()

    settled = compare(gold.annotation(), found, decisions(found, *DECIDED), default_scheme())

    assert [each.span for each in settled] == ["gold actor"]


def test_gold_of_a_unit_that_the_annotators_unmarked_has_no_unit():
    found = annotators()
    made = decisions(found, *DECIDED)

    settled = compare(gold_layer().annotation(), found[:1], made, default_scheme())

    assert [each.unit for each in settled] == [found[0].id, None]
    assert settled[1].decision == made[1]


def test_a_gold_span_is_compared_with_what_was_written_and_not_with_what_annotators_say_now():
    found = annotators()
    made = decisions(found, *DECIDED)
    written = made[1].written
    assert isinstance(written, SpanDraft)
    made[1] = replace(
        made[1],
        written=replace(written, fragments=(Fragment(0, 6),)),
    )

    assert edited(gold_layer(), found, made)[1] == (Aspect(kind=AspectKind.EXTENT),)
