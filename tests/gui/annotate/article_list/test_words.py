"""What the list says of an article below its title."""

from __future__ import annotations

from gui.annotate.article_list.words import byline
from tests.db.review.layers import default_scheme

AGENCY = "وكالة أنباء الواحة"


def test_the_day_stays_behind_a_publisher_that_is_read_from_the_right():
    known = {"publisher": AGENCY, "date": "2024-04-03"}
    assert byline(known, 281, default_scheme()) == f"\u2068{AGENCY}\u2069 · 3 Apr 2024"


def test_an_article_of_which_nothing_is_known_has_its_length():
    assert byline({}, 281, default_scheme()) == "281 words"
