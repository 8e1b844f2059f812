"""Tables over figures, an annotator over time, and the paragraph for a paper."""

from __future__ import annotations

import pytest

from db.agreement.comparison import Comparison
from db.agreement.drift import (
    FIRST_TIME,
    SECOND_TIME,
    WINDOW,
    against_gold,
    self_consistency,
    served_twice,
)
from db.agreement.figure import DifferenceKind, Measure, Scope
from db.agreement.layers import Reading, pair_of
from db.agreement.measures import Options
from db.agreement.methods import NAMES, methods
from db.agreement.overview import confusion, disagreements, pair_matrix
from db.model import AnnotatorId, ArticleId
from tests.db.agreement.making import FIRST, SECOND, THIRD, article, link, span

GOLD = AnnotatorId("gold")

MARKED = (span("ACTOR", (0, 10)), span("PROPOSAL", (20, 40)), span("ACTOR", (50, 60)))
OTHERWISE = (span("ACTOR", (0, 10)), span("REJECTION", (20, 40)), span("ACTOR", (70, 80)))


def test_the_matrix_has_each_pair_that_read_something_together():
    matrix = pair_matrix(
        Comparison(
            [
                article({FIRST: MARKED, SECOND: OTHERWISE}),
                article({FIRST: MARKED, THIRD: MARKED}, name="article 2"),
            ]
        ),
        Measure.SPANS_EXACT,
    )
    assert matrix.annotators == (FIRST, SECOND, THIRD)
    assert {pair: figure.value for pair, figure in matrix.figures.items()} == {
        (FIRST, SECOND): pytest.approx(1 / 3),
        (FIRST, THIRD): 1.0,
    }


def test_confusion_says_what_one_called_what_the_other_called_otherwise():
    comparison = Comparison([article({FIRST: MARKED, SECOND: OTHERWISE})])
    of_pair = confusion(comparison, Scope(annotators=(FIRST, SECOND)))
    assert not of_pair.is_symmetric
    assert of_pair.labels == ("ACTOR", "PROPOSAL", "REJECTION")
    assert of_pair.counts == {
        ("ACTOR", "ACTOR"): 1,
        ("PROPOSAL", "REJECTION"): 1,
        ("ACTOR", None): 1,
        (None, "ACTOR"): 1,
    }
    of_all = confusion(comparison)
    assert of_all.is_symmetric
    assert of_all.counts["REJECTION", "PROPOSAL"] == of_all.counts["PROPOSAL", "REJECTION"] == 1
    assert of_all.counts["ACTOR", None] == of_all.counts[None, "ACTOR"] == 2


def test_disagreements_are_counted_by_kind_and_the_most_frequent_comes_first():
    ours = Reading(
        items=(*MARKED, span("REJECTION", (90, 99), strength="weak")),
        links=(link("rejected by", "REJECTION 90-99", "ACTOR 0-10"),),
    )
    theirs = Reading(items=(*OTHERWISE, span("REJECTION", (90, 99), strength="strong")))
    comparison = Comparison([article({FIRST: ours, SECOND: theirs})])
    found = [(each.kind, each.labels, each.name, each.count) for each in disagreements(comparison)]
    assert found == [
        (DifferenceKind.ONLY_ONE, (None, "ACTOR"), None, 2),
        (DifferenceKind.ATTRIBUTE, ("REJECTION", "REJECTION"), "strength", 1),
        (DifferenceKind.LABEL, ("PROPOSAL", "REJECTION"), None, 1),
        (DifferenceKind.LINK, ("REJECTION", "REJECTION"), "rejected by", 1),
    ]
    slips = disagreements(comparison, Scope(annotators=(FIRST, SECOND)))
    assert (DifferenceKind.ONLY_ONE, ("ACTOR", None)) in [
        (each.kind, each.labels) for each in slips
    ]


def with_gold(layers, *, marked=MARKED):
    """An article a day; what the annotator marked in each."""
    return [
        article(
            {
                FIRST: Reading(items=tuple(layer), day=f"2026-11-{number + 1:02}"),
                GOLD: Reading(items=marked),
            },
            name=f"article {number:02}",
        )
        for number, layer in enumerate(layers)
    ]


def test_an_annotator_who_drifts_away_from_gold_is_noticed():
    drift = against_gold(Comparison(with_gold([MARKED] * 14 + [OTHERWISE] * 10)), FIRST, GOLD)
    assert drift.warning.before == 1.0
    assert drift.warning.now == pytest.approx(1 / 3)
    assert "has fallen from 1.00 to 0.33" in str(drift.warning)
    assert [point.day for point in drift.points][:2] == ["2026-11-01", "2026-11-02"]
    assert drift.points[13].moving == 1.0
    assert drift.points[-1].value == pytest.approx(1 / 3)
    assert 1 / 3 < drift.points[16].moving < 1


@pytest.mark.parametrize(
    "layers",
    [
        [MARKED] * 24,
        [OTHERWISE] * 10 + [MARKED] * 14,
        [MARKED] * 23 + [OTHERWISE],
        [MARKED] * 9 + [OTHERWISE] * 10,
        [()] * 14 + [OTHERWISE] * 10,
    ],
    ids=["steady", "better", "one slip", "too few before", "nothing before"],
)
def test_no_alarm_without_a_fall(layers):
    assert against_gold(Comparison(with_gold(layers)), FIRST, GOLD).warning is None


def test_no_alarm_where_earlier_articles_say_too_little():
    empty = with_gold([()] * 13, marked=())
    full = with_gold([()] * 13 + [MARKED] + [OTHERWISE] * 10)[13:]
    assert against_gold(Comparison([*empty, *full]), FIRST, GOLD).warning is None


def test_articles_where_neither_marked_anything_have_no_value():
    drift = against_gold(Comparison(with_gold([()] * (2 * WINDOW), marked=())), FIRST, GOLD)
    assert {point.value for point in drift.points} == {None}
    assert drift.warning is None
    assert against_gold(Comparison([]), FIRST, GOLD).points == ()


def test_an_annotator_is_compared_with_themselves():
    twice = served_twice(
        ArticleId("article 1"), 900, Reading(items=MARKED), Reading(items=OTHERWISE)
    )
    comparison = self_consistency([twice])
    assert comparison.pairs == (pair_of(FIRST_TIME, SECOND_TIME),)
    assert comparison.figure(Measure.SPANS_EXACT).value == pytest.approx(1 / 3)


def test_the_methods_paragraph_gives_figures_and_references():
    corpus = [
        article({FIRST: MARKED, SECOND: OTHERWISE}, name=f"article {number}", length=9_000)
        for number in range(4)
    ]
    comparison = Comparison(corpus, Options(resamples=50))
    found = methods(
        [
            comparison.figure(Measure.SPANS_EXACT),
            comparison.figure(Measure.KAPPA, Scope(label="ACTOR")),
            comparison.figure(Measure.LINKS_F1),
            comparison.figure(Measure.SPANS_RELAXED, Scope(annotators=(FIRST, SECOND), round=2)),
        ]
    )
    assert found.text.startswith(
        "F1 of spans with the same label and extent (Hripcsak & Rothschild, 2005) is 0.33, "
        "95 % CI [0.33, 0.33] (n = 24 spans in 4 articles). "
        "Cohen's κ over characters, averaged over pairs of annotators (Cohen, 1960; Light, 1971) "
        "for ACTOR is 0.50"
    )
    assert "is undefined: nobody filled a slot here." in found.text
    assert "in round 2 between one pair of annotators is undefined: no article" in found.text
    assert "a bootstrap over articles with 50 resamples (Efron, 1979)" in found.text
    assert "unmarked text" in found.text
    assert [each.short for each in found.references] == [
        "Cohen, 1960",
        "Efron, 1979",
        "Hripcsak & Rothschild, 2005",
        "Light, 1971",
    ]
    assert str(found.references[0]) == (
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. "
        "Educational and Psychological Measurement, 20(1), 37–46."
    )


def test_every_measure_can_be_written_about():
    assert set(NAMES) == set(Measure)
    assert methods([]).text == ""
