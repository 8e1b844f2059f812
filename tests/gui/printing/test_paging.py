"""Lines on pages: none cut in two, none lost, headings with what they head."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from gui.printing.paging import pages_of


@dataclass
class Column:
    lines: tuple[float, ...]
    keeps_with_next: bool = False
    gap: float = 0.0

    @property
    def cuts(self):
        return [sum(self.lines[: at + 1]) for at in range(len(self.lines))]

    @property
    def height(self):
        return sum(self.lines)


def lines(count: int, height: float = 10.0, **more: object) -> Column:
    return Column((height,) * count, **more)


def test_what_fits_stands_on_one_page():
    pages = pages_of([lines(3), lines(2)], 60)
    assert [[(each.at, each.bottom) for each in page] for page in pages] == [[(0, 30), (30, 20)]]


def test_a_long_part_is_cut_between_lines():
    pages = pages_of([lines(7)], 35)
    assert [(each.top, each.bottom) for page in pages for each in page] == [
        (0, 30), (30, 60), (60, 70),
    ]  # fmt: skip


def test_a_heading_is_not_left_behind():
    pages = pages_of([lines(2), lines(1, keeps_with_next=True), lines(2)], 35)
    assert [[each.number for each in page] for page in pages] == [[0], [1, 2]]


def test_a_line_higher_than_a_page_still_goes_on():
    pages = pages_of([Column((100.0,))], 40)
    assert [(each.top, each.bottom) for page in pages for each in page] == [
        (0, 40), (40, 80), (80, 100),
    ]  # fmt: skip


def test_the_gap_above_a_part_is_dropped_at_the_top_of_a_page():
    pages = pages_of([lines(2), lines(2, gap=15)], 35)
    assert [each.at for page in pages for each in page] == [0, 0]
    assert [each.at for page in pages_of([lines(2), lines(1, gap=5)], 40) for each in page] == [
        0, 25,
    ]  # fmt: skip


@given(
    st.lists(
        st.builds(
            Column,
            st.lists(st.sampled_from([8.0, 10.0, 30.0]), min_size=1, max_size=12).map(tuple),
            st.booleans(),
            st.sampled_from([0.0, 6.0]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([40.0, 55.0, 100.0]),
)
def test_every_line_stands_on_one_page_whole_and_in_order(parts, height):
    pages = pages_of(parts, height)
    assert all(pages)
    stretches = [each for page in pages for each in page]
    assert [each.number for each in stretches] == sorted(each.number for each in stretches)
    for number, part in enumerate(parts):
        own = [(each.top, each.bottom) for each in stretches if each.number == number]
        assert own[0][0] == 0
        assert own[-1][1] == part.height
        assert all(one[1] == two[0] for one, two in itertools.pairwise(own))
        assert all(bottom in part.cuts for _, bottom in own)
    for page in pages:
        for one, two in itertools.pairwise(page):
            assert two.at >= one.at + one.bottom - one.top
        assert page[-1].at + page[-1].bottom - page[-1].top <= height
