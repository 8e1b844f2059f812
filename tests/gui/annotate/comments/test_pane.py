from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from db.model import AnnotatorId, ArticleId, Comment, CommentId
from db.operations import comments, projects
from db.queries import annotators
from db.queries import comments as stored_comments
from gui import theme
from gui.annotate.comments.pane import CommentsPane
from gui.comments.card import CommentCard
from gui.comments.threads import threads
from gui.theme import DARK, LIGHT
from gui.widgets.chip import Chip
from tests.gui.annotate.room import made_room, numbered


@pytest.fixture
def room(qapp, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    with made_room(tmp_path, *numbered(2)) as made:
        yield made


@pytest.fixture
def pane(room, qtbot):
    made = CommentsPane(room.session, room.current, room.selection, LIGHT)
    qtbot.addWidget(made)
    made.resize(404, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def say(room, words, **more):
    room.session.run(comments.add_comment, article=room.articles[0], text=words, **more)
    return there(room)[-1]


def there(room):
    return stored_comments.of_article(room.session.project, room.articles[0])


def write(pane, words, *, key=Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.NoModifier):
    pane.write_comment()
    QTest.keyClicks(pane.board.composer._field, words)
    if key is not None:
        QTest.keyClick(pane.board.composer._field, key, modifier)


def cards(pane):
    return list(pane.board.threads.cards)


def button(card, words):
    return next(each for each in card.findChildren(QPushButton) if each.text() == words)


def words_of(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_enter_adds_a_comment_on_the_article(pane, room, qtbot):
    with qtbot.waitSignal(pane.title_changed) as told:
        write(pane, "One actor or five?")
    assert told.args == ["Comments 1"]
    (comment,) = there(room)
    assert (comment.text, comment.span) == ("One actor or five?", None)
    assert pane.board.composer.draft == ""
    assert "One actor or five?" in words_of(cards(pane)[0])


def test_shift_enter_begins_a_line_and_control_enter_sends(pane, room):
    write(pane, "One", modifier=Qt.KeyboardModifier.ShiftModifier)
    write(pane, "Two", modifier=Qt.KeyboardModifier.ControlModifier)
    assert [comment.text for comment in there(room)] == ["One\nTwo"]


def test_a_comment_is_about_the_selected_span_and_leads_back_to_it(pane, room, qtbot):
    span = room.desk().mark("ACTOR", "ministers")
    room.session.announce(room.desk().open())
    room.current._show(room.articles[0])
    room.selection.select_span(span)
    write(pane, "All of them?")
    assert there(room)[0].span == span
    room.selection.select_span(None)
    chip = cards(pane)[0].findChild(Chip)
    assert chip.text() == "“ministers”"
    with qtbot.waitSignals([pane.span_wanted, pane.text_wanted]):
        chip.click()
    assert room.selection.span == span


def test_a_comment_stays_about_what_it_was_begun_for(pane, room):
    first = room.desk().mark("ACTOR", "ministers")
    second = room.desk().mark("PROPOSAL", "a truce")
    room.current._show(room.articles[0])
    room.selection.select_span(first)
    write(pane, "Who?", key=None)
    room.selection.select_span(second)
    QTest.keyClick(pane.board.composer._field, Qt.Key.Key_Return)
    assert there(room)[0].span == first


def test_the_span_can_be_taken_out_of_a_comment(pane, room):
    room.selection.select_span(None)
    span = room.desk().mark("ACTOR", "ministers")
    room.current._show(room.articles[0])
    room.selection.select_span(span)
    pane.write_comment()
    QTest.keyClick(pane.board.composer._about, Qt.Key.Key_Delete)
    QTest.keyClicks(pane.board.composer._field, "About everything")
    QTest.keyClick(pane.board.composer._field, Qt.Key.Key_Return)
    assert there(room)[0].span is None


def test_the_words_can_be_changed_in_place(pane, room):
    say(room, "Frist")
    card = cards(pane)[0]
    button(card, "Edit").click()
    assert card.is_editing
    QTest.keyClicks(card._field, "First")
    QTest.keyClick(card._field, Qt.Key.Key_Return)
    assert [comment.text for comment in there(room)] == ["First"]
    assert not card.is_editing


def test_escape_keeps_the_old_words(pane, room):
    say(room, "First")
    card = cards(pane)[0]
    card.edit()
    QTest.keyClicks(card._field, "Second")
    QTest.keyClick(card._field, Qt.Key.Key_Escape)
    assert [comment.text for comment in there(room)] == ["First"]
    assert "First" in words_of(card)


def test_a_reload_does_not_disturb_somebody_who_is_editing(pane, room):
    say(room, "First")
    card = cards(pane)[0]
    card.edit()
    QTest.keyClicks(card._field, "Half a")
    say(room, "Another")
    assert card.is_editing
    assert card._field.words == "Half a"


def test_settled_comments_go_out_of_the_way_and_come_back_on_demand(pane, room):
    say(room, "First")
    say(room, "Second")
    button(cards(pane)[0], "Settle").click()
    assert pane.tab_title == "Comments 1"
    assert [card._words.text() for card in cards(pane)] == ["Second"]
    assert pane.board._more.text() == "Show 1 settled comment"
    pane.board._more.click()
    assert [card._words.text() for card in cards(pane)] == ["Second", "First"]
    button(cards(pane)[1], "Open again").click()
    assert pane.tab_title == "Comments 2"


def test_a_deleted_comment_comes_back_with_undo(pane, room):
    say(room, "First")
    button(cards(pane)[0], "Delete").click()
    assert there(room) == ()
    assert cards(pane) == []
    room.session.undo()
    assert [card._words.text() for card in cards(pane)] == ["First"]


def test_what_somebody_else_said_can_be_settled_but_not_changed(pane, room):
    project = room.session.project
    room.session.run(projects.add_annotator, name="Lead")
    other = annotators.every(project)[-1].id
    room.session.announce(
        comments.add_comment(project, other, article=room.articles[0], text="Please look again.")
    )
    card = cards(pane)[0]
    shown = [each.text() for each in card.findChildren(QPushButton) if each.isVisible()]
    assert shown == ["Answer", "Settle"]
    assert "Lead" in words_of(card)


def test_each_article_keeps_its_own_unsent_words(pane, room):
    write(pane, "Half a thought", key=None)
    room.open(1)
    assert pane.board.composer.draft == ""
    room.open(0)
    assert pane.board.composer.draft == "Half a thought"


def test_escape_leads_back_to_the_text(pane, qtbot):
    pane.write_comment()
    with qtbot.waitSignal(pane.text_wanted):
        QTest.keyClick(pane.board.composer._field, Qt.Key.Key_Escape)


def test_nothing_is_not_sent(pane, room):
    write(pane, "  ")
    assert there(room) == ()


def test_a_hidden_pane_still_names_its_tab_and_catches_up(pane, room, qtbot):
    pane.hide()
    with qtbot.waitSignal(pane.title_changed):
        say(room, "First")
    assert cards(pane) == []
    pane.show()
    assert len(cards(pane)) == 1


@pytest.mark.parametrize(("look", "zoom"), [(LIGHT, 100), (DARK, 175)])
def test_long_words_wrap_at_any_size(qapp, pane, room, look, zoom):
    theme.apply(qapp, look, zoom)
    pane.set_theme(look)
    pane.resize(round(404 * zoom / 100), 700)
    say(room, "words " * 60)
    (card,) = pane.findChildren(CommentCard)
    assert pane.board.widget().width() <= pane.board.viewport().width()
    assert card.height() > 5 * card._words.fontMetrics().height()


def test_an_answer_stands_under_the_comment_and_goes_with_it(pane, room):
    asked = say(room, "Five or one?")
    say(room, "Another matter")
    card = cards(pane)[0]
    button(card, "Answer").click()
    QTest.keyClicks(card._field, "Five.")
    QTest.keyClick(card._field, Qt.Key.Key_Return)
    assert there(room)[-1].reply_to == asked.id
    assert [each._words.text() for each in cards(pane)] == [
        "Five or one?",
        "Five.",
        "Another matter",
    ]
    assert pane.tab_title == "Comments 2"
    answer = cards(pane)[1]
    assert answer.mapTo(pane, answer.rect().topLeft()).x() > card.mapTo(pane, QPoint(0, 0)).x()
    button(card, "Settle").click()
    assert [each._words.text() for each in cards(pane)] == ["Another matter"]


def test_an_answer_to_nothing_that_is_there_is_a_comment_like_any_other():
    def comment(id_, reply_to=None):
        return Comment(
            id=CommentId(id_),
            article=ArticleId("a"),
            annotator=AnnotatorId("1"),
            span=None,
            text=id_,
            done=False,
            created="",
            reply_to=None if reply_to is None else CommentId(reply_to),
        )

    there = [comment("1"), comment("2", "1"), comment("3", "2"), comment("4", "gone")]
    assert [[each.id for each in thread] for thread in threads(there)] == [["1", "2", "3"], ["4"]]
    in_a_ring = [comment("1", "2"), comment("2", "1")]
    assert sum(len(thread) for thread in threads(in_a_ring)) == 2


def test_without_an_article_nobody_is_led_into_a_field_that_is_not_there(pane, room):
    room.selection.choose_article(None)
    pane.setFocus()
    pane.write_comment()
    assert not pane.board.composer.isVisible()
    assert not pane.board.composer._field.hasFocus()
