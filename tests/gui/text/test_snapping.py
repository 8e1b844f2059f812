from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from db.model import Fragment
from gui.text.positions import PositionMap
from gui.text.snapping import (
    Edge,
    move_edge_by_character,
    move_edge_by_word,
    snap_to_words,
    trim,
    word_at,
)

FAMILY = "👩\u200d👩\u200d👧"
texts = st.text(
    st.one_of(
        st.sampled_from(" \n\u00a0\u3000'-.’abAB1\u0301\u200d😀👩\u05d0\u0e01\u4e2d🇫🇷"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


def snapped(body: str, words: str) -> str | None:
    start = body.index(words)
    found = snap_to_words(body, start, start + len(words))
    return body[found.start : found.end] if found else None


def character_edges(body: str) -> set[int]:
    positions = PositionMap(body)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, positions.display_text)
    edges = {0}
    while (edge := finder.toNextBoundary()) != -1:
        edges.add(positions.to_code_point(edge))
    return edges


@pytest.mark.parametrize(
    ("body", "selected", "expected"),
    [
        ("the proposal faced rejection", "opo", "proposal"),
        ("the proposal faced rejection", "sal fac", "proposal faced"),
        ("the proposal faced rejection", " faced ", "faced"),
        ("the proposal, and", "proposal,", "proposal,"),
        ("said Macron's aide", "Macron", "Macron"),
        ("said Macron’s aide", "Macron’s ai", "Macron’s aide"),
        ("dans l'Élysée hier", "Élysée", "Élysée"),
        ("US-backed plan", "US", "US"),
        ("a \n b", " \n ", None),
        ("马克龙拒绝了", "克龙", "克龙"),
        ("ไทยปฏิเสธ", "ไทย", "ไทย"),
        (f"the {FAMILY} ate", "\u200d👩", FAMILY),
        ("cafe\u0301 noir", "cafe", "cafe\u0301"),
    ],
)
def test_a_selection_snaps_to_whole_words(body, selected, expected):
    assert snapped(body, selected) == expected


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_a_snapped_selection_has_no_outer_space_and_whole_characters(body, start, end):
    for found in (snap_to_words(body, start, end), trim(body, start, end)):
        if found is not None:
            text = body[found.start : found.end]
            assert text == text.strip() != ""
            assert {found.start, found.end} <= character_edges(body)


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_snapping_twice_changes_nothing(body, start, end):
    once = snap_to_words(body, start, end)
    if once is not None:
        again = snap_to_words(body, once.start, once.end)
        assert again is not None
        assert again.start <= once.start < once.end <= again.end


@pytest.mark.parametrize(
    ("body", "position", "expected"),
    [
        ("the proposal", 6, "proposal"),
        ("the proposal", 4, "proposal"),
        ("the proposal", 12, "proposal"),
        ("the, proposal", 3, "the"),
        ("the , proposal", 4, None),
        ("Macron's plan", 2, "Macron"),
        ("Macron's plan", 7, "Macron"),
        ("Macron's plan", 8, "Macron"),
        ("l'Élysée", 4, "Élysée"),
        ("O'Brien", 4, "O'Brien"),
        ("al-Assad said", 5, "al-Assad"),
        ("a cease-fire now", 3, "cease-fire"),
        ("US-backed", 1, "US"),
        ("US-backed", 5, "backed"),
        ("the U.S. said", 5, "U.S."),
        ("", 0, None),
    ],
)
def test_the_word_at_a_caret_is_the_one_people_mean(body, position, expected):
    found = word_at(body, position)
    assert (body[found.start : found.end] if found else None) == expected


@given(texts, st.integers(0, 40))
def test_a_word_at_a_caret_touches_it(body, position):
    found = word_at(body, min(position, len(body)))
    if found is not None:
        assert found.start <= min(position, len(body)) <= found.end + 2
        assert any(character.isalnum() for character in body[found.start : found.end])


def test_the_ends_of_a_fragment_move_by_words():
    body = "from “every ally,” aligning with NATO"
    start = body.index("every")
    every = Fragment(start, start + len("every"))
    every_ally = move_edge_by_word(body, every, Edge.END, 1)
    assert body[every_ally.start : every_ally.end] == "every ally"
    longer = move_edge_by_word(body, every_ally, Edge.END, 1)
    assert body[longer.start : longer.end] == "every ally,” aligning"
    assert move_edge_by_word(body, every_ally, Edge.END, -1) == every
    ally = move_edge_by_word(body, every_ally, Edge.START, 1)
    assert body[ally.start : ally.end] == "ally"
    assert move_edge_by_word(body, ally, Edge.START, -1) == every_ally


def test_a_fragment_of_one_word_does_not_shrink_to_nothing():
    body = "one two three"
    two = Fragment(4, 7)
    assert move_edge_by_word(body, two, Edge.END, -1) == two
    assert move_edge_by_word(body, two, Edge.START, 1) == two


def test_the_ends_of_a_fragment_move_by_characters_and_over_space():
    body = "one two"
    one = Fragment(0, 3)
    assert move_edge_by_character(body, one, Edge.END, -1) == Fragment(0, 2)
    assert move_edge_by_character(body, one, Edge.END, 1) == Fragment(0, 5)
    assert move_edge_by_character(body, Fragment(0, 5), Edge.END, -1) == one
    assert move_edge_by_character(body, Fragment(4, 7), Edge.START, -1) == Fragment(2, 7)
    assert move_edge_by_character(body, Fragment(2, 7), Edge.START, 1) == Fragment(4, 7)


def test_moving_by_characters_never_splits_what_people_see_as_one():
    body = f"a{FAMILY}b"
    assert move_edge_by_character(body, Fragment(0, 1), Edge.END, 1) == Fragment(0, 1 + len(FAMILY))


@pytest.mark.parametrize("edge", list(Edge))
@pytest.mark.parametrize("direction", [-1, 1])
@given(texts, st.integers(0, 39), st.integers(1, 40))
def test_moved_ends_leave_a_sound_fragment(edge, direction, body, start, length):
    whole = trim(body, start, start + length)
    if whole is None:
        return
    for move in (move_edge_by_word, move_edge_by_character):
        moved = move(body, whole, edge, direction)
        text = body[moved.start : moved.end]
        assert text == text.strip() != ""
        assert {moved.start, moved.end} <= character_edges(body)
