"""Published values of the coefficients that take chance out, and where they are undefined."""

from __future__ import annotations

import random
from collections import Counter
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.chance import beyond_chance, disagreement
from db.agreement.figure import Reason
from db.agreement.statistic import (
    AGREED,
    ALL,
    FIRST,
    SECOND,
    VALUE,
    mean_kappa,
    nominal_alpha,
)


def table_of(*rows):
    return {(i, j): count for i, row in enumerate(rows) for j, count in enumerate(row)}


COHEN_1960 = table_of([88, 14, 18], [10, 40, 10], [2, 6, 12])
ARTSTEIN_2008 = table_of([20, 10], [20, 50])

KRIPPENDORFF_2011_C = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
THREE_CODERS_OF_15_UNITS = (
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)


def units(rows):
    """The values of each unit, from the values of each annotator."""
    return list(zip(*(_values(row.split()) for row in rows), strict=True))


def _values(written):
    return [None if value == "*" else int(value) for value in written]


def kappa(table):
    """Cohen's kappa from how often the first annotator said the one and the second the other."""
    sums = Counter()
    for (one, other), count in table.items():
        sums["pair", ALL] += count
        sums["pair", FIRST, one] += count
        sums["pair", SECOND, other] += count
        if one == other:
            sums["pair", AGREED] += count
    return mean_kappa(sums)


def alpha(judgements):
    """Krippendorff's alpha from the values of each unit, None for a missing one.

    It is worked out from coincidences and from counts, which must come to the same.
    """
    coincidences, sums = Counter(), Counter()
    for unit in judgements:
        values = Counter(value for value in unit if value is not None)
        if values.total() < 2:
            continue
        sums[ALL] += values.total()
        for one, ones in values.items():
            sums[VALUE, one] += ones
            for other, others in values.items():
                pairs = ones * (others - (one == other)) / (values.total() - 1)
                if pairs:
                    coincidences[one, other] += pairs
                    sums[AGREED] += pairs if one == other else 0
    value = nominal_alpha(sums)
    parts = disagreement(coincidences)
    if parts is None or not parts[1]:
        assert value is Reason.ONE_CATEGORY
    else:
        assert value == pytest.approx(1 - parts[0] / parts[1])
    return value


def test_cohens_own_example():
    assert kappa(COHEN_1960) == pytest.approx(0.492, abs=0.0005)


def test_the_coefficient_of_artstein_and_poesio():
    assert kappa(ARTSTEIN_2008) == pytest.approx(0.348, abs=0.0005)


def test_alpha_of_four_coders_with_missing_values():
    assert alpha(units(KRIPPENDORFF_2011_C)) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_two_coders_and_two_values():
    assert alpha(zip("0100000010", "1110010000", strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_three_coders_with_many_missing_values():
    assert alpha(units(THREE_CODERS_OF_15_UNITS)) == pytest.approx(0.691, abs=0.0005)


def test_alpha_of_three_coders_and_four_values():
    found = alpha(["111", "122", "222", "444", "144", "222", "123", "333", "222"])
    assert found == pytest.approx(0.642, abs=0.001)


def test_digitised_continua_of_krippendorff_1995():
    first = "001111111100001111110000"
    second = "000011110000000110000000"
    pairs = list(zip(first, second, strict=True))
    assert kappa(Counter(pairs)) == pytest.approx(0.385, abs=0.0005)
    assert alpha(pairs) == pytest.approx(0.329, abs=0.0005)


def test_a_single_value_leaves_no_room_for_chance():
    assert kappa({("x", "x"): 24}) is Reason.ONE_CATEGORY
    assert alpha([["a", "a"], ["a", "a"]]) is Reason.ONE_CATEGORY
    assert beyond_chance(1, 1) is None


def test_nothing_judged_twice_is_undefined():
    assert kappa({}) is Reason.ONE_CATEGORY
    assert alpha([["a", None], [None, "b"]]) is Reason.ONE_CATEGORY
    assert disagreement({}) is None


@given(st.lists(st.integers(0, 3), min_size=2))
def test_copies_agree_perfectly_unless_they_know_one_value_only(values):
    pairs = [(value, value) for value in values]
    found = [kappa(Counter(pairs)), alpha(pairs)]
    if len(set(values)) == 1:
        assert found == [Reason.ONE_CATEGORY] * 2
    else:
        assert found == pytest.approx([1, 1])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_who_comes_first_does_not_matter(pairs):
    turned = [(other, one) for one, other in pairs]
    for there, back in (
        (kappa(Counter(pairs)), kappa(Counter(turned))),
        (alpha(pairs), alpha(turned)),
    ):
        assert there == (back if isinstance(there, Reason) else pytest.approx(back))


def test_shuffled_values_agree_as_chance_would():
    dice = random.Random(1)
    values = [value for value in range(4) for _ in range(50)]
    kappas, alphas = [], []
    for _ in range(100):
        pairs = list(zip(values, dice.sample(values, len(values)), strict=True))
        kappas.append(kappa(Counter(pairs)))
        alphas.append(alpha(pairs))
    assert fmean(kappas) == pytest.approx(0, abs=0.02)
    assert fmean(alphas) == pytest.approx(0, abs=0.02)
