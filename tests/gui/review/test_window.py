"""The Review page in the real window: keys from the first article to the last, gold edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import doctor
from db.model import Changes
from db.project import Project
from db.queries import annotators, review
from gui import ask
from gui.app import Program
from gui.command_line import read_arguments
from gui.main_window.window import MainWindow
from gui.settings import Settings
from gui.widgets.key_overlay import KeyOverlay
from tests.builders import Desk as GoldDesk
from tests.builders import article_ids
from tests.gui.project.office import said
from tests.gui.review.lead import annotated

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """Whoever works in the program, by keys alone."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program = program
        self._bot = bot

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    @property
    def project(self) -> Project:
        return self.window.session.project

    def settle(self) -> None:
        background = self.program._background
        assert background is not None
        self._bot.waitUntil(lambda: not background.running)
        QApplication.processEvents()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL & ~CTRL) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()


@contextmanager
def program_at(path: Path, app: QApplication, bot: QtBot) -> Iterator[Desk]:
    settings = Settings(path.with_suffix(".ini"))
    settings.theme = "light"
    program = Program(app, read_arguments([str(path)]), settings)
    assert program.open(path)
    desk = Desk(program, bot)
    desk.window.resize(1440, 900)
    desk.window.activateWindow()
    desk.window.annotate.view.setFocus()
    desk.settle()
    try:
        yield desk
    finally:
        window = program.window
        program.close()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    project, _people = annotated(tmp_path)
    project.close()
    with program_at(project.path, qapp, qtbot) as made:
        made.press(K.Key_2, CTRL)
        yield made


def test_everything_is_settled_by_keys_alone_and_gold_is_sound(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_said, **_more: True)
    page = desk.window.review
    assert page.isVisible()
    assert page.view.hasFocus()
    keys = cycle((K.Key_1, K.Key_U, K.Key_0, K.Key_2, K.Key_Return))
    for _article in article_ids(desk.project):
        while page.current.to_decide:
            desk.press(next(keys))
        desk.press(K.Key_Return, CTRL)
    for article in article_ids(desk.project):
        reviewed = review.article(desk.project, article)
        assert reviewed is not None
        assert reviewed.is_done
    assert doctor.examine(desk.project) == ()
    assert "2 of 2 reviewed" in page.queue._words.text()


def test_the_line_at_the_bottom_tells_keys_of_the_page_and_how_far_gold_is(desk: Desk) -> None:
    line = desk.window._line
    assert line._place.text() == "gold 0 of 4 units"
    desk.press(K.Key_1)
    assert line._place.text() == "gold 1 of 4 units"
    desk.press(K.Key_1, CTRL)
    assert "gold" not in line._place.text()


def test_undo_elsewhere_comes_back_to_the_review(desk: Desk) -> None:
    desk.press(K.Key_1)
    desk.press(K.Key_1, CTRL)
    assert desk.window.annotate.isVisible()
    desk.press(K.Key_Z, CTRL)
    assert desk.window.review.isVisible()
    assert desk.window.review.current.settlement is None


def test_editing_goes_on_as_gold_at_the_span_that_was_settled(desk: Desk) -> None:
    desk.press(K.Key_E)
    window = desk.window
    assert window.session.author == annotators.gold(desk.project)
    assert window.annotate.isVisible()
    span = window.annotate.current.selected
    assert span is not None
    assert span.label == "PROPOSAL"
    reviewed = review.article(desk.project, window.selection.article)
    assert reviewed is not None
    assert [each.decision.gold for each in reviewed.settled] == [span.id]
    desk.press(K.Key_Right, Qt.KeyboardModifier.AltModifier)
    reviewed = review.article(desk.project, window.selection.article)
    assert reviewed is not None
    assert reviewed.gold is not None
    assert reviewed.gold.spans[0].fragments != span.fragments


def test_who_works_as_gold_already_stays_in_the_same_window(desk: Desk) -> None:
    desk.press(K.Key_E)
    window = desk.window
    desk.press(K.Key_2, CTRL)
    desk.press(K.Key_E)
    assert desk.window is window
    assert window.annotate.isVisible()
    assert window.annotate.current.selected is not None


def test_a_bar_leads_back_to_the_unit_and_to_who_reviewed_it(desk: Desk) -> None:
    lead = desk.window.session.author
    desk.press(K.Key_Tab)
    unit = desk.window.review.current.unit
    desk.press(K.Key_E)
    assert desk.window.annotate.way_back.isVisible()
    assert desk.window.session.author == annotators.gold(desk.project)
    desk.press(K.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.press(K.Key_R, CTRL)
    window = desk.window
    assert window.session.author == lead
    assert window.review.isVisible()
    assert unit is not None
    assert window.review.current.unit is not None
    assert window.review.current.unit.id == unit.id
    assert window.review.view.hasFocus()
    assert window.annotate.way_back.isHidden()
    assert any("edited by hand since" in each for each in said(window.review.decide.gold))


def test_who_works_as_gold_goes_back_in_the_same_window(desk: Desk) -> None:
    desk.press(K.Key_E)
    gold_window = desk.window
    gold_window.return_to_review()
    desk.settle()
    gold = annotators.gold(desk.project)
    desk.window.author_wanted.emit(gold)
    desk.settle()
    desk.press(K.Key_2, CTRL)
    desk.press(K.Key_E)
    window = desk.window
    desk.press(K.Key_R, CTRL)
    assert desk.window is window
    assert window.review.isVisible()
    assert window.session.author == gold


def test_the_article_that_is_annotated_is_reviewed_by_the_same_key(desk: Desk) -> None:
    article = article_ids(desk.project)[1]
    desk.window.open_article(article)
    desk.settle()
    desk.press(K.Key_R, CTRL)
    assert desk.window.review.isVisible()
    assert desk.window.review.current.article == article


def test_selected_words_are_looked_for_in_all_articles(desk: Desk) -> None:
    page = desk.window.review
    start = page.current.body.index("border")
    page.view.select(start, start + len("border"))
    desk.press(K.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.explore.isVisible()
    assert desk.window.explore._reader.asked.words == "border"


def test_without_a_selection_the_words_of_the_unit_are_looked_for(desk: Desk) -> None:
    words = desk.window.review.chosen_words
    assert words
    desk.press(K.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.explore._reader.asked.words == words


def test_the_guidelines_open_beside_the_text_at_the_rule_that_was_named(desk: Desk) -> None:
    page = desk.window.review
    page.decide.remark._rule.show_rule("4.1 Rejections: Extent")
    page.decide.remark.commit()
    desk.press(K.Key_F1)
    assert page.guidelines.isVisible()
    assert page.guidelines.section == "4 Rejections"
    desk.press(K.Key_F1)
    assert page.guidelines.isHidden() or not page.guidelines.isVisible()
    assert page.view.hasFocus()


def test_words_are_found_in_the_article_under_review(desk: Desk) -> None:
    page = desk.window.review
    desk.press(K.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "border")
    desk.press(K.Key_Escape)
    chosen = page.view.selected_extent()
    assert chosen is not None
    assert page.current.body[chosen.start : chosen.end] == "border"


def test_undo_of_an_edit_in_gold_stays_in_the_review(desk: Desk) -> None:
    page = desk.window.review
    article = page.current.article
    assert article is not None
    author = annotators.gold(desk.project)
    GoldDesk(desk.project, author, article).mark("ACTOR", "border")
    desk.window.session.announce(
        Changes(name="mark", tables=frozenset({"span"}), articles=frozenset({article}))
    )
    desk.settle()
    page.current.choose_unit(page.current.reviewed.only_gold[0].id)
    desk.press(K.Key_0)
    desk.press(K.Key_Z, CTRL)
    assert page.isVisible()
    assert len(page.current.reviewed.only_gold) == 1


def test_the_overlay_tells_the_keys_of_the_page(desk: Desk) -> None:
    QTest.keyClicks(desk.window.review.view, "?")
    desk.settle()
    [overlay] = desk.window.findChildren(KeyOverlay)
    titles = {title for block in overlay._blocks for title in block.shown_titles}
    assert "Next difference" in titles
    assert "Next span" not in titles
    assert "Undo" in titles
    desk.press(K.Key_Escape)


def test_a_difference_of_another_page_is_opened_at_its_unit(desk: Desk) -> None:
    reviewed = review.article(desk.project, article_ids(desk.project)[1])
    assert reviewed is not None
    unit = reviewed.units[1]
    desk.press(K.Key_1, CTRL)
    desk.window.review_unit(reviewed.article.id, min(unit.members))
    desk.settle()
    current = desk.window.review.current
    assert (current.article, current.unit) == (reviewed.article.id, unit)
    assert desk.window.review.isVisible()


def test_another_theme_reaches_the_page(desk: Desk) -> None:
    desk.window.settings.theme = "dark"
    desk.settle()
    assert desk.window.review._theme.is_dark
