from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gui.text.hints import ALPHABET, assign_hints, matching, nearest_first
from tests.gui.text.builders import span


@given(st.integers(0, 900), st.sampled_from([ALPHABET, "ab", "xyz"]))
def test_no_hint_begins_another_and_each_span_has_one(count, alphabet):
    names = [f"s{number}" for number in range(count)]
    hints = assign_hints(names, alphabet)
    words = sorted(hints.values())
    assert list(hints) == names
    assert len(set(words)) == count
    assert not any(later.startswith(word) for word, later in pairwise(words))


@given(st.integers(0, 900))
def test_nearer_spans_never_have_longer_hints(count):
    lengths = [len(word) for word in assign_hints([f"s{n}" for n in range(count)]).values()]
    assert lengths == sorted(lengths)


def test_as_many_spans_as_letters_have_one_letter_each():
    assert set(assign_hints([f"s{n}" for n in range(26)]).values()) == set(ALPHABET)


def test_one_span_more_costs_one_letter_only():
    lengths = [len(word) for word in assign_hints([f"s{n}" for n in range(27)]).values()]
    assert lengths == [1] * 25 + [2] * 2


def test_spans_are_ordered_by_their_distance_from_the_caret():
    spans = [span("far", (50, 60)), span("at", (10, 20)), span("near", (22, 30))]
    assert nearest_first(spans, 15) == ("at", "near", "far")


def test_what_was_typed_leaves_the_hints_that_go_on_from_it():
    assert matching({"a": "za", "b": "zb", "c": "f"}, "z") == {"a": "za", "b": "zb"}
