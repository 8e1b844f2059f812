"""Pairing two sides one to one."""

from __future__ import annotations

from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from db.review.pairing import best_pairs

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 12), max_size=16
)


@given(WEIGHTS)
def test_the_total_weight_is_the_greatest_that_there_is(weights):
    best = max(
        sum(weights.get(pair, 0) for pair in zip(range(5), order, strict=True))
        for order in permutations(range(5))
    )

    assert sum(weights[pair] for pair in best_pairs(weights)) == best


@given(WEIGHTS)
def test_no_end_is_in_two_pairs(weights):
    pairs = best_pairs(weights)

    assert set(pairs) <= set(weights)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)


@given(WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_weights_does_not_matter(weights, random):
    shuffled = dict(random.sample(list(weights.items()), len(weights)))

    assert best_pairs(shuffled) == best_pairs(weights)


def test_very_many_pairs_are_taken_by_their_weight():
    weights = {(left, right): 1 + (left == right) for left, right in product(range(40), repeat=2)}

    assert best_pairs(weights) == [(number, number) for number in range(40)]


def test_nothing_is_paired_with_nothing():
    assert best_pairs({}) == []
