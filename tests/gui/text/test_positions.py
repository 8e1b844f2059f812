from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from gui.text.positions import PositionMap

# Everything that a body or a careless caller could hold; what Qt treats in its own way comes often.
AWKWARD = (
    "\x00\t\n\r\x0b\x0c\x1c\x85\u2028\u2029\ufdd0\ufdd1\ufeff\ufffc\ufffe"
    "\U0001f600\u200d\u0301\u05d0\u202e\ud800"
)
bodies = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters()), max_size=60)


@given(bodies)
def test_a_document_of_the_display_text_is_as_long_as_the_map_says(body):
    positions = PositionMap(body)
    document = QTextDocument()
    document.setPlainText(positions.display_text)
    # A document counts the end of its last block.
    assert document.characterCount() - 1 == positions.qt_length
    assert len(positions.display_text) == positions.length == len(body)


@given(bodies)
def test_only_newlines_make_blocks(body):
    document = QTextDocument()
    document.setPlainText(PositionMap(body).display_text)
    assert document.blockCount() == body.count("\n") + 1


@given(bodies)
def test_each_code_point_comes_back_from_its_utf16_position(body):
    positions = PositionMap(body)
    for code_point in range(len(body) + 1):
        utf16 = positions.to_qt(code_point)
        assert utf16 == len(body[:code_point].encode("utf-16-le", "surrogatepass")) // 2
        assert positions.to_code_point(utf16) == code_point


@given(bodies)
def test_a_document_has_each_character_where_the_map_says(body):
    positions = PositionMap(body)
    document = QTextDocument()
    document.setPlainText(positions.display_text)
    raw = document.toRawText().replace("\u2029", "\n")
    assert raw == positions.display_text


def test_a_position_inside_a_surrogate_pair_gives_the_pair():
    assert PositionMap("a😀b").to_code_point(2) == 1


@pytest.mark.parametrize(("given_position", "expected"), [(-3, 0), (99, 4)])
def test_positions_outside_the_text_are_kept_inside_it(given_position, expected):
    assert PositionMap("a😀b").to_qt(given_position) == expected
    assert PositionMap("a😀bc").to_code_point(given_position) == expected


def test_ordinary_text_is_shown_as_it_is():
    body = "Tab\there, “quotes”, é, 中文, 😀\u2028and a new line\n"
    assert PositionMap(body).display_text == body


def test_control_characters_are_shown_by_their_pictures():
    assert PositionMap("a\x00b\x7f").display_text == "a␀b␡"
