from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from db.operations import articles
from gui import theme
from gui.annotate.article_fields.pane import ArticleFieldsPane
from gui.theme import DARK, LIGHT
from tests.builders import make_article
from tests.gui.annotate.room import made_room

HEADED = " date 2024-03-05 (MENAFN) In a surprising turn of events, France proposed talks."


@pytest.fixture
def room(qapp, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    first = make_article(HEADED, title="France proposes talks")
    second = make_article("Another one.", title="Second", metadata={"publisher": "Agency B"})
    with made_room(tmp_path, first, second) as made:
        yield made


@pytest.fixture
def pane(room, qtbot):
    made = ArticleFieldsPane(room.session, room.current, LIGHT)
    qtbot.addWidget(made)
    made.resize(404, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def line(pane, name):
    return pane.form.editor(name).line


def write(pane, name, words, *, ends=Qt.Key.Key_Return):
    field = line(pane, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    if ends is not None:
        QTest.keyClick(field, ends)


def stored(room):
    return dict(room.current.article.metadata), dict(room.current.annotation.layer.labels)


def test_details_are_shared_and_answers_are_the_annotators_own(pane, room):
    write(pane, "publisher", "MENAFN")
    write(pane, "event_group", "nato troops")
    box = pane.form.editor("relevance").editor
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText("marginal"))
    box.activated.emit(box.currentIndex())
    assert stored(room) == (
        {"publisher": "MENAFN"},
        {"event_group": "nato troops", "relevance": "marginal"},
    )
    assert room.names == ["set publisher", "set event group", "set relevance"]


def test_an_emptied_field_has_no_answer_any_more(pane, room):
    write(pane, "author", "A. Reporter")
    write(pane, "author", " ")
    assert stored(room)[0] == {}


def test_a_date_is_stored_in_one_form_and_a_wrong_one_not_at_all(pane, room):
    write(pane, "date", "5 March 2024")
    assert stored(room)[0] == {"date": "2024-03-05"}
    assert line(pane, "date").text() == "2024-03-05"
    write(pane, "date", "soon")
    assert stored(room)[0] == {"date": "2024-03-05"}
    assert any(
        "2024-03-05" in each.text() for each in pane.findChildren(QLabel) if each.isVisible()
    )
    QTest.keyClick(line(pane, "date"), Qt.Key.Key_Escape)
    assert line(pane, "date").text() == "2024-03-05"


def test_the_header_of_the_text_is_offered_until_it_is_taken(pane, room):
    button = next(
        each for each in pane.findChildren(QPushButton) if each.text().startswith("Use as")
    )
    assert button.text() == "Use as date and publisher"
    assert any(
        each.text() == "The text begins with: 5 Mar 2024, MENAFN."
        for each in pane.findChildren(QLabel)
    )
    pane.focus_first()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert stored(room)[0] == {"date": "2024-03-05", "publisher": "MENAFN"}
    assert not button.isVisible()
    room.session.undo()
    assert button.isVisible()


def test_enter_stores_and_goes_on_to_the_next_field(pane, qtbot):
    write(pane, "publisher", "MENAFN")
    qtbot.waitUntil(line(pane, "reported_source").hasFocus)


def test_typed_words_survive_a_reload_that_comes_in_between(pane, room):
    write(pane, "publisher", "MENA", ends=None)
    room.session.run(
        articles.set_metadata, article=room.articles[0], field="author", value="Somebody"
    )
    assert line(pane, "publisher").text() == "MENA"
    assert line(pane, "author").text() == "Somebody"


def test_typed_words_go_to_the_article_for_which_they_were_typed(pane, room):
    write(pane, "publisher", "MENAFN", ends=None)
    room.open(1)
    assert line(pane, "publisher").text() == "Agency B"
    room.open(0)
    assert line(pane, "publisher").text() == "MENAFN"
    assert stored(room)[0] == {"publisher": "MENAFN"}


def test_a_wrong_date_does_not_follow_to_another_article(pane, room):
    write(pane, "date", "soon", ends=None)
    room.open(1)
    assert line(pane, "date").text() == ""
    assert stored(room)[0] == {"publisher": "Agency B"}


def test_typed_words_are_stored_when_the_tab_is_left(pane, room):
    write(pane, "note", "Ask the lead", ends=None)
    pane.hide()
    assert stored(room)[1] == {"note": "Ask the lead"}


def test_the_title_can_be_changed_but_not_taken_away(pane, room):
    write(pane, "title", "Another title")
    assert room.current.article.title == "Another title"
    write(pane, "title", " ")
    assert [str(fault) for fault in room.refusals] == [
        "An article needs a title. The old one was kept."
    ]
    assert line(pane, "title").text() == "Another title"


def test_what_other_articles_have_is_offered_while_typing(pane, room):
    field = line(pane, "publisher")
    field.setFocus()
    QTest.keyClicks(field, "agb")
    assert field.offered == ("Agency B",)
    field.completer().popup().hide()


def test_facts_are_shown_and_a_hidden_pane_catches_up(pane, room):
    words = [each.text() for each in pane.findChildren(QLabel) if each.isVisible()]
    assert f"12 words · {len(HEADED)} characters" in words
    pane.hide()
    room.open(1)
    assert line(pane, "title").text() == "France proposes talks"
    pane.show()
    assert line(pane, "title").text() == "Second"


def test_without_an_article_it_asks_to_choose_one(pane, room):
    room.selection.choose_article(None)
    assert not pane.form.isVisible()
    assert any(
        each.text() == "Choose an article on the left." and each.isVisible()
        for each in pane.findChildren(QLabel)
    )


def test_escape_takes_back_what_was_typed_and_then_goes_to_the_text(pane, room, qtbot):
    write(pane, "author", "Somebody", ends=Qt.Key.Key_Escape)
    assert line(pane, "author").text() == ""
    with qtbot.waitSignal(pane.text_wanted):
        QTest.keyClick(line(pane, "author"), Qt.Key.Key_Escape)
    assert room.names == []


@pytest.mark.parametrize(("look", "zoom"), [(LIGHT, 100), (DARK, 175)])
def test_no_field_is_cut_off(qapp, pane, look, zoom):
    theme.apply(qapp, look, zoom)
    pane.resize(round(404 * zoom / 100), 900)
    pane.set_theme(look)
    assert pane.widget().width() <= pane.viewport().width()
