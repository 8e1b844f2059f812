from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.agreement.plots.scale import scale_for

values = st.floats(min_value=-1, max_value=1, allow_nan=False)


@given(st.lists(values, max_size=8))
def test_all_values_stand_between_the_first_and_the_last_of_a_few_lines(found):
    scale = scale_for(found)
    assert 2 <= len(scale.lines) <= 7
    assert scale.lines == tuple(sorted(scale.lines))
    for value in found:
        assert scale.low - 1e-6 <= value <= scale.high + 1e-6
        assert 0 <= scale.share(value) <= 1


@given(values, values)
def test_a_higher_value_stands_higher(one, other):
    scale = scale_for([one, other])
    low, high = sorted((one, other))
    assert scale.share(low) <= scale.share(high)


def test_lines_stand_on_round_numbers():
    assert scale_for([0.58, 0.77]).lines == (0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
    assert scale_for([0.9]).lines == (0.85, 0.9, 0.95)
    assert scale_for([]).lines == (0.0, 0.25, 0.5, 0.75, 1.0)
