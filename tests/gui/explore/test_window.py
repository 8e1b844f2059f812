"""The Explore page in its window: how one gets there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.appearance import Appearance
from gui.main_window.pages import pages_in
from gui.main_window.window import MainWindow
from gui.theme import DARK
from tests.explored import make_corpus
from tests.gui.explore.room import Room
from tests.gui.project.office import opened_office

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qapp, qtbot, tmp_path: Path):
    corpus = make_corpus(tmp_path, ["France waited.", "Norway thanked France."])
    with opened_office(corpus.project, qapp, qtbot) as office:
        corpus.desk(0).mark("ACTOR", "France")
        corpus.finish()
        appearance = Appearance(qapp, office.settings)
        made = MainWindow(office.session, office.settings, appearance, office.background)
        made.forget_place()
        office.show(made)
        yield made, corpus, office


def test_selected_words_are_looked_for_in_all_articles(window):
    made, corpus, office = window
    made.annotate.view.select(0, 6)
    QTest.keyClick(made.annotate.view, Qt.Key.Key_F, CTRL_SHIFT)
    office.settle()
    room = Room(corpus, office, made.explore)
    assert room.listed == [(1, "France"), (2, "France")]
    assert made.explore.isVisible()


def test_a_place_opens_its_article_with_the_words_selected(window):
    made, corpus, office = window
    made.show_page("explore", "France")
    office.settle()
    room = Room(corpus, office, made.explore)
    room.choose(1)
    room.press(Qt.Key.Key_Return)
    assert made.annotate.isVisible()
    assert made.annotate.current.article.title == "Norway thanked France."
    chosen = made.annotate.view.selected_extent()
    assert (chosen.start, chosen.end) == (15, 21)


def test_a_place_leads_to_its_unit_in_the_review(window):
    made, corpus, office = window
    made.show_page("explore", "France")
    office.settle()
    room = Room(corpus, office, made.explore)
    room.choose(0)
    room.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert made.review.isVisible()


def test_undo_leaves_one_where_one_is(window):
    made, corpus, office = window
    made.show_page("explore", "France")
    office.settle()
    room = Room(corpus, office, made.explore)
    room.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.press(Qt.Key.Key_1)
    assert corpus.quotes(0) == [("ACTOR", "France")]
    assert made.actions_by_id["edit.undo"].text() == "Undo: settle 2 places alike"
    made.run_command("edit.undo")
    office.settle()
    assert made.explore.isVisible()
    assert corpus.quotes(0) == []
    assert not any(case.is_settled for case in room.list.model_of_cases.cases)


def test_the_page_takes_the_colours_of_the_window(window):
    made, _, office = window
    made.show_page("explore", "France")
    office.settle()
    made.explore.set_theme(DARK)
    assert not made.grab().isNull()


def test_an_annotator_has_no_such_page():
    assert "explore" in dict(pages_in(is_work_package=False))
    assert "explore" not in dict(pages_in(is_work_package=True))
