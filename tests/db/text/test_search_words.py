"""What somebody asks for, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.folding import fold
from db.text.search_words import Term, parse, prepared


def found(asked: str, text: str) -> list[str]:
    folded = fold(text)
    terms = parse(asked)
    return [folded[start:end] for term in terms for start, end in term.places(folded)]


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("", ()),
        ('  " “ - ?! ', ()),
        ("send troops", (Term(("send",)), Term(("troops",), is_open=True))),
        ('"send troops"', (Term(("send", "troops")),)),
        ("“Send  troops” now", (Term(("send", "troops")), Term(("now",), is_open=True))),
        ('"not closed', (Term(("not", "closed")),)),
        ("to", (Term(("to",)),)),
        ("U.S.-led", (Term(("u", "s", "led"), is_open=True),)),
        ("NEAR(a b) OR -c*", (Term(("near", "a")), Term(("b",)), Term(("or",)), Term(("c",)))),
        ("北京大学", (Term(("北京大学",)),)),
        ("G7峰会", (Term(("g7", "峰会")),)),
        ("yes🙂🙂", (Term(("yes", "🙂", "🙂")),)),
    ],
)
def test_any_text_is_a_query(asked: str, terms: tuple[Term, ...]) -> None:
    assert parse(asked) == terms


@pytest.mark.parametrize(
    ("asked", "text", "places"),
    [
        ("troop", "Troops and a troop", ["troop", "troop"]),
        ('"troop"', "Troops and a troop", ["troop"]),
        ("in", "in Berlin, inside", ["in"]),
        ('"send troops"', "Send — troops, send no troops", ["send — troops"]),
        ("京大", "北京大学", ["京大"]),
        ("大", "北京大学大", ["大", "大"]),
        ("ประเทศ", "ในประเทศไทย", ["ประเทศ"]),
        ("대통령", "대통령은", ["대통령"]),
        ("हिन्दी", "यह हिन्दी है", ["हिन्दी"]),
        ("محمد", "قال مُحَمَّد ذلك", ["محمد"]),
        ("🙂", "ok🙂ok", ["🙂"]),
        ("U.S.", "the U.S. and the US", ["u.s"]),
    ],
)
def test_words_stand_alone_and_unspaced_scripts_anywhere(
    asked: str, text: str, places: list[str]
) -> None:
    assert found(asked, text) == places


def test_unspaced_runs_are_indexed_by_pairs_and_pictures_by_number() -> None:
    assert prepared("北京大 X").split() == ["北京", "京大", "大", "x"]
    assert prepared("ok🙂").split() == ["ok", "u1f642"]
    assert list(Term(("北京大",)).index_terms()) == ['"北京"', '"京大"']
    assert list(Term(("北",)).index_terms()) == ['"北"*']
    assert list(Term(("ok",), is_open=True).index_terms()) == ['"ok"*']


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_asked_of_anything_goes_wrong(asked: str, text: str) -> None:
    folded = fold(text)
    for term in parse(asked):
        for start, end in term.places(folded):
            assert 0 <= start < end <= len(folded)


@given(st.text(min_size=1, max_size=30))
def test_every_text_holds_itself_as_a_phrase(text: str) -> None:
    bare = "".join(each for each in text if each not in '"“”„«»')
    for term in parse(f'"{bare}"'):
        assert any(term.places(fold(bare)))
