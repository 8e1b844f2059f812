"""How texts are compared in a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.folding import Folded, fold

SAMPLES = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("aé e\u0301ßﬁがか\u3099각ㄱ\u1100\u1161\u11a8קָمُحَमَّहिन्दी🇫🇷\u200d\u0308İ"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élysée", "elysee"),
        ("e\u0301te\u0301", "été"),
        ("STRASSE", "straße"),
        ("ﬁnal", "final"),
        ("ＮＡＴＯ", "nato"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("שָׁלוֹם", "שלום"),
        ("한국", "한국"),
        ("co\u00adoperation", "cooperation"),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_spellings_of_the_same_words_are_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ดี", "ดู"), ("कि", "का"), ("が", "か")])
def test_signs_that_make_another_word_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(SAMPLES)
def test_a_folded_text_with_places_is_the_folded_text(text: str) -> None:
    assert Folded(text).text == fold(text)


@given(SAMPLES, st.data())
def test_a_folded_stretch_comes_from_an_original_that_folds_around_it(
    text: str, data: st.DataObject
) -> None:
    folded = Folded(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.original(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in fold(text[first:last])


def test_what_folds_to_several_letters_is_taken_whole() -> None:
    text = "der ﬁnale Weg"
    folded = Folded(text)
    at = folded.text.index("fi")
    assert text[slice(*folded.original(at, at + 1))] == "ﬁ"
    assert text[slice(*folded.original(at, at + 6))] == "ﬁnale"


def test_accents_written_apart_belong_to_the_match() -> None:
    text = "un e\u0301te\u0301 chaud"
    folded = Folded(text)
    at = folded.text.index("ete")
    assert text[slice(*folded.original(at, at + 3))] == "e\u0301te\u0301"


def test_long_runs_that_fold_together_are_mapped_too() -> None:
    text = "か\u3099" * 500
    folded = Folded(text)
    assert folded.text == "が" * 500
    assert text[slice(*folded.original(400, 401))] == "か\u3099"
