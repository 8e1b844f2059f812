from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.help.book import Book, handbook, read_page
from gui.help.search import search

PAGE = read_page(
    "page",
    "# Beginning\n\nThe café is open.\n\n## Undo\n\nTakes back.\n\n## Other\n\n"
    + "Many words " * 30
    + "and then undo it all. Take it back.\n\n## More\n\nback, it takes\n",
)
BOOK = Book(pages=(PAGE,))


def titles(words: str) -> list[str]:
    return [hit.title for hit in search(BOOK, words)]


def test_a_heading_comes_before_the_text():
    assert titles("undo") == ["Undo", "Other"]


def test_words_that_stand_together_come_before_scattered_ones():
    assert titles("takes back") == ["Undo", "More"]


def test_all_words_have_to_be_there():
    assert titles("undo zeppelin") == []


@pytest.mark.parametrize("words", ["CAFE", "Café", "cafe\u0301"])
def test_case_and_accents_do_not_count(words):
    assert titles(words) == ["Beginning"]


def test_nothing_is_found_for_no_words():
    assert search(BOOK, "  ") == ()


def test_the_excerpt_shows_the_words_and_says_where_it_was_cut():
    hit = next(hit for hit in search(BOOK, "undo") if hit.title == "Other")
    assert "undo it all" in hit.excerpt
    assert hit.excerpt.startswith("… ")


@given(st.text(max_size=30))
def test_every_search_of_the_handbook_gives_sections_that_there_are(words):
    for hit in search(handbook(), words):
        assert handbook().place(hit.place.link) == hit.place
        assert len(hit.excerpt) < 200


@pytest.mark.parametrize("page", handbook().pages, ids=lambda page: page.name)
def test_every_section_is_found_by_its_title(page):
    for section in page.sections:
        found = search(handbook(), section.title)
        assert not found or any(hit.title == section.title for hit in found)
