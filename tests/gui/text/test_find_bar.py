from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.model import Fragment
from gui import theme
from gui.text.article_view import ArticleView
from gui.text.find_bar import FindBar
from gui.theme import DARK, LIGHT

BODY = "The plan was old. 🕊️ A plan like this, said the ministers, is no PLAN at all.\n\nNo truce."
PLACES = [
    Fragment(start, start + 4) for start in range(len(BODY)) if BODY[start:].lower()[:4] == "plan"
]


@pytest.fixture
def view(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = ArticleView(None, LIGHT)
    qtbot.addWidget(made)
    made.resize(760, 500)
    made.show_article(article_key="a", title="Plans", byline="", body=BODY)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def bar(view):
    return FindBar(view, LIGHT)


def look_for(bar, words):
    bar.open()
    QTest.keyClicks(bar._field, words)


def test_it_finds_while_a_person_types_and_counts(bar, view):
    look_for(bar, "plan")
    assert bar.count_text == "1 of 3"
    assert view.textCursor().hasSelection() is False
    QTest.keyClicks(bar._field, " like")
    assert bar.count_text == "1 of 1"


def test_enter_goes_round_and_shift_goes_back(bar):
    look_for(bar, "plan")
    counts = []
    for modifier in (Qt.KeyboardModifier.NoModifier,) * 3 + (Qt.KeyboardModifier.ShiftModifier,):
        QTest.keyClick(bar._field, Qt.Key.Key_Return, modifier)
        counts.append(bar.count_text)
    assert counts == ["2 of 3", "3 of 3", "1 of 3", "3 of 3"]


def test_escape_leaves_the_match_selected_and_the_keys_to_the_text(bar, view, qtbot):
    look_for(bar, "plan")
    QTest.keyClick(bar._field, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.closed) as closed:
        QTest.keyClick(bar._field, Qt.Key.Key_Escape)
    assert closed.args == [PLACES[1]]
    assert view.selected_extent() == PLACES[1]
    assert not bar.isVisible()
    qtbot.waitUntil(view.hasFocus)


def test_a_match_that_is_part_of_a_word_stays_exact(bar, view):
    look_for(bar, "minister")
    bar.close_bar()
    extent = view.selected_extent()
    assert BODY[extent.start : extent.end] == "minister"


def test_no_match_says_so_and_leaves_the_caret_alone(bar, view, qtbot):
    view.set_caret(20)
    look_for(bar, "zeppelin")
    assert bar.count_text == "No match"
    with qtbot.waitSignal(bar.closed) as closed:
        bar.close_bar()
    assert closed.args == [None]
    assert view.caret == 20
    assert view.selected_extent() is None


def test_the_search_begins_at_the_caret(bar, view):
    view.set_caret(PLACES[0].end + 1)
    look_for(bar, "plan")
    assert bar.count_text == "2 of 3"


def test_selected_words_are_taken_over(bar, view):
    view.select(PLACES[2].start, PLACES[2].end)
    bar.open()
    assert bar._field.text() == "PLAN"
    assert bar.count_text == "3 of 3"


def test_the_key_for_the_next_match_opens_a_closed_bar_and_then_goes_on(bar):
    look_for(bar, "plan")
    bar.close_bar()
    bar.find_next()
    assert bar.isVisible()
    bar.find_next()
    assert bar.count_text == "2 of 3"
    bar.find_previous()
    assert bar.count_text == "1 of 3"


def test_another_article_is_searched_for_the_same_words(bar, view):
    look_for(bar, "plan")
    view.show_article(article_key="b", title="Other", byline="", body="One plan.")
    assert bar.count_text == "1 of 1"
    view.show_article(article_key="c", title="None", byline="", body="Nothing of the kind.")
    assert bar.count_text == "No match"


@pytest.mark.parametrize(("look", "zoom", "width"), [(LIGHT, 100, 760), (DARK, 175, 420)])
def test_the_bar_stays_inside_the_text_at_any_size(qapp, bar, view, look, zoom, width):
    look_for(bar, "plan")
    theme.apply(qapp, look, zoom)
    bar.set_theme(look)
    view.resize(width, 400)
    assert view.rect().contains(bar.geometry())
