from __future__ import annotations

import pytest

from gui.text.scrolling import scroll_to_show


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [
        (120, 150, 100),
        (90, 120, 90),
        (280, 320, 120),
        (0, 40, -47),
        (1000, 1040, 953),
        (150, 900, 150),
    ],
)
def test_scrolling_is_the_least_that_shows_it(top, bottom, expected):
    assert scroll_to_show(top, bottom, scrolled=100, height=200) == expected
