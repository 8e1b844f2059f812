"""Agreement on attributes and referents of the spans that two annotators share."""

from __future__ import annotations

import pytest

from db.agreement.comparison import Comparison
from db.agreement.figure import By, Counted, DifferenceKind, Measure, Reason, Scope
from db.agreement.measures import Options
from tests.db.agreement.making import FIRST, SECOND, article, span


def rejections(*answers, **shared):
    """A rejection for each answer, every 20 characters; None answers nothing."""
    return [
        span(
            "REJECTION",
            (number * 20, number * 20 + 10),
            **({} if answer is None else {"strength": answer}),
            **shared,
        )
        for number, answer in enumerate(answers)
    ]


def compare(first, second, **options):
    return Comparison([article({FIRST: first, SECOND: second})], Options(**options))


def value_of(comparison, measure, **scope):
    return comparison.figure(measure, Scope(**scope), interval=False).value


def test_answers_are_compared_on_spans_that_both_have():
    comparison = compare(
        [*rejections("strong", "weak", "weak", "strong"), span("ACTOR", (200, 210), kind="state")],
        rejections("strong", "weak", "strong", "strong"),
    )
    figure = comparison.figure(Measure.ATTRIBUTES_SAME)
    assert (figure.value, figure.n, figure.counted) == (0.75, 4, Counted.ANSWERS)
    # Observed .75; by chance .5 * .75 + .5 * .25.
    assert value_of(comparison, Measure.ATTRIBUTES_KAPPA) == pytest.approx(0.5)
    # Of 8 values 5 are strong and 3 weak; 2 disagree.
    expected = 1 - 2 / (8 - (5 * 4 + 3 * 2) / 7)
    assert value_of(comparison, Measure.ATTRIBUTES_ALPHA) == pytest.approx(expected)


def test_no_answer_against_an_answer_is_a_difference():
    comparison = compare(rejections("strong", None, None), rejections("strong", "weak", None))
    figure = comparison.figure(Measure.ATTRIBUTES_SAME)
    assert (figure.value, figure.n) == (0.5, 2)
    (difference,) = figure.differences()
    assert difference.kind is DifferenceKind.ATTRIBUTE
    assert (difference.name, difference.values) == ("strength", (None, "weak"))


def test_attributes_are_measured_one_by_one_and_together():
    comparison = compare(
        rejections("strong", "weak", form="veto"), rejections("strong", "strong", form="veto")
    )
    assert value_of(comparison, Measure.ATTRIBUTES_SAME, name="form") == 1.0
    assert value_of(comparison, Measure.ATTRIBUTES_SAME, name="strength") == 0.5
    assert value_of(comparison, Measure.ATTRIBUTES_SAME) == 0.75
    names = [each.scope.name for each in comparison.figures(Measure.ATTRIBUTES_SAME, By.NAME)]
    assert names == ["form", "strength"]
    assert comparison.figure(Measure.ATTRIBUTES_ALPHA, Scope(name="form")).reason is (
        Reason.ONE_CATEGORY
    )


def test_nothing_answered_is_undefined():
    comparison = compare(rejections(None), rejections(None))
    for measure in (
        Measure.ATTRIBUTES_SAME,
        Measure.ATTRIBUTES_KAPPA,
        Measure.ATTRIBUTES_ALPHA,
    ):
        assert comparison.figure(measure).reason is Reason.NO_ANSWER


def actors(*referents):
    return [
        span("ACTOR", (number * 20, number * 20 + 10), referent=referent)
        for number, referent in enumerate(referents)
    ]


def test_referents_are_compared_on_spans_that_both_have():
    comparison = compare(
        actors("france", "germany", "france"), actors("france", "germany", "poland")
    )
    figure = comparison.figure(Measure.REFERENTS_SAME)
    assert figure.value == pytest.approx(2 / 3)
    assert [each.values for each in figure.differences()] == [("france", "poland")]
    # Of 6 values 3 are France, 2 Germany, 1 Poland; 2 disagree.
    expected = 1 - 2 / (6 - (3 * 2 + 2) / 5)
    assert value_of(comparison, Measure.REFERENTS_ALPHA) == pytest.approx(expected)


def test_mentions_that_go_together_need_no_common_names():
    comparison = compare(actors("a", "a", "b", None), actors("x", "x", "x", None))
    figure = comparison.figure(Measure.REFERENTS_F1)
    # One pair of mentions against three.
    assert (figure.value, figure.n, figure.counted) == (0.5, 4, Counted.MENTION_PAIRS)
    assert [each.items[0] for each in figure.differences()] == [
        "ACTOR 0-10",
        "ACTOR 20-30",
        "ACTOR 40-50",
    ]


def test_no_referent_anywhere_is_undefined():
    comparison = compare(actors(None), actors(None))
    assert comparison.figure(Measure.REFERENTS_SAME).reason is Reason.NO_REFERENT
    assert comparison.figure(Measure.REFERENTS_ALPHA).reason is Reason.NO_REFERENT
    assert comparison.figure(Measure.REFERENTS_F1).reason is Reason.NO_MENTION_PAIR


def test_a_label_narrows_answers_and_referents():
    comparison = compare(
        [*rejections("strong"), span("ACTOR", (50, 60), referent="a")],
        [*rejections("weak"), span("ACTOR", (50, 60), referent="a")],
    )
    assert value_of(comparison, Measure.REFERENTS_SAME, label="ACTOR") == 1.0
    assert value_of(comparison, Measure.ATTRIBUTES_SAME, label="REJECTION") == 0.0
    assert comparison.figure(Measure.ATTRIBUTES_SAME, Scope(label="ACTOR")).value is None
    assert not list(comparison.differences(Measure.ATTRIBUTES_SAME, Scope(label="ACTOR")))
