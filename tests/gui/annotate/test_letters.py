from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.annotate.asking.letters import option_letters


def test_options_get_their_initials_where_they_can():
    titles = ["certain", "probable", "possible", "certainly not", "probably not", "unclear"]
    assert option_letters(titles) == ("c", "p", "o", "n", "r", "u")


def test_every_option_can_have_its_initial_before_another_takes_it():
    assert option_letters(["party", "person", "other"]) == ("p", "e", "o")


@given(st.lists(st.text(max_size=12), max_size=26))
def test_no_letter_is_given_twice(titles: list[str]):
    letters = option_letters(titles)
    given_ones = [letter for letter in letters if letter]
    assert len(letters) == len(titles)
    assert len(set(given_ones)) == len(given_ones)
    assert all(len(letter) == 1 and letter.isalpha() for letter in given_ones)


def test_without_letters_of_its_own_an_option_gets_any():
    assert all(option_letters(["1", "2", "…"]))
