from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import LayerState
from db.operations import layers
from db.queries import article_list, articles
from db.queries.article_list import Filter, slice_after, slice_before
from db.queries.articles import Show
from tests.builders import article_ids, author_of, make_article, make_project

COUNT = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    there = [
        make_article(
            f"Body {number}.", title=f"Talks {number}", metadata={"publisher": "ABC"[number % 3]}
        )
        for number in range(COUNT)
    ]
    with make_project(tmp_path_factory.mktemp("list"), articles=there) as made:
        author = author_of(made)
        for number, article in enumerate(article_ids(made)):
            state = (None, LayerState.DONE, LayerState.OPEN, LayerState.SKIPPED)[number % 4]
            if state is not None:
                layers.set_state(made, author, article=article, state=state)
            if number % 7 == 0:
                layers.set_flag(made, author, article=article, flag="")
        yield made


FILTERS = st.builds(
    Filter, show=st.sampled_from(list(Show)), containing=st.sampled_from(["", "talks", "1", "zzz"])
)


@given(FILTERS, st.integers(1, 9), st.integers(1, 25), st.booleans())
def test_slices_in_either_direction_give_what_one_page_gives(project, wanted, limit, scan, rare):
    author = author_of(project)
    expected = articles.page(
        project, author, limit=COUNT, show=wanted.show, containing=wanted.containing
    )
    kept = article_list.SCAN, article_list._LAYERS_FIRST_BELOW
    article_list.SCAN = scan
    article_list._LAYERS_FIRST_BELOW = 1000 if rare else 0
    try:
        assert tuple(all_after(project, wanted, limit)) == expected
        last = articles.page(project, author, limit=COUNT)[-1]
        before = list(all_before(project, wanted, limit, last.place))
        assert tuple(before) == tuple(each for each in expected if each.place < last.place)
    finally:
        article_list.SCAN, article_list._LAYERS_FIRST_BELOW = kept


def all_after(project, wanted, limit):
    end, is_first = None, True
    while is_first or end is not None:
        found = slice_after(project, author_of(project), wanted, after=end, limit=limit)
        assert len(found.rows) <= limit
        yield from found.rows
        end, is_first = found.end, False


def all_before(project, wanted, limit, place):
    rows = []
    while place is not None:
        found = slice_before(project, author_of(project), wanted, before=place, limit=limit)
        rows[:0] = found.rows
        place = found.end
    return rows


def test_an_article_that_is_gone_has_no_place(project):
    assert article_list.place_of(project, "nowhere") is None
    first = articles.page(project, author_of(project), limit=1)[0]
    assert article_list.place_of(project, first.id) == first.place


def titles(project, containing):
    found = articles.page(project, author_of(project), limit=COUNT, containing=containing)
    return [each.title for each in found]


def test_a_whole_text_can_be_the_filter(project):
    long = " ".join(f"word{number}" for number in range(40_000))
    assert titles(project, long) == []
    assert titles(project, "Talks 7 " * 3_000) == titles(project, "Talks 7")


@pytest.mark.parametrize("last", ["alks", "zzz"])
def test_of_many_words_each_has_to_be_there(project, last):
    pieces = ["Talks"[start:end] for start in range(5) for end in range(start + 1, 6)]
    many = " ".join([*pieces, *(each.upper() for each in pieces), "1", last])
    assert bool(titles(project, many)) is (last != "zzz")


def test_a_word_longer_than_any_title_is_in_none(project):
    assert titles(project, "x" * 60_000) == []
