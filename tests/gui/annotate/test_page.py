from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.model import ArticleId
from db.operations import imports
from gui import theme
from gui.annotate.text_display import is_right_to_left
from gui.annotate.text_room import TextRoom
from gui.settings import Place
from gui.theme import DARK, LIGHT
from tests.builders import make_article, make_project
from tests.journeys.annotator import Annotator
from tests.journeys.window import annotator_at


def focus_is_in(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def test_f6_goes_round_the_panes(annotator: Annotator):
    page = annotator.page
    order = []
    for _ in range(3):
        annotator.press("F6")
        panes = {"cards": page.side, "list": page.articles, "text": page.view}
        order.append(next(name for name, pane in panes.items() if focus_is_in(pane)))
    assert order == ["cards", "list", "text"]
    annotator.press("Shift+F6")
    assert focus_is_in(page.articles)


def test_enter_goes_to_the_card_tab_walks_its_fields_and_escape_comes_back(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R", "Return")
    assert focus_is_in(annotator.page.statements)
    first = QApplication.focusWidget()
    annotator.press("Tab")
    assert QApplication.focusWidget() is not first
    assert focus_is_in(annotator.page.statements)
    annotator.press("Escape")
    assert QApplication.focusWidget() is annotator.page.view


def test_tabs_on_the_right_are_reached_with_keys(annotator: Annotator):
    annotator.press("Ctrl+PgDown")
    assert annotator.page.register.isVisible()
    annotator.press("Ctrl+PgDown")
    assert annotator.page.fields.isVisible()
    annotator.press("Ctrl+PgUp", "Ctrl+PgUp")
    assert annotator.page.statements.isVisible()


def test_c_begins_a_comment_on_the_selected_span(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R", "C")
    assert focus_is_in(annotator.page.comments)


def test_f1_opens_and_closes_the_guidelines(annotator: Annotator):
    annotator.press("F1")
    assert annotator.page.guidelines.isVisible()
    annotator.press("F1")
    assert not annotator.page.guidelines.isVisible()
    assert QApplication.focusWidget() is annotator.page.view


def test_the_sides_can_be_closed_and_opened(annotator: Annotator):
    annotator.press("Ctrl+B", "Ctrl+Shift+B")
    assert not annotator.page.articles.isVisible()
    assert not annotator.page.side.isVisible()
    annotator.press("Ctrl+B", "Ctrl+Shift+B")
    assert annotator.page.articles.isVisible()
    assert annotator.page.side.isVisible()


def test_an_article_is_opened_where_it_was_left(annotator: Annotator):
    article = annotator.page.current.article
    assert article is not None
    annotator.press("J")
    assert annotator.page.open_at(Place(article=article.id, caret=7, scroll=0))
    assert annotator.page.current.article == article
    assert annotator.page.view.caret == 7


def test_an_article_that_is_gone_is_not_opened(annotator: Annotator):
    assert not annotator.page.open_at(Place(article=ArticleId("gone")))
    assert annotator.page.current.article is None


def test_all_panes_follow_another_theme(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R")
    annotator.page.set_theme(DARK)
    QApplication.processEvents()
    (span,) = annotator.page.view.spans
    assert span.colour.name().upper() == "#E8743B"


def test_an_unknown_command_is_not_the_page_s(annotator: Annotator):
    assert not annotator.page.run_command("program.quit")


@pytest.mark.parametrize(
    ("body", "is_leftwards"),
    [("The plan", False), ("رفضت الحكومة الاقتراح NATO", True), ("", False), ("1 2 3", False)],
)
def test_the_direction_of_the_text_is_that_of_most_letters(body: str, is_leftwards: bool):
    assert is_right_to_left(body) is is_leftwards


def test_problems_are_listed_from_the_bar_and_lead_to_their_span(annotator: Annotator, qtbot):
    annotator.select("rejected")
    annotator.press("R", "Escape")
    annotator.page.done.problems_button.click()
    annotator.press("Return")
    assert annotator.selected is not None
    assert annotator.selected.quote == "rejected"


def test_the_bar_counts_open_slots(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R")
    assert annotator.page.done.problems_button.text() == "2 open slots"
    annotator.press("X", "2")
    assert annotator.page.done.problems_button.text() == "1 open slot"


def test_the_caret_is_left_where_it_is_by_a_click_on_a_card(annotator: Annotator, qtbot):
    annotator.select("rejected")
    annotator.press("R", "Escape")
    annotator.page.view.set_caret(0)
    (card,) = annotator.page.statements.cards
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert annotator.selected is not None
    assert annotator.page.view.caret == 0


def test_the_first_article_opens_when_the_page_of_an_empty_project_is_shown_after_an_import(
    qapp: QApplication, tmp_path: Path
):
    with make_project(tmp_path) as empty, annotator_at(empty, qapp, tmp_path) as alone:
        page = alone.page
        assert (page.current.article, page.done._reading.isVisible()) == (None, False)
        page.hide()
        alone.session.run(imports.add_articles, articles=[make_article("France said no.")])
        page.show()
        assert page.view.body == "France said no."
        assert page.done._reading.isVisible()


def test_whoever_hides_the_pane_in_which_they_are_is_in_the_text_again(annotator: Annotator):
    page = annotator.page
    page.side.setFocus()
    page.comments.write_comment()
    page.run_command("view.right")
    assert page.view.hasFocus()
    page.articles.focus_filter()
    page.run_command("view.left")
    assert page.view.hasFocus()


def test_an_empty_project_invites_to_import_where_the_text_will_be(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
):
    project = make_project(tmp_path)
    with annotator_at(project, qapp, tmp_path) as annotator:
        page = annotator.page
        page.setFocus()
        button = QApplication.focusWidget()
        assert isinstance(button, QPushButton)
        assert button.text() == "Import articles…"
        with qtbot.waitSignal(page.import_wanted):
            annotator.press("Return")
        annotator.session.run(imports.add_articles, articles=[make_article("It rained.")])
        page.open_first()
        assert page.view.isVisible()
        assert not button.isVisible()
    project.close()


def test_a_filter_that_nothing_fits_leaves_the_text_alone(annotator: Annotator):
    annotator.page.articles._filter_by_words("zeppelin")
    assert annotator.page.view.isVisible()


@pytest.mark.parametrize("is_work_package", [False, True])
def test_what_there_is_without_an_article_is_said_in_the_middle(
    qapp: QApplication, qtbot: QtBot, is_work_package: bool
):
    theme.apply(qapp, LIGHT, 100)
    room = TextRoom(QWidget(), is_work_package=is_work_package)
    qtbot.addWidget(room)
    room.show_text(is_there=False)
    room.resize(300, 500)
    room.show()
    said = [each.text() for each in room.findChildren(QLabel) if each.isVisible()]
    assert ("This package holds no articles." in said) is is_work_package
    assert ("or drop files here" in said) is not is_work_package
    assert bool(room.findChildren(QPushButton)) is not is_work_package
    middles = {each.geometry().center().x() for each in room.findChildren(QLabel)}
    assert max(middles) - min(middles) <= 1


def test_without_an_article_nothing_is_to_be_found_and_the_focus_stays(
    qapp: QApplication, tmp_path: Path
):
    with make_project(tmp_path) as empty, annotator_at(empty, qapp, tmp_path) as alone:
        for command in ("find.open", "find.next", "find.previous"):
            alone.page.run_command(command)
        focused = QApplication.focusWidget()
        assert focused is None or focused.isVisible()
        assert not alone.page.find_bar.isVisible()
