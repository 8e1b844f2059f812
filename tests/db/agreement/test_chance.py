"""Published values of the coefficients that take chance out, and where they are undefined."""

from __future__ import annotations

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.chance import (
    Metric,
    alpha,
    bennett_s,
    cohen_kappa,
    coincidences,
    fleiss_kappa,
    observed,
    scott_pi,
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
FLEISS_1971 = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 "
    "144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 "
    "111155 224444 133333 555555"
)
HAYES_2007 = (
    "112*2 1101* 2333* *00*0 000*0 000*0 102*1 1*20* 222*2 2111* *100* 0000* 1222* 33223 111*1 "
    "111*1 212*2 1233* 1101* 000*0 0011* 00*00 2333* 0000* 12*22 0111* 00010 1212* 1122* 112*2 "
    "110*0 2121* 22*22 3222* 222*2 223*2 222*2 22*12 2222* 111*1"
)


def units(rows):
    """The values of each unit, from the values of each annotator."""
    return list(zip(*(_values(row.split()) for row in rows), strict=True))


def _values(written):
    return [None if value == "*" else int(value) for value in written]


def test_cohens_own_example():
    assert observed(COHEN_1960) == pytest.approx(0.70)
    assert cohen_kappa(COHEN_1960) == pytest.approx(0.492, abs=0.0005)


def test_the_coefficients_of_artstein_and_poesio():
    assert observed(ARTSTEIN_2008) == pytest.approx(0.70)
    assert bennett_s(ARTSTEIN_2008) == pytest.approx(0.40)
    assert scott_pi(ARTSTEIN_2008) == pytest.approx(0.341, abs=0.0005)
    assert cohen_kappa(ARTSTEIN_2008) == pytest.approx(0.348, abs=0.0005)


def test_fleiss_own_example():
    assert fleiss_kappa(FLEISS_1971.split()) == pytest.approx(0.430, abs=0.0005)


def test_fleiss_wants_as_many_judgements_for_each_unit():
    with pytest.raises(ValueError, match="as many for each unit"):
        fleiss_kappa(["112", "12"])


@pytest.mark.parametrize(
    ("metric", "published"),
    [
        (Metric.NOMINAL, 0.743),
        (Metric.ORDINAL, 0.815),
        (Metric.INTERVAL, 0.849),
        (Metric.RATIO, 0.797),
    ],
)
def test_alpha_of_four_coders_with_missing_values(metric, published):
    assert alpha(coincidences(units(KRIPPENDORFF_2011_C)), metric) == pytest.approx(
        published, abs=0.0005
    )


def test_alpha_of_two_coders_and_two_values():
    pairs = zip("0100000010", "1110010000", strict=True)
    assert alpha(coincidences(pairs)) == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize(
    ("metric", "published"), [(Metric.NOMINAL, 0.691), (Metric.INTERVAL, 0.811)]
)
def test_alpha_of_three_coders_with_many_missing_values(metric, published):
    found = alpha(coincidences(units(THREE_CODERS_OF_15_UNITS)), metric)
    assert found == pytest.approx(published, abs=0.0005)


def test_alpha_of_three_coders_and_four_values():
    found = alpha(coincidences(["111", "122", "222", "444", "144", "222", "123", "333", "222"]))
    assert found == pytest.approx(0.642, abs=0.001)


def test_ordinal_alpha_of_hayes_and_krippendorff():
    found = alpha(coincidences(map(_values, HAYES_2007.split())), Metric.ORDINAL)
    assert found == pytest.approx(0.7598, abs=0.0001)


def test_digitised_continua_of_krippendorff_1995():
    first = "001111111100001111110000"
    second = "000011110000000110000000"
    table = {}
    for pair in zip(first, second, strict=True):
        table[pair] = table.get(pair, 0) + 1
    assert cohen_kappa(table) == pytest.approx(0.385, abs=0.0005)
    assert scott_pi(table) == pytest.approx(0.314, abs=0.0005)
    pairs = zip(first, second, strict=True)
    assert alpha(coincidences(pairs)) == pytest.approx(0.329, abs=0.0005)


@pytest.mark.parametrize("coefficient", [cohen_kappa, scott_pi, bennett_s])
def test_a_single_value_leaves_no_room_for_chance(coefficient):
    assert coefficient({("x", "x"): 24}) is None


@pytest.mark.parametrize("coefficient", [cohen_kappa, scott_pi, bennett_s, observed])
def test_nothing_judged_is_undefined(coefficient):
    assert coefficient({}) is None


def test_alpha_without_two_judgements_of_a_unit_is_undefined():
    assert alpha(coincidences([["a", None], [None, "b"]])) is None
    assert alpha(coincidences([["a", "a"], ["a", "a"]])) is None
    assert fleiss_kappa([]) is None


def test_distances_want_numbers():
    with pytest.raises(ValueError, match="is no number"):
        alpha(coincidences([["strong", "weak"]]), Metric.ORDINAL)


@given(st.lists(st.integers(0, 3), min_size=2))
def test_copies_agree_perfectly_unless_they_know_one_value_only(values):
    found = {alpha(coincidences(zip(values, values, strict=True)), metric) for metric in Metric} | {
        cohen_kappa({(value, value): values.count(value) for value in values})
    }
    if len(set(values)) == 1:
        assert found == {None}
    else:
        assert all(value == pytest.approx(1) for value in found)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_who_comes_first_does_not_matter(pairs):
    there = {pair: pairs.count(pair) for pair in pairs}
    back = {(other, one): count for (one, other), count in there.items()}
    for coefficient in (cohen_kappa, scott_pi, bennett_s):
        assert coefficient(there) == pytest.approx(coefficient(back))
    for metric in Metric:
        turned = [(other, one) for one, other in pairs]
        assert alpha(coincidences(pairs), metric) == pytest.approx(
            alpha(coincidences(turned), metric)
        )


def test_shuffled_values_agree_as_chance_would():
    dice = random.Random(1)
    values = [value for value in range(4) for _ in range(50)]
    kappas, alphas = [], []
    for _ in range(100):
        shuffled = dice.sample(values, len(values))
        pairs = list(zip(values, shuffled, strict=True))
        kappas.append(cohen_kappa({pair: pairs.count(pair) for pair in pairs}))
        alphas.append(alpha(coincidences(pairs)))
    assert fmean(kappas) == pytest.approx(0, abs=0.02)
    assert fmean(alphas) == pytest.approx(0, abs=0.02)
