from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from db.model import Changes, LayerState
from db.operations import articles, imports, layers
from db.queries.articles import Progress, Show
from gui import theme
from gui.annotate.article_list.pane import ArticleListPane, _pills
from gui.annotate.article_list.words import progress_words
from gui.theme import DARK, LIGHT
from tests.builders import make_article
from tests.gui.annotate.room import empty_room, made_room, numbered


@pytest.fixture
def room(qapp, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    with made_room(tmp_path, *numbered(8)) as made:
        yield made


@pytest.fixture
def pane(room, qtbot):
    return shown_pane(room, qtbot)


def shown_pane(room, qtbot):
    pane = ArticleListPane(room.session, room.selection, LIGHT, room.settings)
    qtbot.addWidget(pane)
    pane.resize(272, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    return pane


def listed(pane):
    return [pane._model.article(row) for row in range(pane._model.rowCount())]


def pills(pane):
    return {key: button.text() for key, button in pane._pills._buttons.items()}


def press(pane, *keys):
    for key in keys:
        QTest.keyClick(pane._list, key)


def said(pane):
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def finish(room, number):
    room.session.run(layers.set_state, article=room.articles[number], state=LayerState.DONE)


def test_arrows_open_articles_and_enter_gives_the_keys_to_the_text(pane, room, qtbot):
    pane.setFocus()
    press(pane, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert room.selection.article == room.articles[2]
    with qtbot.waitSignal(pane.text_wanted):
        press(pane, Qt.Key.Key_Return)


def test_a_held_arrow_opens_only_where_it_is_let_go(pane, room, qtbot):
    opened = []
    room.selection.article_chosen.connect(opened.append)
    pane._list._key_is_held = True
    for row in (1, 2, 3):
        pane._list.setCurrentIndex(pane._model.index(row))
    pane._list._key_is_held = False
    assert not opened
    qtbot.waitUntil(lambda: opened == [room.articles[3]])


def test_choosing_elsewhere_moves_the_row_without_choosing_again(pane, room):
    room.open(5)
    assert pane._list.currentIndex().row() == 5
    assert room.selection.article == room.articles[5]


def test_pills_and_progress_count_what_was_done(pane, room, qtbot):
    assert pills(pane) == {"all": "All 8", "todo": "To do 8", "open": "Open 0", "done": "Done 0"}
    room.session.run(layers.note_reading, article=room.articles[0], coverage=(), seconds=600)
    finish(room, 0)
    room.session.run(layers.set_flag, article=room.articles[1], flag="")
    qtbot.waitUntil(lambda: pills(pane).get("flagged") == "Flagged 1")
    assert pills(pane)["done"] == "Done 1"
    assert said(pane) == ["1 of 8 done · about 1 h left at your pace"]


def test_a_pill_filters_and_is_remembered_for_the_next_start(pane, room, qtbot):
    finish(room, 2)
    pane._pills._buttons["done"].click()
    assert listed(pane) == [room.articles[2]]
    assert listed(shown_pane(room, qtbot)) == [room.articles[2]]


def test_the_pill_of_the_former_start_is_the_chosen_one(pane, room, qtbot):
    pane._pills._buttons["done"].click()
    assert shown_pane(room, qtbot)._pills.current == Show.DONE


def test_a_pill_stays_while_it_is_chosen_though_no_article_is_such_any_more(pane, room, qtbot):
    room.session.run(layers.set_state, article=room.articles[1], state=LayerState.SKIPPED)
    qtbot.waitUntil(lambda: "skipped" in pills(pane))
    pane._pills._buttons["skipped"].click()
    room.session.run(layers.set_state, article=room.articles[1], state=LayerState.OPEN)
    qtbot.waitUntil(lambda: pills(pane).get("skipped") == "Skipped 0")
    assert pane._pills.current == Show.SKIPPED


def test_the_open_article_stays_listed_when_everything_is_read_again(pane, room):
    room.selection.choose_article(room.articles[2])
    pane._pills._buttons["todo"].click()
    finish(room, 2)
    before = listed(pane)
    assert room.articles[2] in before
    room.session.announce(Changes(name="collect", is_large=True))
    assert listed(pane) == before


def test_typing_filters_and_enter_opens_the_first_that_fits(pane, room, qtbot):
    pane.focus_filter()
    QTest.keyClicks(pane._field, "article 6")
    qtbot.waitUntil(lambda: listed(pane) == [room.articles[6]])
    QTest.keyClick(pane._field, Qt.Key.Key_Return)
    assert room.selection.article == room.articles[6]


def test_a_filter_without_an_answer_says_so_and_offers_the_way_back(pane, room, qtbot):
    pane._field.setText("zeppelin")
    qtbot.waitUntil(lambda: not listed(pane))
    assert any("zeppelin" in words for words in said(pane))
    button = next(
        each for each in pane.findChildren(QPushButton) if each.text() == "Show all articles"
    )
    button.click()
    assert listed(pane) == list(room.articles)
    assert pane._field.text() == ""


def test_an_empty_project_has_nothing_to_list_until_something_comes(qapp, tmp_path, qtbot):
    theme.apply(qapp, LIGHT, 100)
    with empty_room(tmp_path) as room:
        pane = shown_pane(room, qtbot)
        assert said(pane) == ["No articles yet."]
        assert not pane.has_articles
        with qtbot.waitSignal(pane.counted):
            room.session.run(imports.add_articles, articles=[make_article("New.")])
        assert pane.has_articles
        assert len(listed(pane)) == 1


def test_done_takes_the_next_article_that_is_not_done_and_goes_round(pane, room):
    for number in (0, 1, 4, 5, 6, 7):
        finish(room, number)
    assert pane.choose_next(room.articles[0]) == room.articles[2]
    assert pane.choose_next(room.articles[2]) == room.articles[3]
    assert pane.choose_next(room.articles[3]) == room.articles[2]
    finish(room, 3)
    assert pane.choose_next(room.articles[2]) is None


def test_skipped_articles_are_not_next(pane, room):
    room.session.run(layers.set_state, article=room.articles[1], state=LayerState.SKIPPED)
    assert pane.choose_next(room.articles[0]) == room.articles[2]


def test_neighbours_follow_the_list_as_it_is_filtered(pane, room):
    for number in (1, 3):
        finish(room, number)
    pane._pills._buttons["todo"].click()
    assert pane.choose_neighbour(1) == room.articles[2]
    assert pane.choose_neighbour(1) == room.articles[4]
    assert pane.choose_neighbour(-1) == room.articles[2]
    assert pane.choose_neighbour(-1) == room.articles[0]
    assert pane.choose_neighbour(-1) is None


def test_the_article_that_was_just_done_stays_until_another_one_is_chosen(pane, room):
    pane._pills._buttons["todo"].click()
    finish(room, 0)
    assert listed(pane)[0] == room.articles[0]
    room.open(1)
    assert listed(pane)[0] == room.articles[1]


def test_a_hidden_list_reads_anew_when_it_is_shown(pane, room):
    pane.hide()
    room.session.run(articles.set_title, article=room.articles[0], title="Another title")
    assert pane._model.index(0).data() != "Another title"
    pane.show()
    assert pane._model.index(0).data() == "Another title"


def test_a_far_article_is_listed_among_its_neighbours(qapp, tmp_path, qtbot):
    theme.apply(qapp, LIGHT, 100)
    with made_room(tmp_path, *numbered(600)) as room:
        pane = shown_pane(room, qtbot)
        room.open(450)
        row = pane._list.currentIndex().row()
        assert pane._model.article(row) == room.articles[450]
        assert pane._model.article(row - 1) == room.articles[449]
        pane._list.scrollToTop()
        assert listed(pane)[0] < room.articles[450 - 40]
        assert pane._model.article(pane._list.currentIndex().row()) == room.articles[450]


@pytest.mark.parametrize(("look", "zoom"), [(LIGHT, 100), (DARK, 175)])
def test_every_kind_of_row_can_be_drawn(qapp, tmp_path, qtbot, look, zoom):
    theme.apply(qapp, look, zoom)
    there = (
        make_article("One.", title="A" * 300, metadata={"publisher": "B" * 200}),
        make_article("Two.", title="東京、捕鯨停止の呼びかけを拒否" * 5),
        make_article("Three.", title="رفض الوزير عرض الهدنة 🕊️"),
    )
    with made_room(tmp_path, *there) as room:
        room.desk(0).mark("ACTOR", "One")
        for number, state in enumerate((LayerState.OPEN, LayerState.DONE, LayerState.SKIPPED)):
            room.session.run(layers.set_state, article=room.articles[number], state=state)
        room.session.run(layers.set_flag, article=room.articles[2], flag="?")
        pane = shown_pane(room, qtbot)
        pane.set_theme(look)
        pane.setFocus()
        picture = pane.grab().toImage()
        assert not picture.isNull()
        assert pane._list.sizeHintForRow(0) >= 60 * zoom / 100


def test_the_words_about_the_rest_are_rough_and_honest():
    def words(**counts):
        none = dict.fromkeys(("todo", "open", "done", "skipped", "flagged", "seconds"), 0)
        return progress_words(Progress(total=120, **{**none, **counts}))

    assert words(todo=120) == "0 of 120 done"
    assert words(todo=84, open=3, done=33, seconds=33 * 250) == (
        "33 of 120 done · about 6 h left at your pace"
    )
    assert words(todo=2, done=118, seconds=118 * 60) == (
        "118 of 120 done · about 2 min left at your pace"
    )
    assert words(done=120, seconds=9) == "120 of 120 done"
    assert (
        progress_words(
            Progress(
                total=0,
                **dict.fromkeys(("todo", "open", "done", "skipped", "flagged", "seconds"), 0),
            )
        )
        == ""
    )


def test_show_has_a_pill_for_every_kind_that_a_person_can_choose():
    every = _pills(Progress(total=6, todo=1, open=1, done=1, skipped=1, flagged=1, seconds=0))
    assert {pill.key for pill in every} == set(Show) - {Show.UNFINISHED}
