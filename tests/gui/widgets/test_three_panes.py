from __future__ import annotations

import pytest

from gui.widgets.three_panes import shares


def test_a_wide_window_has_the_measures_of_the_design():
    assert shares(1440, 1.0) == (272, 764, 404)


def test_where_room_is_short_the_sides_give_way_to_the_text():
    left, text, right = shares(1024, 1.0)
    assert text > 1024 - 272 - 404
    assert left >= 200
    assert right >= 300


def test_at_last_the_articles_go():
    left, text, right = shares(1024, 1.75)
    assert left == 0
    assert text + right == 1024


@pytest.mark.parametrize("width", [320, 700, 1024, 1440, 3000])
@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.75, 2.5])
def test_the_parts_make_up_the_whole_or_the_text_has_nothing(width: int, zoom: float):
    left, text, right = shares(width, zoom)
    assert text >= 0
    assert text == 0 or left + text + right == pytest.approx(width, abs=2)


def test_without_cards_the_text_has_their_room():
    assert shares(1440, 1.0, has_right=False) == (272, 1168, 0)
