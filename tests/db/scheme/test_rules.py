from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from db import shipped
from db.model import (
    Absence,
    Annotation,
    Fragment,
    LayerState,
    Link,
    LinkId,
    Referent,
    ReferentId,
    Span,
    SpanId,
)
from db.scheme.model import Level, Rules, Scheme
from db.scheme.rules import RuleKind, RuleProblem, problems, problems_at_done
from db.scheme.toml import parse
from tests.db.scheme.builders import BODY, LAYER, annotation, link, span

SCHEME = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))

NORLAND = span("norland", "ACTOR", "Norland")
SUDLAND = span("sudland", "ACTOR", "Sudland")
TRUCE = span("truce", "PROPOSAL", "a truce", referent="plan")
THE_TRUCE = span("the-truce", "PROPOSAL", "the truce", referent="plan")
REFUSED = span("refused", "REJECTION", "refused", referent="no")
THE_REFUSAL = span("the-refusal", "REJECTION", "The refusal", referent="no")

COMPLETE = (
    link("proposed_by", "truce", "norland"),
    link("rejects", "refused", "the-truce"),
    link("rejected_by", "refused", "sudland"),
)
ALL = (NORLAND, SUDLAND, TRUCE, THE_TRUCE, REFUSED, THE_REFUSAL)


def kinds(found: tuple[RuleProblem, ...]) -> list[RuleKind]:
    return [problem.kind for problem in found]


def with_rules(rules: Rules) -> Scheme:
    return replace(SCHEME, rules=rules)


def test_a_complete_annotation_has_no_problems_though_later_mentions_repeat_nothing():
    assert problems(SCHEME, annotation(*ALL, links=COMPLETE)) == ()


def test_an_open_slot_is_told_once_at_the_first_mention_in_plain_words():
    found = problems(SCHEME, annotation(*ALL, links=COMPLETE[1:]))
    assert [str(problem) for problem in found] == ["Proposed by: needs an actor"]
    [problem] = found
    assert problem.level is Level.ERROR
    assert (problem.span, problem.role, problem.referent) == ("truce", "proposed_by", "plan")


def test_a_slot_that_only_a_later_mention_fills_is_filled():
    links = (link("proposed_by", "the-truce", "norland"), *COMPLETE[1:])
    assert problems(SCHEME, annotation(*ALL, links=links)) == ()


def test_an_absence_reason_fills_a_slot():
    links = (link("proposed_by", "truce", Absence.UNNAMED), *COMPLETE[1:])
    assert problems(SCHEME, annotation(*ALL, links=links)) == ()


def test_statements_without_a_referent_answer_for_themselves():
    first = replace(TRUCE, referent=None)
    second = replace(THE_TRUCE, referent=None)
    found = problems(SCHEME, annotation(first, second))
    assert [problem.span for problem in found] == ["truce", "the-truce"]


@pytest.mark.parametrize("level", [Level.WARNING, Level.OFF])
def test_the_scheme_says_how_open_slots_are_taken(level: Level):
    scheme = with_rules(replace(SCHEME.rules, open_slot=level))
    found = problems(scheme, annotation(TRUCE))
    assert [problem.level for problem in found] == ([] if level is Level.OFF else [level])


def test_the_same_link_twice_is_a_problem_but_two_targets_are_not():
    twice = replace(COMPLETE[0], id=LinkId("again"))
    assert kinds(problems(SCHEME, annotation(*ALL, links=(*COMPLETE, twice)))) == [
        RuleKind.DUPLICATE_LINK
    ]
    other = link("proposed_by", "truce", "sudland")
    scheme = with_rules(Rules())
    assert problems(scheme, annotation(*ALL, links=(*COMPLETE, other))) == ()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (link("rejects", "refused", "norland"), "can't be “Norland”; it needs a proposal"),
        (link("proposed_by", "refused", "norland"), "the scheme has no such role for REJECTION"),
        (link("rejects", "refused", "gone"), "points at a span that is gone"),
        (link("rejects", "gone", "truce"), "belongs to a span that is gone"),
    ],
)
def test_links_that_the_scheme_does_not_know_are_problems(wrong: Link, message: str):
    found = problems(SCHEME, annotation(*ALL, links=(*COMPLETE, wrong)))
    assert [(problem.kind, problem.message) for problem in found] == [
        (RuleKind.WRONG_LINK, message)
    ]


def test_a_span_that_points_at_itself_is_a_problem():
    wrong = link("rejects", "refused", "refused")
    found = problems(SCHEME, annotation(*ALL, links=(*COMPLETE, wrong)))
    assert kinds(found) == [RuleKind.SELF_LINK]


def test_who_rejects_the_own_proposal_is_warned_of_over_all_mentions():
    again = span("again", "ACTOR", "Sudland", referent="r-norland")
    links = (
        COMPLETE[0],
        link("rejects", "refused", "the-truce"),
        link("rejected_by", "the-refusal", "again"),
    )
    [problem] = problems(SCHEME, annotation(*ALL, again, links=links))
    assert problem.level is Level.WARNING
    assert str(problem) == "Rejected by: Norland is also “Proposed by” of it"
    assert (problem.span, problem.kind) == ("refused", RuleKind.ROLE_CONFLICT)


def test_answers_outside_the_scheme_are_problems():
    wrong = replace(TRUCE, attributes={"status": "burnt", "mood": "good", "certainty": "CT+"})
    referent = Referent(
        id=ReferentId("r-norland"), label="ACTOR", name="Norland", attributes={"type": "planet"}
    )
    links = COMPLETE[:1]
    found = problems(SCHEME, annotation(NORLAND, wrong, links=links, referents=(referent,)))
    assert [str(problem) for problem in found] == [
        "Type: “planet” is none of the options",
        "Status: “burnt” is none of the options",
        "mood: the scheme has no such question",
    ]


def test_answers_about_a_referent_are_checked_at_its_first_mention_only():
    referent = Referent(id=ReferentId("x"), label="ACTOR", name="X", attributes={"type": "?"})
    one, two = replace(NORLAND, referent=referent.id), replace(SUDLAND, referent=referent.id)
    found = problems(SCHEME, annotation(one, two, referents=(referent,)))
    assert [problem.span for problem in found] == ["norland"]


def test_answers_about_the_article_are_checked():
    found = problems(SCHEME, annotation(labels={"relevance": "huge", "note": "x", "age": 3}))
    assert [str(problem) for problem in found] == [
        "Relevance: “huge” is none of the options",
        "age: the scheme has no such question",
    ]


def test_labels_and_referents_that_do_not_fit_are_problems():
    strange = span("strange", "THREAT", "on Monday")
    misfit = replace(NORLAND, referent=ReferentId("plan"))
    referent = Referent(id=ReferentId("plan"), label="PROPOSAL", name="A truce")
    found = problems(SCHEME, annotation(strange, misfit, referents=(referent,)))
    assert [problem.message for problem in found] == [
        "“A truce” is no actor",
        "the scheme has no label THREAT",
    ]


def test_white_space_at_an_edge_is_a_problem():
    edge = replace(NORLAND, fragments=(Fragment(0, 8),), quote="Norland ")
    assert kinds(problems(SCHEME, annotation(edge))) == [RuleKind.WHITE_SPACE]


def test_overlap_is_a_problem_only_where_the_scheme_forbids_it():
    outer = span("outer", "ACTOR", "Norland offered")
    crossing = span("crossing", "ACTOR", "offered a")
    same = span("same", "ACTOR", "Norland", referent="other")
    spans = annotation(outer, crossing, NORLAND, same)
    assert problems(SCHEME, spans) == ()
    strict = with_rules(Rules(nesting=False, crossing=False, same_extent=False))
    assert sorted((str(each.span), each.message) for each in problems(strict, spans)) == [
        ("crossing", "overlaps “Norland offered”: they cross each other"),
        ("norland", "overlaps “Norland offered”: one stands inside the other"),
        ("same", "overlaps “Norland offered”: one stands inside the other"),
        ("same", "overlaps “Norland”: both mark the same words"),
    ]


def test_what_stands_in_a_gap_does_not_overlap_and_gaps_can_be_forbidden():
    gapped = replace(NORLAND, fragments=(Fragment(0, 7), Fragment(16, 23)), quote=BODY[:23])
    inside = span("inside", "ACTOR", "offered")
    strict = with_rules(Rules(nesting=False, crossing=False, same_extent=False))
    assert problems(strict, annotation(gapped, inside)) == ()
    whole = with_rules(Rules(fragments=False))
    assert kinds(problems(whole, annotation(gapped, inside))) == [RuleKind.FRAGMENTS]


def test_nothing_here_contradicts_statements_but_not_actors():
    assert problems(SCHEME, annotation(NORLAND, nothing_here=True)) == ()
    found = problems(SCHEME, annotation(*ALL, links=COMPLETE, nothing_here=True))
    assert kinds(found) == [RuleKind.NOTHING_HERE]
    assert found[0].span is None


def test_an_empty_layer_can_only_be_done_by_saying_that_nothing_is_here():
    assert problems(SCHEME, annotation()) == ()
    found = problems_at_done(SCHEME, annotation())
    assert kinds(found) == [RuleKind.EMPTY_LAYER]
    assert "press N" in found[0].message
    assert found == problems(SCHEME, annotation(state=LayerState.DONE))
    assert problems_at_done(SCHEME, annotation(nothing_here=True)) == ()


def test_problems_come_in_reading_order_with_the_layer_last():
    wrong = annotation(*ALL, links=(), labels={"age": 3})
    assert [problem.span for problem in problems(SCHEME, wrong)] == [
        "truce",
        "refused",
        "refused",
        None,
    ]


SEED = Path(__file__).parents[4] / "shared" / "seed" / "gold.jsonl"


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not on this machine")
def test_the_seed_annotation_has_no_problem_but_open_slots():
    record = json.loads(SEED.read_text(encoding="utf-8").splitlines()[0])
    found = problems(SCHEME, _from_record(record))
    assert {problem.kind for problem in found} <= {RuleKind.OPEN_SLOT}


def _from_record(record: dict[str, list[dict[str, object]]]) -> Annotation:
    spans = [
        Span(
            id=SpanId(each["id"]),
            layer=LAYER,
            label=each["label"],
            fragments=(Fragment(each["start"], each["end"]),),
            quote=each["text"],
            referent=ReferentId(each["referent"]),
            attributes=each["attributes"],
        )
        for each in record["spans"]
    ]
    links = [
        link(
            each["role"],
            each["source"],
            each["target"] or Absence(each["absent"]),
            each["id"],
        )
        for each in record["links"]
    ]
    referents = [
        Referent(
            id=ReferentId(each["id"]),
            label=each["label"],
            name=each["name"],
            attributes=each["attributes"],
        )
        for each in record["referents"]
    ]
    labels = record["labels"]
    return annotation(*spans, links=tuple(links), referents=tuple(referents), labels=labels)
