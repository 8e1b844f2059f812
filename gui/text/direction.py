"""The only place that says in which direction an article is read."""

from __future__ import annotations

import unicodedata

_DIRECTION_SAMPLE = 2000


def is_right_to_left(body: str) -> bool:
    """Whether more of a body's beginning is written from right to left than from left to right."""
    directions = [unicodedata.bidirectional(each) for each in body[:_DIRECTION_SAMPLE]]
    leftwards = sum(each in {"R", "AL"} for each in directions)
    return leftwards > directions.count("L")
