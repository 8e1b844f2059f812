from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.fuzzy import ranked, score

ACTORS = ["France", "French Army", "Emmanuel Macron", "NATO", "Germany", "UN Security Council"]


def found(query: str, things: list[str] = ACTORS) -> list[str]:
    return ranked(query, things, text_of=str)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("macron", "Emmanuel Macron"),
        ("army", "French Army"),
        ("usc", "UN Security Council"),
        ("mac em", "Emmanuel Macron"),
        ("grmny", "Germany"),
        ("Fran", "France"),
    ],
)
def test_the_thing_that_is_meant_comes_first(query, first):
    assert found(query)[0] == first


def test_a_whole_word_beats_the_start_of_a_word_and_that_beats_the_middle():
    things = ["Catalonia", "Locate", "Cat"]
    assert found("cat", things) == ["Cat", "Catalonia", "Locate"]


def test_case_and_accents_do_not_count():
    assert found("sejourne", ["Stéphane Séjourné"]) == ["Stéphane Séjourné"]
    assert found("SÉJOUR", ["Stephane Sejourne"]) == ["Stephane Sejourne"]


def test_what_does_not_answer_is_left_out():
    assert found("xyz") == []
    assert score("france xyz", "France") is None


def test_letters_that_only_happen_to_be_scattered_do_not_count():
    assert found("fy", ["France and much, much later Germany"]) == []


def test_an_empty_query_leaves_everything_in_its_order():
    assert found("  ") == ACTORS


@given(query=st.text(max_size=8), things=st.lists(st.text(max_size=20), max_size=8))
def test_ranking_invents_nothing_and_finds_equal_texts(query, things):
    result = found(query, things)
    assert all(result.count(thing) <= things.count(thing) for thing in result)
    if query.strip() and query in things:
        assert query in result
