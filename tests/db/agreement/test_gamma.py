"""Gamma against published values and against looking at every alignment there is."""

from __future__ import annotations

import csv
import json
from functools import cache
from itertools import combinations, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.gamma import gamma_of
from db.agreement.gamma_alignment import (
    EVEN,
    GammaUnit,
    Weights,
    best_alignment,
    dissimilarity,
    positional,
)
from db.agreement.gamma_sampling import Chance
from tests.shared_data import shared

FIXTURES = ("01", "02", "03", "04", "05", "06")
BEST = (0.0625, 0.708333, 0.0, 0.408756, 1.07438, 1.027778)
GAMMAS = (0.8836, 0.5668, 1.0, 0.6588, -0.1008, 0.2443)


@cache
def fixture(number):
    folder = shared("corpora", "agreement_oracles", "dkpro_statistics", "resources", "pygamma")
    (path,) = folder.glob(f"fixture_{number}_*.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    parameters = data["params"]
    weights = Weights(
        position=parameters["alpha"], label=parameters["beta"], empty=parameters["deltaEmpty"]
    )
    return data, layers_of(data["continuum"]), weights


def layers_of(units):
    annotators = sorted({unit["annotator"] for unit in units})
    return [
        sorted(
            GammaUnit(unit["start"], unit["end"], unit["category"])
            for unit in units
            if unit["annotator"] == annotator
        )
        for annotator in annotators
    ]


@cache
def three_annotators():
    path = shared("corpora", "agreement_oracles", "pygamma", "tests", "data", "AlexPaulSuzan.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {"annotator": name, "category": label, "start": float(start), "end": float(end)}
            for name, label, start, end in csv.reader(file)
        ]
    return layers_of(rows)


def disorder_of(layers, weights):
    best = best_alignment(layers, weights)
    assert best.is_exact
    return best.total * len(layers) / sum(map(len, layers))


def test_units_that_are_a_little_apart():
    assert positional(GammaUnit(1, 5, "a"), GammaUnit(2, 6, "a")) == 0.0625


@pytest.mark.parametrize(("number", "published"), list(zip(FIXTURES, BEST, strict=True)))
def test_the_disorder_of_the_best_alignment(number, published):
    _, layers, weights = fixture(number)
    assert disorder_of(layers, weights) == pytest.approx(published, abs=1e-5)


@pytest.mark.parametrize("number", FIXTURES)
def test_the_dissimilarity_of_each_pair_of_units(number):
    data, layers, weights = fixture(number)
    annotators = sorted({unit["annotator"] for unit in data["continuum"]})
    for pair in data["tier1"]["pairDissimilarities"]:
        one = layers[annotators.index(pair["annotatorA"])][pair["unitIndexA"]]
        other = layers[annotators.index(pair["annotatorB"])][pair["unitIndexB"]]
        assert dissimilarity(one, other, weights) == pytest.approx(pair["combined"], rel=1e-5)


@pytest.mark.parametrize("number", FIXTURES)
def test_the_disorder_of_random_texts(number):
    data, _, weights = fixture(number)
    for sampled in data["tier2"]["sampledContinua"]:
        layers = layers_of(sampled["scaled"]["units"])
        published = sampled["scaled"]["bestAlignmentDisorder"]
        assert disorder_of(layers, weights) == pytest.approx(published, abs=1e-5)


@pytest.mark.parametrize(("number", "published"), list(zip(FIXTURES, GAMMAS, strict=True)))
def test_gamma_by_sampled_chance(number, published):
    """The published values were sampled, too: 30 random texts, good to 0.05."""
    _, layers, weights = fixture(number)
    gamma = gamma_of(layers, weights=weights, samples=300)
    own_error = (gamma.high - gamma.low) / 2
    assert gamma.value == pytest.approx(published, abs=0.05 + own_error)


def test_the_example_of_three_annotators():
    weights = Weights(position=3)
    best = best_alignment(three_annotators(), weights)
    assert best.total * 3 / 16 == pytest.approx(0.9606, abs=0.0001)
    assert len(best.unitary) == 6
    gamma = gamma_of(three_annotators(), weights=weights, chance=Chance.SHUFFLED)
    assert 0.44 <= gamma.value <= 0.47
    assert 0.38 <= gamma.categorial <= 0.42


def test_the_example_of_three_annotators_with_statistical_chance():
    gamma = gamma_of(three_annotators(), weights=Weights(position=3), samples=300)
    assert 0.40 <= gamma.value <= 0.44
    assert 0.35 <= gamma.categorial <= 0.39


def test_the_same_text_has_the_same_gamma_each_time():
    _, layers, weights = fixture("05")
    assert gamma_of(layers, weights=weights) == gamma_of(layers, weights=weights)


def test_more_samples_are_surer():
    _, layers, weights = fixture("05")
    few, many = (gamma_of(layers, weights=weights, samples=count) for count in (10, 300))
    assert few.low < few.value < few.high
    assert many.high - many.low < few.high - few.low


def test_nothing_marked_or_one_annotator_is_undefined():
    assert gamma_of([[], []]) is None
    assert gamma_of([[GammaUnit(0, 5, "a")]]) is None


@pytest.mark.parametrize("chance", list(Chance))
def test_copies_agree_perfectly(chance):
    layer = [GammaUnit(0, 5, "a"), GammaUnit(9, 12, "b"), GammaUnit(30, 41, "a")]
    gamma = gamma_of([layer, layer, layer], chance=chance)
    assert gamma.value == 1.0
    assert gamma.disorder == 0.0
    assert gamma.categorial == 1.0


def test_more_annotators_than_a_text_has_places_can_be_shuffled():
    layers = [[GammaUnit(number, number + 10, "a")] for number in range(8)]
    assert gamma_of(layers, chance=Chance.SHUFFLED, samples=5).expected > 0


def test_a_text_that_chance_would_mark_alike_has_gamma_for_copies_alone():
    everything = [GammaUnit(0, 9, "a")]
    gamma = gamma_of([everything, everything])
    assert (gamma.value, gamma.expected) == (1.0, 0.0)


def test_units_far_apart_from_all_others_stay_alone():
    layers = [[GammaUnit(0, 5, "a")], [GammaUnit(500, 505, "a")], []]
    best = best_alignment(layers, EVEN)
    assert sorted(best.unitary, key=str) == sorted(
        [(layers[0][0], None, None), (None, layers[1][0], None)], key=str
    )
    assert best.total == 2.0
    assert gamma_of(layers).categorial <= 1.0


unit = st.builds(
    lambda start, length, label: GammaUnit(start, start + length, label),
    st.integers(0, 20),
    st.integers(1, 8),
    st.sampled_from("ab"),
)
few_units = st.lists(unit, max_size=3, unique=True).map(sorted)


def least_disorder(layers):
    """The best of all alignments, one after the other."""
    if not any(layers):
        return 0.0
    pairs = comb(len(layers), 2)
    first = next(number for number, layer in enumerate(layers) if layer)
    choices = [
        [layers[first][0]] if number == first else [None, *layer]
        for number, layer in enumerate(layers)
    ]
    totals = []
    for places in product(*choices):
        costs = [
            1.0 if None in {one, other} else dissimilarity(one, other, EVEN)
            for one, other in combinations(places, 2)
        ]
        rest = [
            [each for each in layer if each != place]
            for layer, place in zip(layers, places, strict=True)
        ]
        totals.append(sum(costs) / pairs + least_disorder(rest))
    return min(totals)


@given(st.lists(few_units, min_size=2, max_size=3))
def test_no_other_alignment_is_better(layers):
    best = best_alignment(layers, EVEN)
    assert best.is_exact
    assert best.total == pytest.approx(least_disorder(layers), abs=1e-6)


@given(st.lists(few_units, min_size=2, max_size=4))
def test_every_unit_is_aligned_once(layers):
    best = best_alignment(layers, EVEN)
    for number, layer in enumerate(layers):
        aligned = [places[number] for places in best.unitary if places[number] is not None]
        assert sorted(aligned) == layer


def test_too_many_units_to_search_are_aligned_as_well_as_may_be():
    layers = [
        [GammaUnit(place + number, place + number + 9, "ab"[place % 2]) for place in range(60)]
        for number in range(4)
    ]
    best = best_alignment(layers, EVEN)
    assert not best.is_exact
    assert sum(place is not None for places in best.unitary for place in places) == 240
