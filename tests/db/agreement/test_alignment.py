"""Which span answers which: one to one, the most characters in common, whoever comes first."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agreement.alignment import Alignment, align, overlap
from db.agreement.assignment import best_pairs
from tests.db.agreement.making import items, span


def names(matches):
    return [(first.id, second.id) for first, second in matches]


def test_the_same_span_is_an_exact_match_before_any_overlap():
    ours = [span("ACTOR", (0, 10), name="a"), span("ACTOR", (0, 30), name="b")]
    theirs = [span("ACTOR", (0, 30), name="x")]
    alignment = align(ours, theirs)
    assert names(alignment.exact) == [("b", "x")]
    assert [item.id for item in alignment.only_first] == ["a"]


def test_overlapping_spans_of_one_label_are_paired_off_one_to_one():
    ours = [span("ACTOR", (0, 10), name="a"), span("ACTOR", (11, 20), name="b")]
    theirs = [span("ACTOR", (0, 20), name="x")]
    alignment = align(ours, theirs)
    assert names(alignment.overlapping) == [("a", "x")]
    assert [item.id for item in alignment.only_first] == ["b"]


def test_the_most_characters_in_common_win_over_the_nearest_neighbour():
    ours = [span("ACTOR", (0, 10), name="a"), span("ACTOR", (12, 30), name="b")]
    theirs = [span("ACTOR", (8, 20), name="x"), span("ACTOR", (22, 40), name="y")]
    assert names(align(ours, theirs).overlapping) == [("a", "x"), ("b", "y")]


def test_a_span_named_differently_over_nearly_the_same_words_is_relabelled():
    alignment = align([span("PROPOSAL", (0, 20))], [span("REJECTION", (0, 18))])
    assert len(alignment.relabelled) == 1


def test_an_actor_within_a_proposal_is_not_a_proposal_named_differently():
    alignment = align([span("PROPOSAL", (0, 80))], [span("ACTOR", (10, 18))])
    assert not alignment.relabelled
    assert len(alignment.only_first) == len(alignment.only_second) == 1


def test_pieces_overlap_where_their_characters_do():
    broken = span("PROPOSAL", (0, 5), (20, 30))
    assert overlap(broken.extent, ((5, 20),)) == 0
    assert overlap(broken.extent, ((4, 22),)) == 3
    assert align([broken], [span("PROPOSAL", (5, 20))]).only_first == (broken,)
    assert names(align([broken], [span("PROPOSAL", (4, 22), name="x")]).overlapping)


@given(items(), items())
def test_every_span_is_in_exactly_one_place(first, second):
    alignment = align(first, second)
    pairs = (*alignment.matched, *alignment.relabelled)
    assert sorted(item.id for item in first) == sorted(
        [one.id for one, _ in pairs] + [item.id for item in alignment.only_first]
    )
    assert sorted(item.id for item in second) == sorted(
        [other.id for _, other in pairs] + [item.id for item in alignment.only_second]
    )


@given(items())
def test_a_copy_matches_exactly(layer):
    alignment = align(layer, layer)
    assert len(alignment.exact) == len(layer)
    assert alignment == Alignment(exact=alignment.exact)


@given(items(), items(), st.randoms(use_true_random=False))
def test_neither_the_order_of_spans_nor_that_of_annotators_matters(first, second, dice):
    alignment = align(first, second)
    shuffled = align(dice.sample(first, len(first)), dice.sample(second, len(second)))
    assert alignment == shuffled
    turned = align(second, first)
    assert len(turned.exact) == len(alignment.exact)
    assert len(turned.overlapping) == len(alignment.overlapping)
    assert len(turned.relabelled) == len(alignment.relabelled)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 50), max_size=12
    )
)
def test_the_best_pairs_weigh_as_much_as_can_be(weights):
    chosen = best_pairs(weights)
    assert len({left for left, _ in chosen}) == len({right for _, right in chosen}) == len(chosen)
    most = max(
        sum(weights.get((left, right), 0) for left, right in enumerate(order))
        for order in permutations(range(5))
    )
    assert sum(weights[pair] for pair in chosen) == most


def test_no_pairs_are_the_best_of_nothing():
    assert best_pairs({}) == []


@pytest.mark.parametrize("turn", [False, True])
def test_more_spans_on_one_side_leave_some_over(turn):
    weights = {(0, 0): 5, (1, 0): 4, (1, 1): 3, (2, 1): 2, (2, 0): 9}
    if turn:
        weights = {(right, left): weight for (left, right), weight in weights.items()}
    assert sum(weights[pair] for pair in best_pairs(weights)) == 12
