from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text import words


@given(
    st.lists(st.text("abcéñ’ğ🙂-", min_size=1), min_size=1), st.sampled_from([" ", "\n\n", "\t "])
)
def test_words_with_spaces_between_are_counted_one_by_one(each, between):
    assert words.count(between.join(each)) == len(each)


@given(st.text())
def test_every_body_has_a_count(body):
    body = body.encode(errors="replace").decode()
    assert 0 <= words.count(body) <= len(body)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("", 0),
        ("  one   two\n\nthree ", 3),
        ("Tiếng Việt ở đây", 4),
        ("नमस्ते दुनिया", 2),
        ("장관은 제안을 거부했다", 3),
    ],
)
def test_scripts_with_spaces_are_counted_by_their_spaces(body, number):
    assert words.count(body) == number


@pytest.mark.parametrize(
    "body",
    [
        "大臣は部隊を派遣する提案を拒否し、それは不可能だと述べた。",
        "รัฐมนตรีปฏิเสธข้อเสนอที่จะส่งทหารโดยกล่าวว่าเป็นไปไม่ได้",
    ],
)
def test_scripts_without_spaces_are_estimated_by_their_characters(body):
    assert 8 <= words.count(body) <= 20


def test_a_name_in_latin_letters_counts_in_a_text_without_spaces():
    assert words.count("部長は NATO を支持") == words.count("部長は を支持") + 1
