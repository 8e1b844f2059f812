"""The Agreement page in its window: how one gets there, and on from there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui import ask
from gui.appearance import Appearance
from gui.main_window.pages import pages_in
from gui.main_window.window import MainWindow
from gui.theme import DARK
from tests.gui.project.office import click


@pytest.fixture
def window(office, qapp):
    appearance = Appearance(qapp, office.settings)
    made = MainWindow(office.session, office.settings, appearance, office.background)
    made.forget_place()
    office.show(made)
    made.show_page("agreement")
    office.settle()
    return made


def open_boundaries(window, office):
    rows = window.agreement.figures.kinds.rows
    key = next(each.key for each in rows if "where it begins or ends" in each.words)
    window.agreement.open(key)
    office.settle()


def test_a_difference_opens_its_article_with_the_words_selected(window, office, office_team):
    open_boundaries(window, office)
    click(window.agreement, "Open the article")
    assert window.annotate.isVisible()
    assert window.annotate.current.article.id == office_team.articles[0]
    chosen = window.annotate.view.selected_extent()
    body = window.annotate.current.article.body
    assert body[chosen.start : chosen.end] == "to send troops to the border"


def test_a_difference_leads_to_its_unit_in_the_review(window, office, office_team):
    open_boundaries(window, office)
    click(window.agreement, "Settle in Review")
    office.settle()
    assert window.review.isVisible()


def test_f6_and_f1_mean_the_page_that_is_shown(window, office, monkeypatch):
    told = []
    monkeypatch.setattr(ask, "report", lambda *said: told.append(said[1]))
    QTest.keyClick(window, Qt.Key.Key_F6)
    office.bot.waitUntil(window.agreement.pane.list.hasFocus)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert told == ["Measures"]
    window.show_page("annotate")
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert not window.agreement.isVisible()


def test_the_window_opens_at_a_section(window, office):
    window.show_page("agreement", "annotators")
    office.settle()
    assert window.agreement.profiles.isVisible()
    window.agreement.set_theme(DARK)
    assert not window.grab().isNull()


def test_an_annotator_has_no_such_page():
    assert "agreement" in dict(pages_in(is_work_package=False))
    assert "agreement" not in dict(pages_in(is_work_package=True))
