"""Intervals by resampling."""

from __future__ import annotations

from db.agreement.bootstrap import interval
from db.agreement.draws import MOST_BLOCKS, deal
from db.agreement.figure import Reason


def mean(sums):
    return sums["top"] / sums["count"] if sums["count"] else Reason.NOTHING_MARKED


def blocks(*values):
    return [{"top": value, "count": 1} for value in values]


def test_the_interval_of_a_mean_is_as_wide_as_its_standard_error_says():
    found = interval(blocks(*([0, 1] * 50)), mean)
    # The standard error of 100 halves is .05.
    assert 0.39 <= found.low <= 0.42
    assert 0.58 <= found.high <= 0.61


def test_the_interval_is_the_same_each_time():
    assert interval(blocks(0, 1, 3), mean) == interval(blocks(0, 1, 3), mean)


def test_values_without_variation_have_no_width():
    found = interval(blocks(1, 1, 1), mean, resamples=20)
    assert (found.low, found.high, found.resamples) == (1, 1, 20)


def test_one_block_or_too_many_sums_have_no_interval():
    assert interval(blocks(1), mean) is None
    many = [{("sum", number): 1.0 for number in range(700)}] * 2
    assert interval(many, lambda sums: 1.0) is None


def test_a_value_that_is_mostly_undefined_has_no_interval():
    assert interval(blocks(1, 2), lambda sums: Reason.NO_CHANCE) is None


def test_every_article_is_dealt_once_into_even_blocks():
    for count in (0, 3, MOST_BLOCKS, 1_234):
        dealt = deal(count)
        assert sorted(number for block in dealt for number in block) == list(range(count))
        assert len(dealt) == min(count, MOST_BLOCKS)
        sizes = {len(block) for block in dealt}
        assert not sizes or max(sizes) - min(sizes) <= 1
