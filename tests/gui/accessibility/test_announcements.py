"""What a screen reader hears in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui import announce

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def first_words(desk, words):
    view = desk.window.annotate.view
    start = view.body.index(words)
    view.select(start, start + len(words))
    view.setFocus()


@pytest.fixture
def text(desk, listener):
    """The text of an article in which nothing is marked by who works here."""
    desk.settle()
    listener.take()
    return desk


def test_marking_tells_what_was_done_and_which_span_of_how_many_it_is(text, listener):
    first_words(text, "France")
    text.press(K.Key_A)
    (heard,) = listener.take()
    assert heard.startswith("Mark")
    assert "Actor France, 1 of " in heard


def test_a_statement_is_told_with_whom_it_is_linked_to(text, listener):
    first_words(text, "France")
    text.press(K.Key_A)
    first_words(text, "send troops")
    text.press(K.Key_P)
    listener.take()
    text.press(K.Key_B)
    assert listener.take()[-1].startswith("Proposed by: press the letter")
    text.press(K.Key_F)
    heard = listener.take()
    assert any("proposed by France" in each for each in heard), heard


def test_going_through_spans_tells_each_and_letting_go_tells_that_nothing_is_selected(
    text, listener
):
    for words in ("France", "Germany"):
        first_words(text, words)
        text.press(K.Key_A)
    listener.take()
    text.press(K.Key_Tab)
    assert listener.take() == ["Actor France, 1 of 2"]
    text.press(K.Key_Escape)
    assert listener.take() == ["Nothing selected"]


def test_undo_and_redo_say_what_they_did(text, listener):
    first_words(text, "France")
    text.press(K.Key_A)
    listener.take()
    text.press(K.Key_Z, CTRL)
    (undone,) = listener.take()
    assert "Undone: " in undone
    assert "Nothing selected" in undone
    text.press(K.Key_Y, CTRL)
    (again,) = listener.take()
    assert "Done again: " in again
    assert "Actor France, 1 of 1" in again


def test_another_article_is_told_with_how_far_it_is(text, listener):
    text.window.annotate.articles.choose_neighbour(1)
    (heard,) = listener.take()
    assert heard.endswith("to do, 0 spans")


def test_a_filter_tells_how_many_articles_it_leaves(text, listener):
    text.window.annotate.articles._filter_by_words("zebra")
    text.settle()
    assert "nothing listed" in listener.take()
    text.window.annotate.articles._filter_by_words("")
    text.settle()
    assert any(heard.endswith(" listed") for heard in listener.take())


def test_finding_tells_which_match_of_how_many(text, listener):
    text.press(K.Key_F, CTRL)
    bar = text.window.annotate.find_bar
    bar._field.setText("the")
    assert listener.take()[-1].startswith("1 of ")
    bar._field.setText("zebra")
    assert listener.take()[-1] == "No match"


def test_the_palette_tells_the_row_under_the_bar(text, listener):
    text.press(K.Key_K, CTRL)
    text.press(K.Key_Down)
    assert listener.take() != []
    text.press(K.Key_Escape)


def test_a_message_at_the_bottom_is_told(text, listener):
    text.window._toast.say("All is well.")
    assert listener.take() == ["All is well."]


def test_a_unit_of_the_review_is_told_with_its_place_status_and_decision(text, listener):
    text.window.show_page("review")
    text.settle()
    heard = listener.take()
    assert any(" of " in words and "to decide" in words for words in heard)
    text.press(K.Key_2)
    text.press(K.Key_Return)
    assert any("settled" in words.lower() for words in listener.take())


def test_nothing_is_put_together_where_nobody_listens(text, listener, monkeypatch):
    listener.is_active = False
    monkeypatch.setattr(announce, "span_words", lambda *_: pytest.fail("nobody asked"))
    first_words(text, "France")
    text.press(K.Key_A)
    assert listener.take() == []


def test_what_one_key_brings_about_is_told_in_one_breath(qtbot, listener):
    widget = QWidget()
    qtbot.addWidget(widget)
    speaker = announce.Speaker(widget)
    for sentence in ("One.", "Two", "One.", ""):
        speaker.add(sentence)
    assert listener.take() == ["One. Two"]
