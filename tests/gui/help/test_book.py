from __future__ import annotations

import pytest

from gui.help.book import ORDER, Book, Place, handbook, plain, read_page
from gui.help.topics import every_place, place_for

TEXT = """<!-- for those who
edit it -->
# The page

First **words**, with `code` and a [link](other.md#place).

## One
| key | what |
|---|---|
| `A` | actor |

```
# no heading
```

### Under one

- first
- second

## One

![A picture](pictures/window-light.png)
"""


@pytest.fixture(scope="module")
def page():
    return read_page("page", TEXT)


def test_a_page_knows_its_headings_and_where_they_are(page):
    assert [(each.level, each.title, each.place.slug) for each in page.sections] == [
        (1, "The page", ""),
        (2, "One", "one"),
        (3, "Under one", "under-one"),
        (2, "One", "one-1"),
    ]
    assert [each.number for each in page.sections] == [0, 1, 2, 3]


def test_the_words_of_a_section_are_without_marks(page):
    first, table, items, last = (each.words for each in page.sections)
    assert first == "First words, with code and a link."
    assert table == "key what A actor # no heading"
    assert items == "first second"
    assert last == "A picture"


def test_notes_to_editors_are_not_shown(page):
    assert "edit it" not in page.markdown


def test_plain_words_keep_what_only_looks_like_a_mark():
    assert plain("2 * 3, `a_b`, _so_ and snake_case") == "2 * 3, a_b, so and snake_case"


def test_plain_words_have_what_is_escaped_as_it_stands():
    assert plain(r"as in {date}\_{title} and \[x\] a\|b") == "as in {date}_{title} and [x] a|b"


def test_links_lead_to_pages_and_headings(page):
    book = Book(pages=(page,))
    assert book.place("page.md#one-1") == Place(page="page", slug="one-1")
    assert book.place("#under-one", on="page") == Place(page="page", slug="under-one")
    assert book.place("handbook:page") == Place(page="page")
    for nowhere in ("page.md#none", "other.md", "https://example.org", "#one", ""):
        assert book.place(nowhere) is None


def test_a_copied_link_comes_back_to_its_place(page):
    book = Book(pages=(page,))
    for section in page.sections:
        assert book.place(section.place.link) == section.place


def test_the_handbook_has_all_its_pages():
    assert [page.name for page in handbook().pages] == list(ORDER)


def test_every_page_of_the_window_leads_to_a_place_that_there_is():
    for place in every_place():
        assert handbook().place(place.link) == place


def test_a_page_that_nobody_wrote_of_leads_to_the_beginning():
    assert place_for("something", "new") == Place(page="start")
