from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.comparison import Comparison
from db.agreement.figure import Measure, Scope
from db.exports.agreement_report import HEADLINES
from db.queries import agreement, passages
from gui.agreement.choices import _GROUPS
from gui.agreement.measures import all_measures_explained, measure_help, measure_words
from gui.agreement.wording import difference_words, figure_sentence, value_words


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.814, ".81"), (1.0, "1.00"), (0.0, ".00"), (-0.12, "−.12"), (-0.001, ".00"), (None, "–")],
)
def test_values_are_said_as_papers_say_them(value, said):
    assert value_words(value) == said


@given(st.floats(min_value=-1, max_value=1))
def test_every_value_has_two_places(value):
    assert len(value_words(value).removeprefix("−").removeprefix("1")) == 3


def test_every_measure_is_named_explained_and_offered():
    offered = [measure for _, _, measures in _GROUPS for measure in measures]
    assert sorted(offered) == sorted(Measure)
    assert set(HEADLINES) <= set(offered)
    for measure in Measure:
        assert measure_words(measure) in all_measures_explained()
        assert measure_help(measure)


def sentences(team, measure):
    comparison = Comparison(agreement.layers(team.project))
    found = tuple(comparison.differences(measure))
    return [difference_words(each, team.names) for each in passages.passages(team.project, found)]


def test_differences_of_spans_say_who_marked_what(team):
    said = sentences(team, Measure.SPANS_EXACT)
    assert "Proposal · 3 words only annotator 1" in said
    assert "annotator 1: Rejection · annotator 3: Proposal" in said
    assert "Actor · only annotator 2" in said


def test_differences_of_answers_and_links_say_both_sides(team):
    assert "Rejection · strength · annotator 1: weak · annotator 2: strong" in sentences(
        team, Measure.ATTRIBUTES_SAME
    )
    assert "Proposal · proposed by · annotator 1: “France” · annotator 2: nothing" in sentences(
        team, Measure.LINKS_F1
    )


def test_a_figure_without_a_value_says_why(team):
    comparison = Comparison(agreement.layers(team.project))
    figure = comparison.figure(Measure.SPANS_EXACT, Scope(round=9))
    assert figure_sentence(figure) == "undefined: no article here was read by two annotators"
    said = figure_sentence(comparison.figure(Measure.SPANS_EXACT))
    assert "spans in 2 articles" in said
    assert "95 % between" in said
