from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from db.model import LayerState
from gui import ask
from tests.journeys.annotator import Annotator


def title(annotator: Annotator) -> str:
    assert annotator.page.current.article is not None
    return annotator.page.current.article.title


def test_j_and_k_go_to_the_next_and_the_previous_article(annotator: Annotator):
    first = title(annotator)
    annotator.press("J")
    assert title(annotator) == "Second"
    annotator.press("K")
    assert title(annotator) == first
    assert QApplication.focusWidget() is annotator.page.view


def test_done_opens_the_next_article(annotator: Annotator):
    annotator.press("N", "Ctrl+Return")
    assert title(annotator) == "Second"
    annotator.press("K")
    assert annotator.annotation.layer.state is LayerState.DONE


def test_an_article_with_nothing_in_it_must_be_said_to_be_empty(annotator: Annotator):
    first = title(annotator)
    annotator.press("Ctrl+Return")
    assert title(annotator) == first
    assert annotator.annotation.layer.state is not LayerState.DONE


def test_an_open_slot_stands_in_the_way_and_enter_goes_there(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R", "Escape")
    annotator.press("Ctrl+Return")
    assert annotator.annotation.layer.state is LayerState.OPEN
    annotator.press("Return")
    assert annotator.selected is not None
    assert annotator.selected.quote == "rejected"
    assert QApplication.focusWidget() is annotator.page.view


def test_a_warning_is_shown_once_and_the_second_time_it_is_done(annotator: Annotator):
    annotator.select("the plan to send troops")
    annotator.press("P")
    annotator.select("France", start=0)
    annotator.press("B", "Escape")
    annotator.select("rejected")
    annotator.press("R", "X")
    annotator.pick("the plan to send troops")
    annotator.press("B")
    annotator.pick("France")
    annotator.press("Ctrl+Return")
    assert annotator.annotation.layer.state is LayerState.OPEN
    annotator.press("Ctrl+Return")
    assert title(annotator) == "Second"


def test_nothing_here_is_refused_beside_statements(annotator: Annotator, qtbot):
    annotator.select("rejected")
    annotator.press("R")
    with qtbot.waitSignal(annotator.page.desk.said):
        annotator.press("N")
    assert not annotator.annotation.layer.nothing_here


def test_nothing_here_can_be_taken_back(annotator: Annotator):
    annotator.press("N")
    assert annotator.annotation.layer.nothing_here
    annotator.press("N")
    assert not annotator.annotation.layer.nothing_here


def test_f_flags_with_a_question(annotator: Annotator, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ask, "paragraph", lambda *_: "Is this one?")
    annotator.press("F")
    assert annotator.annotation.layer.flag == "Is this one?"


def test_f_on_a_flagged_article_takes_the_flag_away(
    annotator: Annotator, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ask, "paragraph", lambda *_: "")
    annotator.press("F")
    assert annotator.annotation.layer.flag == ""
    annotator.press("F")
    assert annotator.annotation.layer.flag is None


def test_turning_away_from_the_question_flags_nothing(
    annotator: Annotator, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ask, "paragraph", lambda *_: None)
    annotator.press("F")
    assert annotator.annotation.layer.flag is None


def test_skipping_opens_the_next_article_and_can_be_taken_back(annotator: Annotator):
    first = title(annotator)
    annotator.press("Ctrl+Shift+Return")
    assert title(annotator) == "Second"
    annotator.press("K")
    assert title(annotator) == first
    assert annotator.annotation.layer.state is LayerState.SKIPPED
    annotator.press("Ctrl+Shift+Return")
    assert annotator.annotation.layer.state is LayerState.OPEN


def test_the_last_article_says_that_it_was_the_last(annotator: Annotator, qtbot):
    annotator.press("N", "Ctrl+Return", "N", "Ctrl+Return", "N")
    with qtbot.waitSignal(annotator.page.desk.said) as said:
        annotator.press("Ctrl+Return")
    assert "last article" in said.args[0]


def test_undo_goes_back_to_the_article_where_it_happened(annotator: Annotator):
    first = title(annotator)
    annotator.select("Every ally")
    annotator.press("A", "J")
    assert title(annotator) == "Second"
    annotator.press("Ctrl+Z")
    assert title(annotator) == first
    assert annotator.marked == []
    annotator.press("J", "Ctrl+Y")
    assert title(annotator) == first
    assert annotator.selected is not None
