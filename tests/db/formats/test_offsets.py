from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats.offsets import OffsetUnit, RawText, Scale, Stretch, counting_of
from db.text.decoding import Unreadable
from tests.db.formats.strategies import bodies, texts

EMOJI = "👩🏽‍🚀 says “no” to 𝄞 — and é, too"


def encoded(text: str, unit: OffsetUnit) -> int:
    if unit is OffsetUnit.CODE_POINT:
        return len(text)
    return len(text.encode("utf-16-le")) // 2 if unit is OffsetUnit.UTF16 else len(text.encode())


@given(texts(max_size=60), st.sampled_from(OffsetUnit))
def test_a_scale_goes_there_and_back(text: str, unit: OffsetUnit):
    scale = Scale(text, unit)
    for position in range(len(text) + 1):
        offset = encoded(text[:position], unit)
        assert scale.offset(position) == offset
        assert scale.code_point(offset) == position


@given(texts(max_size=60), st.sampled_from(OffsetUnit), st.integers(-5, 300))
def test_an_offset_inside_a_character_or_beyond_the_text_is_none(text, unit, offset):
    starts = {encoded(text[:position], unit) for position in range(len(text) + 1)}
    assert (Scale(text, unit).code_point(offset) is None) == (offset not in starts)


@pytest.mark.parametrize("unit", OffsetUnit)
@pytest.mark.parametrize("words", ["no", "𝄞", "é", "too", "says “no” to 𝄞"])
def test_the_unit_is_told_by_where_a_quote_stands(unit: OffsetUnit, words: str):
    start = EMOJI.index(words)
    first, last = (encoded(EMOJI[:end], unit) for end in (start, start + len(words)))
    counting = counting_of(RawText(EMOJI), [Stretch(start=first, end=last, quote=words)])
    assert counting.unit is unit
    assert (counting.position(first), counting.position(last)) == (start, start + len(words))


@given(bodies, st.sampled_from(OffsetUnit), st.data())
def test_quotes_are_found_whatever_is_counted(body: str, unit: OffsetUnit, data: st.DataObject):
    pairs = []
    for _ in range(3):
        start = data.draw(st.integers(0, len(body) - 1))
        end = data.draw(st.integers(start + 1, len(body)))
        pairs.append((start, end))
    stretches = [
        Stretch(
            start=encoded(body[:start], unit), end=encoded(body[:end], unit), quote=body[start:end]
        )
        for start, end in pairs
    ]
    counting = counting_of(RawText(body), stretches)
    assert all(map(counting.fit, stretches))


def test_without_quotes_the_ends_of_words_tell_the_unit():
    start = EMOJI.index("says")
    first = encoded(EMOJI[:start], OffsetUnit.UTF16)
    counting = counting_of(RawText(EMOJI), [Stretch(start=first, end=first + 4)])
    assert counting.unit is OffsetUnit.UTF16
    assert counting.position(first) == start


def test_where_nothing_tells_them_apart_the_default_is_taken():
    for default in OffsetUnit:
        assert counting_of(RawText("plain"), [], default=default).unit is default


def test_line_ends_of_two_signs_are_told_from_those_of_one():
    text = RawText("one\r\ntwo\r\nthree")
    for first in (8, 10):
        counting = counting_of(text, [Stretch(start=first, end=first + 5, quote="three")])
        assert counting.position(first) == text.body.index("three")


def test_a_mark_of_byte_order_may_count_or_not():
    text = RawText("\ufeffone two")
    for first in (4, 5):
        counting = counting_of(text, [Stretch(start=first, end=first + 3, quote="two")])
        assert counting.position(first) == 4


def test_a_text_of_white_space_is_refused():
    with pytest.raises(Unreadable):
        RawText(" \n")
