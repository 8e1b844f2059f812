from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.decoding import Unreadable
from db.text.normalise import from_bytes, normalise
from tests.shared_data import shared

AWKWARD = st.text(
    st.one_of(
        st.sampled_from("\r\n\u2028\u2029\x00\x85\u00a0\ufeffa🇫🇷e\u0301א中"),
        st.characters(),
    ),
    min_size=1,
)


def visible(text: str) -> bool:
    return bool(text.replace("\ufeff", "", 1).strip())


@given(AWKWARD.filter(visible))
def test_a_body_has_no_carriage_return_no_nul_and_no_half_character(text):
    body = normalise(text).body
    assert not set(body) & {"\r", "\x00"}
    assert body.encode().decode() == body


@given(AWKWARD.filter(visible))
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text).body.lstrip("\ufeff")
    if visible(once):
        again = normalise(once)
        assert (again.body, again.notes, again.dropped) == (once, (), ())


@given(AWKWARD.filter(visible), st.data())
def test_what_stood_between_two_offsets_still_stands_between_them(text, data):
    found = normalise(text)
    # Pairs of halves are joined only in files without offsets.
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    moved = found.body[found.moved(start) : found.moved(end)]
    wanted = text[start:end]
    if start == 0:
        wanted = wanted.removeprefix("\ufeff")
    # An offset between CR and LF lies before the line end that the two have become.
    if text[end - 1 : end + 1] == "\r\n" and end > start:
        wanted = wanted[:-1]
    assert moved == wanted.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def test_separators_of_lines_and_paragraphs_stay():
    assert normalise("one\u2028two\u2029three\x85four").body == "one\u2028two\u2029three\x85four"


def test_nul_is_replaced_and_said():
    found = normalise("a\x00b")
    assert found.body == "a\ufffdb"
    assert found.notes == ("1 NUL character was replaced by U+FFFD",)


def test_half_a_surrogate_pair_is_replaced_and_said():
    found = normalise("a\ud83db\udc00c")
    assert found.body == "a\ufffdb\ufffdc"
    assert found.notes == ("2 halves of surrogate pairs were replaced by U+FFFD",)


def test_a_character_written_as_two_halves_becomes_whole():
    assert from_bytes(b"x\xed\xa0\xbd\xed\xb8\x80y").body == "x😀y"


def test_every_kind_of_line_end_becomes_one():
    assert normalise("a\r\nb\rc\nd\r\r\ne").body == "a\nb\nc\nd\n\ne"


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\u2003\u00a0"])
def test_a_body_is_never_empty(text):
    with pytest.raises(Unreadable):
        normalise(text)


@pytest.mark.parametrize(
    "name",
    ["ar_pud", "he_iahltwiki", "hi_pud", "th_pud", "zh_pud"],
)
def test_real_texts_of_many_scripts_come_in_unchanged_but_for_line_ends(name):
    data = shared("corpora", "unicode", f"{name}.sentences.txt").read_bytes()
    found = from_bytes(data)
    assert found.encoding == "utf-8"
    assert found.body == data.decode().replace("\r\n", "\n").removeprefix("\ufeff")


def test_each_naughty_string_is_a_body_or_refused_in_words():
    text = shared("corpora", "unicode", "blns.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if visible(line):
            found = normalise(line)
            assert found.body.encode().decode() == found.body
        else:
            with pytest.raises(Unreadable):
                normalise(line)


def test_social_media_posts_come_in_unchanged():
    data = shared("corpora", "unicode", "emerging.test.conll").read_bytes()
    assert from_bytes(data).body == data.decode().replace("\r\n", "\n")
