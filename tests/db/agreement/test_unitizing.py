"""Published values of alpha for unitizing, and what it says where there is little to say."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.unitizing import (
    Sections,
    alpha_of,
    distance,
    united,
)


def units(*starts_and_lengths, stretch=1):
    return [(start * stretch, (start + length) * stretch) for start, length in starts_and_lengths]


# Krippendorff 2004, p. 254: the continuum begins at 150, here at 0.
C_OF_2004 = units((75, 70), (220, 30)), units((70, 80), (205, 20), (250, 20))
K_OF_2004 = units((30, 60), (150, 50)), units((30, 60), (150, 50))


def example_of_1995(stretch):
    """Krippendorff 1995, p. 57: four categories, two annotators, 24 places."""
    return {
        "A": (units((2, 8), (14, 6), stretch=stretch), units((4, 4), (15, 2), stretch=stretch)),
        "B": (
            units((0, 18), stretch=stretch),
            units((0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1), stretch=stretch),
        ),
        "C": (
            units((2, 6), (10, 2), (14, 4), (20, 2), stretch=stretch),
            units((0, 2), (4, 4), (10, 4), (16, 2), (20, 2), stretch=stretch),
        ),
        "D": (
            units((0, 2), (2, 8), (10, 4), (14, 6), (20, 4), stretch=stretch),
            units((0, 4), (4, 4), (8, 7), (15, 2), (17, 7), stretch=stretch),
        ),
    }


def gaps_between(layer, length):
    """The lengths of what lies before, between and after units in order."""
    starts = (*(start for start, _ in layer), length)
    ends = (0, *(end for _, end in layer))
    return [start - end for start, end in zip(starts, ends, strict=True) if start > end]


def sections_of(observers, length):
    sections = Sections(annotators=len(observers), length=length)
    layers = [united(units) for units in observers]
    for one, other in combinations(layers, 2):
        sections.apart += distance(one, other)
    for layer in layers:
        sections.units.update(end - start for start, end in layer)
        sections.gaps.update(gaps_between(layer, length))
    return sections


def unitizing_alpha(observers, length):
    """Alpha for one label on one continuum, which is what is published."""
    return alpha_of([sections_of(observers, length)])


def disagreements(observers, length):
    """Observed and expected disagreement as they are published, per squared length."""
    sections = sections_of(observers, length)
    pairs = len(observers) * (len(observers) - 1) / 2
    return sections.apart / pairs / length**2, sections.expected() / pairs / length**2


@pytest.mark.parametrize(
    ("first", "second", "squares"),
    [
        ((225, 70), (220, 80), 50),
        ((370, 30), (355, 20), 850),
        ((5, 6), (4, 2), 26),
        ((5, 6), (5, 2), 16),
        ((5, 6), (6, 2), 10),
        ((5, 6), (7, 2), 8),
        ((5, 6), (6, 4), 2),
        ((5, 6), (5, 6), 0),
        ((1, 8), (2, 1), 37),
        ((1, 8), (4, 1), 25),
        ((1, 8), (6, 1), 29),
    ],
)
def test_units_that_overlap_differ_by_how_far_their_ends_are_apart(first, second, squares):
    assert distance(units(first), units(second)) == squares


def test_a_unit_in_a_gap_differs_by_its_length():
    assert distance(units((400, 20)), []) == 400


def test_the_example_of_2004():
    observed, expected = disagreements(C_OF_2004, 300)
    assert observed == pytest.approx(0.0144, abs=0.0001)
    assert expected == pytest.approx(0.0532, abs=0.0001)
    assert unitizing_alpha(C_OF_2004, 300) == pytest.approx(0.7286, abs=0.0001)
    assert disagreements(K_OF_2004, 300)[1] == pytest.approx(0.0490, abs=0.0001)
    assert unitizing_alpha(K_OF_2004, 300) == 1.0
    both = alpha_of([sections_of(C_OF_2004, 300), sections_of(K_OF_2004, 300)])
    assert both == pytest.approx(0.8591, abs=0.0005)


def test_a_small_example_that_disagrees_more_than_chance_would():
    observers = units((1, 8)), units((2, 1), (4, 1), (6, 1))
    observed, expected = disagreements(observers, 10)
    assert observed == pytest.approx(0.9100, abs=0.0001)
    assert expected == pytest.approx(0.5351, abs=0.0001)
    assert unitizing_alpha(observers, 10) == pytest.approx(-0.7003, abs=0.0001)


@pytest.mark.parametrize(
    ("category", "observed"), [("A", 0.03125), ("B", 2.26736), ("C", 0.02778), ("D", 0.38715)]
)
def test_the_observed_disagreement_of_1995(category, observed):
    assert disagreements(example_of_1995(1)[category], 24)[0] == pytest.approx(observed, abs=1e-5)


@pytest.mark.parametrize(
    ("category", "published", "corrected"),
    [("A", 0.553, 0.553), ("B", -0.926, -0.928), ("C", 0.679, 0.693), ("D", 0.066, 0.066)],
)
def test_the_stretched_example_of_1995_with_the_correction_of_2004(category, published, corrected):
    stretch = 50_000
    found = unitizing_alpha(example_of_1995(stretch)[category], 24 * stretch)
    assert found == pytest.approx(published, abs=0.02)
    assert found == pytest.approx(corrected, abs=0.0005)


def test_no_unit_at_all_is_undefined():
    assert unitizing_alpha([[], [], []], 20) is None


@pytest.mark.parametrize("unit", [(0, 1), (3, 5), (0, 20)])
def test_a_single_unit_is_neither_confirmed_nor_contradicted(unit):
    assert unitizing_alpha([[unit], [], []], 20) == 0.0


def test_an_empty_unit_is_refused():
    with pytest.raises(ValueError, match="at least one character"):
        unitizing_alpha([[(3, 3)], []], 20)


def test_units_that_overlap_are_one_and_units_that_touch_are_two():
    assert united([(0, 4), (2, 6), (6, 8)]) == ((0, 6), (6, 8))


def _plain(starts_and_gaps):
    found, last = [], 0
    for gap, length in starts_and_gaps:
        found.append((last + gap, last + gap + length))
        last += gap + length
    return found


layers = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=5).map(_plain)


@given(layers, layers)
def test_distance_is_symmetric_and_zero_for_copies_alone(first, second):
    assert distance(first, second) == distance(second, first)
    assert (distance(first, second) == 0) == (first == second)


@given(layers, layers, layers)
def test_alpha_is_the_same_in_any_order(first, second, third):
    found = unitizing_alpha([first, second, third], 50)
    assert found == pytest.approx(unitizing_alpha([third, first, second], 50))


@given(layers.filter(lambda layer: len(layer) > 0))
def test_alpha_is_one_on_copies(layer):
    assert unitizing_alpha([layer, layer], 50) == 1.0


@given(st.lists(st.tuples(layers, layers), min_size=2, max_size=5))
def test_the_expected_disagreement_is_laid_out_over_the_articles_that_make_it(articles):
    parts = [sections_of(observers, 50) for observers in articles]
    whole = Sections(annotators=2)
    for part in parts:
        whole.add(part)
    shares = whole.expected_shares(parts)
    assert sum(shares) == pytest.approx(whole.expected())


def test_a_corpus_of_the_same_article_many_times_has_even_shares():
    part = sections_of(C_OF_2004, 300)
    whole = Sections(annotators=2)
    for _ in range(10):
        whole.add(part)
    assert whole.expected_shares([part] * 10) == pytest.approx([whole.expected() / 10] * 10)
