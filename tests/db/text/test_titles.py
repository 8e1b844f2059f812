from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.titles import title_of


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Envoys meet\n\nThe envoys met on Monday.", "Envoys meet"),
        ("  Envoys   meet \nThe envoys met.", "Envoys meet"),
        ("Mr. Smith said no to everyone. Then he left.", "Mr. Smith said no to everyone"),
        (
            "PARIS (AFP) - The envoys met on Monday again. They left.",
            "The envoys met on Monday again",
        ),
        ("…\n***", "the file"),
        ("短い", "短い"),
    ],
)
def test_the_title_is_the_first_line_or_the_first_sentence(body, title):
    assert title_of(body, fallback="the file") == title


def test_a_long_sentence_is_cut_between_words():
    title = title_of("word " * 60, fallback="")
    assert title.endswith("word…")
    assert len(title) <= 91


@given(st.text())
def test_a_title_is_one_short_line(body):
    title = title_of(body, fallback="fallback")
    assert title.strip()
    assert len(title) <= 121
    assert "\n" not in title
