"""What the person is looking at."""

from __future__ import annotations

import pytest

from db.model import ArticleId, SpanId
from gui.selection import ArmedSlot, Selection


@pytest.fixture
def selection(qapp):
    selection = Selection()
    selection.choose_article(ArticleId("one"))
    selection.select_span(SpanId("a"))
    return selection


def test_another_article_starts_with_nothing_selected(selection):
    selection.arm(ArmedSlot(SpanId("a"), "rejects"))
    selection.choose_article(ArticleId("two"))
    assert (selection.span, selection.armed) == (None, None)


def test_choosing_the_same_again_is_silent(selection, qtbot):
    with qtbot.assertNotEmitted(selection.article_chosen):
        selection.choose_article(ArticleId("one"))
    with qtbot.assertNotEmitted(selection.span_selected):
        selection.select_span(SpanId("a"))


def test_a_slot_is_let_go_when_another_span_is_selected(selection):
    selection.arm(ArmedSlot(SpanId("a"), "rejects"))
    selection.select_span(SpanId("b"))
    assert selection.armed is None


def test_the_new_article_is_known_when_views_hear_of_it(selection):
    seen = []
    selection.article_chosen.connect(lambda _: seen.append(selection.article))
    selection.choose_article(ArticleId("two"))
    assert seen == ["two"]
