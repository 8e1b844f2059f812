from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.occurrences import SearchableText


def found(text, words):
    return [text[place.start : place.end] for place in SearchableText(text).find(words)]


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("NATO and Nato and nato", "nato", ["NATO", "Nato", "nato"]),
        ("ＮＡＴＯ", "nato", ["ＮＡＴＯ"]),
        ("L'Élysée, Elysee", "elysee", ["Élysée", "Elysee"]),
        ("L'Élysée, Elysee", "Élysée", ["Élysée"]),
        ("E\u0301lyse\u0301e", "élysée", ["E\u0301lyse\u0301e"]),
        ("E\u0301lyse\u0301e", "elysee", ["E\u0301lyse\u0301e"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("a troop \n\n plan", "troop plan", ["troop \n\n plan"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("محمّد", "محمد", ["محمّد"]),
        ("がか", "か", ["か"]),
        ("한국", "하", []),
        ("ﬁnal", "final", ["ﬁnal"]),
        ("100% (a.b)", "% (a.b)", ["% (a.b)"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("anything", "  ", []),
        ("", "x", []),
    ],
)
def test_words_are_found_whatever_their_case_width_accents_and_spacing(text, words, there):
    assert found(text, words) == there


def test_positions_behind_an_emoji_count_code_points():
    (place,) = SearchableText("🕊️🕊️ é truce").find("truce")
    assert place.start == len("🕊️🕊️ é ")


_LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "So"]), min_size=1, max_size=8)


@given(st.text(max_size=40), _LETTERS, st.text(max_size=40))
def test_words_are_found_where_they_stand_and_places_never_overlap(before, words, after):
    text = f"{before} {words} {after}"
    places = SearchableText(text).find(words)
    assert any(place.start <= len(before) + 1 < place.end for place in places)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    ends = [place.end for place in places]
    starts = [place.start for place in places[1:]]
    assert all(end <= start for end, start in zip(ends, starts, strict=False))
