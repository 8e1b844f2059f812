"""How wide the column of text is."""

from __future__ import annotations

import pytest

from gui.text.article_view import ArticleView
from gui.text.reading_style import reading_style
from gui.theme import LIGHT


@pytest.fixture
def view(qtbot):
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(1600, 600)
    made.show_article(article_key="1", title="T", byline="b", body="Words to fill it. " * 60)
    made.show()
    return made


def column(view):
    return view.document().rootFrame().frameFormat()


def test_a_wider_column_leaves_less_at_its_sides(view):
    before = column(view).leftMargin()
    view.set_reading_width(150)
    assert column(view).leftMargin() < before
    view.set_reading_width(80)
    assert column(view).leftMargin() > before


def test_size_and_colours_keep_the_width(view):
    view.set_reading_width(150)
    view.set_reading_size(20)
    view.set_theme(LIGHT)
    assert view._style.width == pytest.approx(1.5)
    assert view._style.size == 20


def test_a_column_is_never_wider_than_the_view():
    left, width = reading_style(LIGHT, 17, width=1.5).column(700)
    assert left + width <= 700
