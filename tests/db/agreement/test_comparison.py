"""Figures over articles: the worked example, what always holds, and what is undefined."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.comparison import Comparison
from db.agreement.figure import By, CautionKind, Counted, Grain, Measure, Reason, Scope
from db.agreement.layers import ArticleLayers, Item, Reading, words_of
from db.agreement.measures import Options
from db.errors import Stopped
from tests.db.agreement.making import (
    FIRST,
    LENGTH,
    SECOND,
    THIRD,
    article,
    corpora,
    items,
    span,
)

A = (
    span("ACTOR", (84, 90)),
    span("PROPOSAL", (100, 184)),
    span("ACTOR", (260, 271)),
    span("REJECTION", (794, 819)),
    span("ACTOR", (826, 836)),
    span("ACTOR", (148, 161)),
)
B = (
    span("ACTOR", (84, 90)),
    span("PROPOSAL", (96, 184)),
    span("ACTOR", (260, 271)),
    span("REJECTION", (794, 819)),
    span("ACTOR", (820, 837)),
)
OF_SPANS = (
    Measure.SPANS_EXACT,
    Measure.SPANS_RELAXED,
    Measure.CHARACTERS_F1,
    Measure.KAPPA,
    Measure.ALPHA,
    Measure.ALPHA_U,
)
QUICK = Options(resamples=50)


def value_of(comparison, measure, **scope):
    return comparison.figure(measure, Scope(**scope), interval=False).value


def values_of(comparison, scope=None):
    found = {}
    for measure in Measure:
        figure = comparison.figure(measure, scope, interval=False)
        found[measure] = (figure.value, figure.reason, figure.n, figure.articles)
    return found


def about(values):
    """The same with values that may differ by rounding."""
    return {
        key: (None if value is None else pytest.approx(value, abs=1e-9), *others)
        for key, (value, *others) in values.items()
    }


def test_the_worked_example():
    comparison = Comparison([article({FIRST: A, SECOND: B})])
    assert value_of(comparison, Measure.SPANS_EXACT) == pytest.approx(6 / 11)
    assert value_of(comparison, Measure.SPANS_RELAXED) == pytest.approx(0.90909, abs=1e-5)
    relaxed = comparison.precision_recall(Measure.SPANS_RELAXED, FIRST, SECOND)
    assert (relaxed.precision, relaxed.recall) == (1.0, pytest.approx(5 / 6))
    turned = comparison.precision_recall(Measure.SPANS_RELAXED, SECOND, FIRST)
    assert (turned.precision, turned.recall) == (pytest.approx(5 / 6), 1.0)
    characters = comparison.figure(Measure.CHARACTERS_F1, interval=False)
    assert characters.value == pytest.approx(0.918919, abs=1e-6)
    assert characters.n == 149 + 147


def test_precision_without_a_span_is_none():
    comparison = Comparison([article({FIRST: A, SECOND: ()})])
    found = comparison.precision_recall(Measure.SPANS_EXACT, FIRST, SECOND)
    assert (found.precision, found.recall) == (None, 0.0)


def test_kappa_has_no_precision():
    comparison = Comparison([article({FIRST: A, SECOND: B})])
    for measure in (Measure.KAPPA, Measure.ALPHA_U):
        with pytest.raises(ValueError, match="no precision"):
            comparison.precision_recall(measure, FIRST, SECOND)


def test_nested_spans_count_as_the_set_of_their_labels():
    nested = (span("PROPOSAL", (0, 50)), span("ACTOR", (10, 20)))
    flat = (span("PROPOSAL", (0, 50)),)
    comparison = Comparison([article({FIRST: nested, SECOND: flat}, length=100)])
    # 40 P/P, 10 PA/P, 50 -/-: observed .9, by chance .4 * .5 + .5 * .5.
    assert value_of(comparison, Measure.KAPPA) == pytest.approx((0.9 - 0.45) / 0.55)
    assert value_of(comparison, Measure.KAPPA, label="PROPOSAL") == pytest.approx(1.0)


def test_alpha_over_three_annotators_counts_each_character_by_all_of_them():
    layers = {FIRST: (span("ACTOR", (0, 4)),), SECOND: (span("ACTOR", (0, 4)),), THIRD: ()}
    comparison = Comparison([article(layers, length=10)])
    # Of 30 judgements 8 say ACTOR; 4 characters have one pair of three that agrees.
    seen = 30 - (6 * 3 + 4 * 2 / 2)
    by_chance = 30 - (8 * 7 + 22 * 21) / 29
    assert value_of(comparison, Measure.ALPHA) == pytest.approx(1 - seen / by_chance)


def test_tokens_are_counted_where_they_are_asked_for():
    body = "France proposed to send troops"
    one = replace(
        article(
            {FIRST: (span("ACTOR", (0, 6)),), SECOND: (span("ACTOR", (0, 3)),)}, length=len(body)
        ),
        words=lambda: words_of(body),
    )
    comparison = Comparison([one], Options(grain=Grain.TOKENS))
    figure = comparison.figure(Measure.KAPPA)
    assert (figure.value, figure.n, figure.counted) == (1.0, 5, Counted.TOKENS)


def test_tokens_of_articles_without_known_words_are_undefined():
    comparison = Comparison([article({FIRST: A, SECOND: B})], Options(grain=Grain.TOKENS))
    assert comparison.figure(Measure.ALPHA).reason is Reason.NO_WORDS


def test_much_unmarked_text_comes_with_a_warning():
    few = Comparison([article({FIRST: A, SECOND: B}, length=9_000)])
    caution = few.figure(Measure.KAPPA).caution
    assert caution.kind is CautionKind.MOSTLY_UNMARKED
    assert caution.share == pytest.approx(0.98, abs=0.01)
    assert "98% of what was counted is unmarked" in str(caution)
    assert Comparison([article({FIRST: A, SECOND: B})]).figure(Measure.KAPPA).caution is None


@pytest.mark.parametrize("measure", list(Measure))
def test_an_article_that_one_annotator_read_says_nothing(measure):
    figure = Comparison([article({FIRST: A})]).figure(measure)
    assert (figure.value, figure.reason, figure.n) == (None, Reason.NO_ARTICLE, 0)
    assert Comparison([]).figure(measure).reason is Reason.NO_ARTICLE


@pytest.mark.parametrize("measure", list(Measure))
def test_a_pair_that_read_nothing_together_says_nothing(measure):
    comparison = Comparison(
        [article({FIRST: A, SECOND: B}), article({SECOND: A, THIRD: B}, name="article 2")]
    )
    figure = comparison.figure(measure, Scope(annotators=(FIRST, THIRD)))
    assert (figure.value, figure.reason) == (None, Reason.NO_ARTICLE)


@pytest.mark.parametrize("measure", list(Measure))
def test_two_who_read_and_marked_nothing_are_undefined_and_not_zero(measure):
    figure = Comparison([article({FIRST: (), SECOND: ()})]).figure(measure)
    assert figure.value is None
    assert figure.reason is not Reason.NO_ARTICLE
    assert figure.articles == 1
    assert figure.interval is None


def test_one_who_marked_and_one_who_read_and_did_not_agree_on_nothing():
    comparison = Comparison([article({FIRST: A, SECOND: ()})])
    assert value_of(comparison, Measure.SPANS_EXACT) == 0.0
    assert value_of(comparison, Measure.SPANS_RELAXED) == 0.0


def test_a_label_that_covers_everything_can_not_be_told_from_chance():
    comparison = Comparison(
        [article({FIRST: (span("ACTOR", (0, 9)),), SECOND: (span("ACTOR", (0, 9)),)}, length=9)]
    )
    assert comparison.figure(Measure.KAPPA).reason is Reason.ONE_CATEGORY
    assert comparison.figure(Measure.ALPHA).reason is Reason.ONE_CATEGORY


@given(items().filter(lambda layer: len(layer) > 0))
def test_copies_agree_perfectly(layer):
    comparison = Comparison(
        [article({FIRST: layer, SECOND: layer, THIRD: layer}, length=LENGTH + 5)]
    )
    for measure in Measure:
        figure = comparison.figure(measure, interval=False)
        assert figure.value == pytest.approx(1.0) or figure.value is None
        assert list(figure.differences()) == []
    for measure in (Measure.SPANS_EXACT, Measure.CHARACTERS_F1, Measure.ALPHA_U, Measure.GAMMA):
        assert comparison.figure(measure, interval=False).value == pytest.approx(1.0)


def renamed(one: ArticleLayers) -> ArticleLayers:
    """The same with the first and the third annotator's layers changed over."""
    other = {FIRST: THIRD, THIRD: FIRST}
    return replace(one, layers={other.get(name, name): each for name, each in one.layers.items()})


SYMMETRIC = set(Measure) - {Measure.GAMMA_CAT}
"""Of several alignments with the least disorder gamma-cat takes one, which may depend on names."""


@given(corpora())
def test_figures_are_symmetric_in_annotators(corpus):
    there, back = values_of(Comparison(corpus)), values_of(Comparison(map(renamed, corpus)))
    for measure in SYMMETRIC:
        assert there[measure][1:] == back[measure][1:]
        assert there[measure][0] == (
            None if back[measure][0] is None else pytest.approx(back[measure][0], abs=1e-9)
        )


def shuffled(corpus, dice):
    """The same articles, annotators and spans in another order."""
    found = []
    for one in dice.sample(corpus, len(corpus)):
        layers = list(one.layers.items())
        dice.shuffle(layers)
        found.append(
            replace(
                one,
                layers={
                    annotator: replace(
                        reading,
                        items=tuple(dice.sample(reading.items, len(reading.items))),
                        links=tuple(dice.sample(reading.links, len(reading.links))),
                    )
                    for annotator, reading in layers
                },
            )
        )
    return found


@given(corpora(), st.randoms(use_true_random=False))
def test_no_order_matters(corpus, dice):
    assert values_of(Comparison(shuffled(corpus, dice))) == about(values_of(Comparison(corpus)))


@given(corpora(), corpora())
def test_replaced_articles_give_the_figures_of_a_fresh_start(before, after):
    comparison = Comparison(before)
    values_of(comparison)
    comparison.replace(after)
    names = {one.article for one in after}
    together = [*after, *(one for one in before if one.article not in names)]
    assert values_of(comparison) == about(values_of(Comparison(together)))
    comparison.remove([*names, "no such article"])
    left = [one for one in before if one.article not in names]
    assert values_of(comparison) == about(values_of(Comparison(left)))


@given(corpora())
def test_a_pair_is_the_same_among_others_and_alone(corpus):
    pair = (FIRST, SECOND)
    alone = [
        replace(one, layers={name: each for name, each in one.layers.items() if name in pair})
        for one in corpus
    ]
    options = Options(statement_labels=frozenset({"PROPOSAL"}))
    among = values_of(Comparison(corpus, options), Scope(annotators=pair))
    assert among == about(values_of(Comparison(alone, options), Scope(annotators=pair)))


def test_shuffled_labels_agree_as_chance_would():
    dice = random.Random(3)
    alphas, kappas = [], []
    for number in range(30):
        labels = [dice.choice(("ACTOR", "PROPOSAL", "REJECTION")) for _ in range(40)]
        layers = {}
        for annotator in (FIRST, SECOND):
            dice.shuffle(labels)
            layers[annotator] = [
                span(label, (place * 10, place * 10 + 10)) for place, label in enumerate(labels)
            ]
        comparison = Comparison([article(layers, name=f"article {number}", length=400)])
        alphas.append(value_of(comparison, Measure.ALPHA))
        kappas.append(value_of(comparison, Measure.KAPPA))
    assert fmean(alphas) == pytest.approx(0, abs=0.05)
    assert fmean(kappas) == pytest.approx(0, abs=0.05)


def test_random_places_agree_as_chance_would():
    dice = random.Random(5)

    def layer():
        starts = dice.sample(range(0, 2_000, 50), 10)
        return [
            span("ACTOR", (start + (shift := dice.randrange(30)), start + shift + 15))
            for start in starts
        ]

    corpus = [
        article({FIRST: layer(), SECOND: layer()}, name=f"article {number}", length=2_000)
        for number in range(60)
    ]
    comparison = Comparison(corpus)
    assert value_of(comparison, Measure.ALPHA_U) == pytest.approx(0, abs=0.1)
    assert value_of(comparison, Measure.ALPHA) == pytest.approx(0, abs=0.1)
    assert value_of(comparison, Measure.GAMMA) == pytest.approx(0, abs=0.1)


def read(layers, number, *, of_round=1, day="2026-11-23"):
    readings = {
        annotator: Reading(items=tuple(layer), round=of_round, day=day)
        for annotator, layer in layers.items()
    }
    return article(readings, name=f"article {number}")


WEEKS = [
    read({FIRST: A, SECOND: B}, 1),
    read({FIRST: A, SECOND: A}, 2, of_round=2, day="2026-11-29"),
    read({FIRST: A, THIRD: B}, 3, of_round=2, day="2026-11-30"),
]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (By.LABEL, ["ACTOR", "PROPOSAL", "REJECTION"]),
        (By.PAIR, [(FIRST, SECOND), (FIRST, THIRD)]),
        (By.ARTICLE, ["article 1", "article 2", "article 3"]),
        (By.ROUND, [1, 2]),
        (By.DAY, ["2026-11-23", "2026-11-29", "2026-11-30"]),
        (By.WEEK, ["2026-W48", "2026-W49"]),
    ],
)
def test_figures_break_down_and_the_parts_make_the_whole(by, keys):
    comparison = Comparison(WEEKS, QUICK)
    figures = comparison.figures(Measure.SPANS_EXACT, by)
    name = "annotators" if by is By.PAIR else by.value
    assert [getattr(figure.scope, name) for figure in figures] == keys
    whole = comparison.figure(Measure.SPANS_EXACT)
    assert sum(figure.n for figure in figures) == whole.n
    assert sum(figure.n * figure.value for figure in figures) == pytest.approx(
        whole.n * whole.value
    )


def test_an_interval_holds_the_value_and_narrows_with_more_articles():
    dice = random.Random(7)
    corpus = [
        article({FIRST: A, SECOND: dice.choice((A, B))}, name=f"article {number:03}")
        for number in range(250)
    ]
    for measure in OF_SPANS:
        few, many = (Comparison(corpus[:count]).figure(measure) for count in (20, 250))
        assert few.interval.low <= few.value <= few.interval.high
        assert many.interval.low < many.value < many.interval.high
        assert many.interval.high - many.interval.low < few.interval.high - few.interval.low
        assert many.interval.resamples == 1000


def test_kappa_of_several_pairs_has_an_interval_though_a_resample_may_lack_a_pair():
    comparison = Comparison(WEEKS, QUICK)
    assert comparison.annotators == (FIRST, SECOND, THIRD)
    figure = comparison.figure(Measure.KAPPA)
    assert figure.interval.low <= figure.value <= figure.interval.high


def test_one_article_has_no_interval_but_for_gamma():
    comparison = Comparison([article({FIRST: A, SECOND: B})])
    for measure in OF_SPANS:
        assert comparison.figure(measure).interval is None
    gamma = comparison.figure(Measure.GAMMA)
    assert gamma.interval.low < gamma.value < gamma.interval.high


def test_gamma_of_very_many_articles_is_drawn_from_some():
    corpus = [
        article({FIRST: A[:2], SECOND: B[:2]}, name=f"article {number:03}") for number in range(80)
    ]
    comparison = Comparison(corpus, QUICK)
    figure = comparison.figure(Measure.GAMMA)
    assert figure.caution.kind is CautionKind.SAMPLED
    assert figure.caution.share == 0.5
    assert "50% of the articles" in str(figure.caution)
    assert figure == comparison.figure(Measure.GAMMA)


def test_counting_tells_how_far_it_is_and_can_be_stopped():
    told = []
    comparison = Comparison(WEEKS)
    comparison.count(progress=lambda done, total: told.append((done, total)))
    comparison.count_gamma(Scope(), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (3, 3), (0, 3), (1, 3), (2, 3)]
    with pytest.raises(Stopped):
        Comparison(WEEKS).count(is_cancelled=lambda: True)
    with pytest.raises(Stopped):
        Comparison(WEEKS).count_gamma(Scope(), is_cancelled=lambda: True)


def test_a_label_that_comes_with_a_later_article_is_measured():
    comparison = Comparison([article({FIRST: A, SECOND: B})])
    comparison.replace([article({FIRST: (Item("PLACE", 0, 4),), SECOND: ()}, name="article 2")])
    assert "PLACE" in comparison.labels
    assert value_of(comparison, Measure.KAPPA, label="PLACE") == pytest.approx(0.0, abs=0.01)


def test_a_label_that_nobody_used_is_undefined():
    comparison = Comparison([article({FIRST: A, SECOND: B})])
    for measure in OF_SPANS:
        assert comparison.figure(measure, Scope(label="PLACE")).value is None
