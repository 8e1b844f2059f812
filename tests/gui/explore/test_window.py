"""The Explore page in its window: how one gets there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.model import ReferentId
from gui.appearance import Appearance
from gui.main_window.pages import pages_in
from gui.main_window.window import MainWindow
from gui.theme import DARK
from gui.widgets.key_overlay import KeyOverlay
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
    assert not any(case.is_settled for case in room.list.model_of_cases.rows)


def test_the_page_takes_the_colours_of_the_window(window):
    made, _, office = window
    made.show_page("explore", "France")
    office.settle()
    made.explore.set_theme(DARK)
    assert not made.grab().isNull()


def test_an_annotator_has_no_such_page():
    assert "explore" in dict(pages_in(is_work_package=False))
    assert "explore" not in dict(pages_in(is_work_package=True))


def referent(corpus) -> ReferentId:
    return corpus.desk(0).annotation.referents[0].id


def test_a_referent_of_the_article_is_found_in_all_articles(window):
    made, corpus, office = window
    made.annotate.register.explore_wanted.emit(referent(corpus))
    office.settle()
    assert made.explore.isVisible()
    assert Room(corpus, office, made.explore).listed == [(1, "France")]


def test_a_referent_of_the_register_is_found_in_all_articles(window):
    made, corpus, office = window
    made.show_page("project", "register")
    made.project.explore_wanted.emit(referent(corpus))
    office.settle()
    assert made.explore.isVisible()
    assert Room(corpus, office, made.explore).listed == [(1, "France")]


def test_the_line_at_the_bottom_tells_the_keys_of_the_page_and_how_much_is_chosen(window):
    made, corpus, office = window
    made.show_page("explore", "France")
    office.settle()
    room = Room(corpus, office, made.explore)
    room.choose(0)
    assert made._line._place.text() == "1 of 2 places chosen"
    room.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert made._line._place.text() == "2 of 2 places chosen"
    made.show_page("annotate")
    assert "chosen" not in made._line._place.text()


def test_a_key_in_the_list_shows_the_keys_of_the_page(window):
    made, corpus, office = window
    made.show_page("explore", "France")
    office.settle()
    Room(corpus, office, made.explore).choose(0)
    QTest.keyClicks(made.explore.places, "?")
    office.settle()
    [overlay] = made.findChildren(KeyOverlay)
    titles = set(overlay.shown_titles)
    assert {"Settle as nothing", "Review the place", "Undo", "Next pane"} <= titles
    assert titles.isdisjoint({"Next span", "Find in the article", "Mark done and open the next"})
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    office.settle()


def test_f6_goes_round_the_panes_and_keys_of_other_pages_do_nothing(window):
    made, corpus, office = window
    made.show_page("explore", "France")
    office.settle()
    room = Room(corpus, office, made.explore)
    room.choose(0)
    before = corpus.desk(0).annotation
    room.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert corpus.desk(0).annotation == before
    room.list.setFocus()
    made.run_command("pane.next")
    assert made.explore._answers.isAncestorOf(QApplication.focusWidget())
    made.run_command("pane.next")
    assert room.field.hasFocus()
    made.run_command("pane.previous")
    made.run_command("pane.previous")
    assert room.list.hasFocus()
