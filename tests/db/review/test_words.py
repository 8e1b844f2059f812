"""The words that make the difference between extents."""

from __future__ import annotations

from hypothesis import given

from db.model import Fragment
from db.review.words import ExtentChange, extent_change, words_of
from tests.db.review.layers import BODY, Reader, extents, teams, units


def test_each_word_knows_the_versions_that_have_it():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "to send troops to the border")
    two.mark("PROPOSAL", "send troops")

    (unit,) = units(one, two)

    assert [(word.text, sorted(word.variants)) for word in words_of(unit, BODY)] == [
        ("to", [1]),
        ("send", [1, 2]),
        ("troops", [1, 2]),
        ("to", [1]),
        ("the", [1]),
        ("border", [1]),
    ]


def test_a_word_is_cut_where_a_version_ends_inside_it():
    one, two = Reader("1"), Reader("2")
    one.mark("PROPOSAL", "The plan")
    two.mark("PROPOSAL", "The plan,")

    (unit,) = units(one, two)

    assert [(word.text, sorted(word.variants)) for word in words_of(unit, BODY)] == [
        ("The", [1, 2]),
        ("plan", [1, 2]),
        (",", [2]),
    ]


def test_gaps_are_left_out():
    reader = Reader("1")
    reader.mark("PROPOSAL", "proposed", "troops")

    (unit,) = units(reader)

    assert [word.text for word in words_of(unit, BODY)] == ["proposed", "troops"]


def test_the_article_as_a_whole_has_no_words():
    (unit,) = units(Reader("1"))

    assert words_of(unit, BODY) == ()


def test_the_change_is_counted_in_words():
    def extent(words: str) -> tuple[Fragment, ...]:
        return (Fragment(BODY.index(words), BODY.index(words) + len(words)),)

    assert extent_change(extent("to send troops"), extent("send troops to the"), BODY) == (
        ExtentChange(
            longer=1,
            shorter=2,
            added=(Fragment(BODY.index("to send"), BODY.index("send")),),
            missing=(Fragment(BODY.index(" to the border"), BODY.index(" border")),),
        )
    )


@given(teams())
def test_the_words_of_a_version_are_all_its_visible_characters(team):
    for unit in units(*team):
        found = words_of(unit, BODY)
        for number, variant in enumerate(unit.variants, 1):
            said = "".join(word.text for word in found if number in word.variants)
            marked = "".join(BODY[piece.start : piece.end] for piece in variant.fragments)
            assert said == "".join(marked.split())


@given(extents(), extents())
def test_what_is_added_one_way_is_missing_the_other_way(one, other):
    there, back = extent_change(one, other, BODY), extent_change(other, one, BODY)

    assert (there.longer, there.added) == (back.shorter, back.missing)
    assert extent_change(one, one, BODY) == ExtentChange(longer=0, shorter=0, added=(), missing=())
