from __future__ import annotations

from gui.text.hit_test import (
    next_in_stack,
    next_overlapping,
    next_span,
    previous_span,
    spans_at,
)
from tests.gui.text.builders import span

OUTER, INNER, LATER = span("outer", (0, 20)), span("inner", (5, 10)), span("later", (30, 35))
ALL = [LATER, INNER, OUTER]


def test_the_innermost_span_comes_first():
    assert spans_at(ALL, 6) == ("inner", "outer")
    assert spans_at(ALL, 4) == ("outer",)


def test_the_end_of_a_span_is_not_in_it():
    assert spans_at(ALL, 20) == ()


def test_the_gap_of_a_discontinuous_span_is_not_in_it():
    parted = span("parted", (0, 3), (10, 13))
    assert spans_at([parted], 5) == ()
    assert spans_at([parted], 11) == ("parted",)


def test_spans_are_walked_in_reading_order_around_the_end():
    assert next_span(ALL, "outer", 0) == "inner"
    assert next_span(ALL, "inner", 0) == "later"
    assert next_span(ALL, "later", 0) == "outer"
    assert previous_span(ALL, "outer", 0) == "later"


def test_without_a_selected_span_the_walk_begins_at_the_caret():
    assert next_span(ALL, None, 12) == "later"
    assert next_span(ALL, None, 99) == "outer"
    assert previous_span(ALL, None, 12) == "inner"
    assert previous_span(ALL, None, 0) == "later"
    assert next_span([], None, 0) is None


def test_overlapping_spans_are_cycled_from_the_inside_out():
    same = span("same", (5, 10))
    spans = [OUTER, INNER, same, LATER]
    assert next_overlapping(spans, None, 6) == "inner"
    assert next_overlapping(spans, "inner", 6) == "same"
    assert next_overlapping(spans, "same", 6) == "outer"
    assert next_overlapping(spans, "outer", 6) == "inner"
    assert next_overlapping(spans, "later", 6) == "later"
    assert next_overlapping(spans, None, 25) is None


def test_clicking_again_goes_one_span_out():
    assert next_in_stack(("inner", "outer"), None) == "inner"
    assert next_in_stack(("inner", "outer"), "inner") == "outer"
    assert next_in_stack(("inner", "outer"), "outer") == "inner"
    assert next_in_stack((), "inner") is None
