"""Names that are read from the other side than the words around them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.isolation import in_a_row, isolated
from gui.translation import tr, tr_count

BEGIN, END = "\u2068", "\u2069"
AGENCY = "وكالة أنباء الواحة"
HEBREW_LETTERS = st.characters(min_codepoint=0x5D0, max_codepoint=0x5EA)
MARKS = st.sampled_from(("\u2066", "\u2067", BEGIN, END))
MIXED = st.text(HEBREW_LETTERS | MARKS | st.sampled_from("aé 1.\n"))


@pytest.fixture
def read_from_right(qapp: QApplication) -> Iterator[None]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


def depths(line: str) -> list[int]:
    """How many marks are open behind each character."""
    found = [0]
    for letter in line:
        found.append(found[-1] + (letter in "\u2066\u2067\u2068") - (letter == END))
    return found


def test_a_name_of_the_other_direction_keeps_to_itself():
    assert isolated(AGENCY) == BEGIN + AGENCY + END
    assert in_a_row((AGENCY, "3 Apr 2024")) == f"{BEGIN}{AGENCY}{END} · 3 Apr 2024"


def test_facts_that_say_nothing_leave_no_gap():
    assert in_a_row(("", "a", "", "b")) == "a · b"
    assert in_a_row(()) == ""


@given(st.text(st.characters(max_codepoint=0x58F)))
def test_words_of_the_windows_own_direction_stay_as_they_are(text):
    assert isolated(text) == text


@given(MIXED)
def test_each_line_closes_just_the_marks_that_it_opens(text):
    shown = isolated(text)
    if shown != text:
        marked = [
            each for each in shown.split("\n") if any("\u05d0" <= x <= "\u05ea" for x in each)
        ]
        for line in marked:
            found = depths(line)
            assert line[0] == BEGIN
            assert found[-1] == 0
            assert min(found[1:-1]) > 0


@given(MIXED)
def test_no_letter_is_lost(text):
    def bare(marked: str) -> str:
        return "".join(each for each in marked if each not in "\u2066\u2067\u2068\u2069")

    assert bare(isolated(text)) == bare(text)


@pytest.mark.usefixtures("read_from_right")
def test_in_a_window_that_is_read_from_the_right_it_is_the_other_way_round():
    assert isolated(AGENCY) == AGENCY
    assert isolated("Reuters, 2024") == f"{BEGIN}Reuters, 2024{END}"
    assert isolated("2024") == "2024"


def test_names_within_sentences_keep_to_themselves():
    assert tr("Hello, {name}", name=AGENCY) == f"Hello, {BEGIN}{AGENCY}{END}"
    assert tr_count(2, "{count} of {name}", "{count} of {name}", name=AGENCY) == (
        f"2 of {BEGIN}{AGENCY}{END}"
    )
    assert tr("Hello, {name}", name="Björn") == "Hello, Björn"
