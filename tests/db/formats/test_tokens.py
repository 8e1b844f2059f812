from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from db.formats.tokens import tokens_of
from db.model import Fragment
from tests.db.formats.strategies import bodies


def words(body: str) -> list[str]:
    return [body[token.start : token.end] for token in tokens_of(body).items]


def sentences(body: str) -> list[str]:
    tokens = tokens_of(body)
    return [
        body[tokens.items[first].start : tokens.items[last - 1].end]
        for first, last in tokens.sentences
    ]


@given(bodies)
def test_every_visible_character_is_in_one_token_and_every_token_in_one_sentence(body: str):
    tokens = tokens_of(body)
    assert all(left.end <= right.start for left, right in pairwise(tokens.items))
    inside = {place for token in tokens.items for place in range(token.start, token.end)}
    assert all(not body[place].isspace() for place in inside)
    assert inside == {place for place, sign in enumerate(body) if not sign.isspace()}
    assert [first for first, _ in tokens.sentences] == [
        0,
        *(last for _, last in tokens.sentences[:-1]),
    ]
    assert tokens.sentences[-1][1] == len(tokens.items)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kiev's forces, 3.5 of them", "Kiev|'|s|forces|,|3|.|5|of|them"),
        ("é̈ हिन्दी में", "é̈|हिन्दी|में"),
        ("👩🏽‍🚀 no👻", "👩🏽‍🚀|no|👻"),
        ("中国提出。", "中|国|提|出|。"),
        ("قال لا", "قال|لا"),
    ],
)
def test_words_and_signs_are_tokens(body: str, expected: str):
    assert words(body) == expected.split("|")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("He said no. She left.", ["He said no.", "She left."]),
        ("The U.S. Army left. “No.” He sat", ["The U.S. Army left.", "“No.”", "He sat"]),
        ("A title\n\nThe text", ["A title", "The text"]),
        ("one\nline of 3.5 m", ["one\nline of 3.5 m"]),
        ("中国提出。日本拒绝。", ["中国提出。", "日本拒绝。"]),
    ],
)
def test_sentences_end_where_readers_see_them_end(body: str, expected: list[str]):
    assert sentences(body) == expected


def test_a_stretch_is_told_whether_it_fits_tokens_and_sentences():
    tokens = tokens_of("Kiev's forces left. Others came.")
    assert tokens.is_aligned(Fragment(0, 4))
    assert not tokens.is_aligned(Fragment(0, 3))
    assert not tokens.is_aligned(Fragment(1, 4))
    assert tokens.covering(Fragment(1, 5)) == (0, 2)
    assert tokens.is_in_one_sentence(Fragment(0, 19))
    assert not tokens.is_in_one_sentence(Fragment(14, 26))
