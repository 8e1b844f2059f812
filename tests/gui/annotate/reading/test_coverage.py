from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import Fragment
from gui.annotate.coverage import CHARACTERS_A_SECOND, Coverage

SCREEN_S = 1200 / CHARACTERS_A_SECOND


def test_a_screen_is_read_after_the_time_that_its_length_takes():
    coverage = Coverage(3000)
    assert not coverage.show(0, 1200, SCREEN_S - 1)
    assert coverage.stretches == ()
    assert coverage.show(0, 1200, 1)
    assert coverage.stretches == (Fragment(0, 1200),)
    assert coverage.fraction == pytest.approx(0.4)


def test_leafing_through_is_not_reading():
    coverage = Coverage(12_000)
    for start in range(0, 12_000, 1200):
        coverage.show(start, start + 1200, 2)
    assert coverage.fraction == 0


def test_what_stays_on_the_screen_keeps_the_time_it_had():
    coverage = Coverage(3000)
    coverage.show(0, 1200, SCREEN_S / 2)
    coverage.show(600, 1800, SCREEN_S / 2)
    assert coverage.stretches == (Fragment(600, 1200),)


def test_a_short_rest_at_the_end_counts_too():
    coverage = Coverage(1210)
    coverage.show(0, 1210, 60)
    assert coverage.fraction == 1


def test_what_was_read_before_stays_read():
    coverage = Coverage(1000, [Fragment(200, 400)])
    assert coverage.stretches == (Fragment(200, 400),)
    assert coverage.fraction == pytest.approx(0.2)


def test_a_text_of_nothing_is_read():
    assert Coverage(0).fraction == 1
    assert not Coverage(0).show(0, 0, 5)


@given(
    st.integers(1, 2000),
    st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 2500), st.floats(0, 30)), max_size=12),
)
def test_stretches_are_in_order_inside_the_text_and_only_grow(length, looks):
    coverage = Coverage(length)
    before = 0.0
    for start, end, seconds in looks:
        more = coverage.show(min(start, end), max(start, end), seconds)
        assert more == (coverage.fraction > before)
        before = coverage.fraction
    stretches = coverage.stretches
    assert 0 <= before <= 1
    assert all(0 <= each.start < each.end <= length for each in stretches)
    assert all(one.end < other.start for one, other in pairwise(stretches))
    again = Coverage(length, stretches)
    assert again.stretches == stretches
