"""Agreement on links and whole statements, and the differences behind every figure."""

from __future__ import annotations

import pytest

from db.agreement.comparison import Comparison
from db.agreement.figure import By, Counted, DifferenceKind, Measure, Reason, Scope
from db.agreement.layers import Reading
from db.agreement.measures import Options
from tests.db.agreement.making import FIRST, SECOND, article, link, span


def reading(spans, *links):
    return Reading(items=tuple(spans), links=links)


def spans(prefix="", *, proposal=(30, 60), **attributes):
    return [
        span("ACTOR", (0, 6), name=f"{prefix}france"),
        span("PROPOSAL", proposal, name=f"{prefix}proposal", **attributes),
        span("ACTOR", (70, 77), name=f"{prefix}germany"),
        span("REJECTION", (80, 88), name=f"{prefix}rejection"),
    ]


def compare(first, second, **options):
    return Comparison([article({FIRST: first, SECOND: second})], Options(**options))


def value_of(comparison, measure, **scope):
    return comparison.figure(measure, Scope(**scope), interval=False).value


OURS = reading(
    spans(),
    link("proposed by", "proposal", "france"),
    link("rejects", "rejection", "proposal"),
    link("rejected by", "rejection", "germany"),
)
THEIRS = reading(
    spans("their "),
    link("proposed by", "their proposal", "their france"),
    link("rejects", "their rejection", "their proposal"),
    link("rejected by", "their rejection", absence="implied"),
)


def test_links_agree_where_role_source_and_target_do():
    comparison = compare(OURS, THEIRS)
    figure = comparison.figure(Measure.LINKS_F1)
    assert (figure.value, figure.n, figure.counted) == (pytest.approx(4 / 6), 6, Counted.LINKS)
    ours, theirs = figure.differences()
    assert ours.kind is theirs.kind is DifferenceKind.LINK
    assert (ours.name, ours.items) == ("rejected by", ("rejection", "their rejection"))
    assert ours.values == ("germany", None)
    assert theirs.values == (None, "implied")
    assert ours.label == "REJECTION"


def test_absence_agrees_where_its_reason_does():
    for reason, value in (("implied", 1.0), ("unnamed", 0.0)):
        comparison = compare(
            reading(spans(), link("proposed by", "proposal", absence="implied")),
            reading(spans(), link("proposed by", "proposal", absence=reason)),
        )
        assert value_of(comparison, Measure.LINKS_F1) == value


def test_links_of_spans_that_one_did_not_mark_count_from_end_to_end_alone():
    comparison = compare(
        reading(spans(), link("proposed by", "proposal", "france")),
        reading(spans()[1:], link("proposed by", "proposal", absence="unnamed")),
    )
    assert value_of(comparison, Measure.LINKS_F1) == 0.0
    given = comparison.figure(Measure.LINKS_GIVEN_SPANS)
    assert (given.value, given.n) == (0.0, 1)
    only = compare(
        reading(spans(), link("proposed by", "proposal", "france")), reading(spans()[1:])
    )
    assert only.figure(Measure.LINKS_GIVEN_SPANS).reason is Reason.NO_COMPARABLE_LINK
    assert [each.items for each in only.differences(Measure.LINKS_F1)] == [("proposal", "proposal")]


def test_links_break_down_by_role_and_by_the_label_they_start_from():
    comparison = compare(OURS, THEIRS)
    roles = {
        figure.scope.name: figure.value for figure in comparison.figures(Measure.LINKS_F1, By.NAME)
    }
    assert roles == {"proposed by": 1.0, "rejected by": 0.0, "rejects": 1.0}
    assert value_of(comparison, Measure.LINKS_F1, label="PROPOSAL") == 1.0
    assert value_of(comparison, Measure.LINKS_F1, label="REJECTION") == 0.5


def test_nobody_linked_is_undefined():
    comparison = compare(reading(spans()), reading(spans()))
    assert comparison.figure(Measure.LINKS_F1).reason is Reason.NO_LINK
    assert comparison.figure(Measure.STATEMENTS_EXACT).reason is Reason.NO_STATEMENT


def test_statements_agree_as_a_whole_or_not():
    comparison = compare(OURS, THEIRS)
    assert comparison.statement_labels == {"PROPOSAL", "REJECTION"}
    figure = comparison.figure(Measure.STATEMENTS_EXACT)
    assert (figure.value, figure.n, figure.counted) == (0.5, 4, Counted.STATEMENTS)
    (difference,) = figure.differences()
    assert (difference.kind, difference.name) == (DifferenceKind.LINK, "rejected by")


def test_statements_that_overlap_agree_when_extents_are_relaxed():
    ours = reading(spans(), link("proposed by", "proposal", "france"))
    theirs = reading(spans(proposal=(32, 60)), link("proposed by", "proposal", "france"))
    comparison = compare(ours, theirs)
    assert value_of(comparison, Measure.STATEMENTS_EXACT) == 0.0
    assert value_of(comparison, Measure.STATEMENTS_RELAXED) == 1.0
    (difference,) = comparison.differences(Measure.STATEMENTS_EXACT)
    assert difference.kind is DifferenceKind.EXTENT
    assert not list(comparison.differences(Measure.STATEMENTS_RELAXED))


def test_an_exact_statement_wants_exact_fillers():
    longer = [span("ACTOR", (0, 9), name="france"), *spans()[1:]]
    comparison = compare(
        reading(spans(), link("proposed by", "proposal", "france")),
        reading(longer, link("proposed by", "proposal", "france")),
    )
    assert value_of(comparison, Measure.STATEMENTS_EXACT) == 0.0
    assert value_of(comparison, Measure.STATEMENTS_RELAXED) == 1.0


def test_statements_with_other_answers_differ():
    labels = frozenset({"PROPOSAL"})
    comparison = compare(
        reading(spans(status="proposed")),
        reading(spans(status="floated")),
        statement_labels=labels,
    )
    assert value_of(comparison, Measure.STATEMENTS_EXACT) == 0.0
    (difference,) = comparison.differences(Measure.STATEMENTS_EXACT)
    assert (difference.name, difference.values) == ("status", ("proposed", "floated"))
    figures = comparison.figures(Measure.STATEMENTS_EXACT, By.LABEL)
    assert [figure.scope.label for figure in figures] == ["PROPOSAL"]
    assert not list(comparison.differences(Measure.STATEMENTS_EXACT, Scope(label="REJECTION")))


def test_the_differences_of_spans_are_in_text_order():
    ours = [
        span("ACTOR", (0, 6), name="a"),
        span("PROPOSAL", (10, 30), name="b"),
        span("ACTOR", (40, 50), name="c"),
        span("REJECTION", (60, 70), name="d"),
    ]
    theirs = [
        span("PROPOSAL", (12, 30), name="x"),
        span("PROPOSAL", (60, 70), name="y"),
        span("ACTOR", (80, 90), name="z"),
    ]
    comparison = compare(reading(ours), reading(theirs))
    figure = comparison.figure(Measure.SPANS_EXACT)
    assert [(each.kind, each.items, each.values) for each in figure.differences()] == [
        (DifferenceKind.ONLY_ONE, ("a", None), ("ACTOR", None)),
        (DifferenceKind.EXTENT, ("b", "x"), ("PROPOSAL", "PROPOSAL")),
        (DifferenceKind.ONLY_ONE, ("c", None), ("ACTOR", None)),
        (DifferenceKind.LABEL, ("d", "y"), ("REJECTION", "PROPOSAL")),
        (DifferenceKind.ONLY_ONE, (None, "z"), (None, "ACTOR")),
    ]
    relaxed = [each.kind for each in comparison.differences(Measure.SPANS_RELAXED)]
    assert DifferenceKind.EXTENT not in relaxed
    assert len(relaxed) == 4
    of_label = comparison.differences(Measure.SPANS_EXACT, Scope(label="REJECTION"))
    assert [each.items for each in of_label] == [("d", "y")]
