from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid

from db.errors import StorageFault
from db.model import Fragment
from db.queries import search
from gui import theme
from gui.actions import COMMANDS, build_actions, page_commands
from gui.background import Background
from gui.palette import Palette
from gui.palette.items import ArticleItem, fitted
from gui.palette.palette import is_searchable
from gui.theme import DARK, LIGHT
from tests.builders import make_article
from tests.gui.annotate.room import made_room


@pytest.fixture
def room(qapp, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    there = (
        make_article(
            "On Monday the union met. Later ministers offered a truce to the union.",
            title="Talks in Cairo",
            metadata={"publisher": "Agency B", "date": "2024-03-05"},
        ),
        make_article("Nothing of the kind. Élysée said no.", title="Whaling"),
    )
    with made_room(tmp_path, *there) as made:
        yield made


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def palette(room, window):
    ran = []
    pages = page_commands((("annotate", "Annotate"), ("project", "Project")))
    actions = build_actions(window, (*COMMANDS, *pages), ran.append)
    background = Background()
    made = Palette(room.session, room.selection, actions, LIGHT, background)
    made.open_over(window)
    yield made
    background.close()


def type_in(palette, words):
    palette.popup._field.setText(words)


def titles(palette):
    return [item.title for item in palette.popup.shown]


def articles(palette):
    return [item for item in palette.popup.shown if isinstance(item, ArticleItem)]


def press(palette, key):
    QTest.keyClick(palette.popup._field, key)


def test_it_begins_with_all_commands_and_their_keys(palette):
    items = {item.title: item for item in palette.popup.shown}
    assert items["Find in the article"].caps == ("Ctrl", "F")
    assert items["Next span"].caps == ("Tab",)
    assert "Project" in items
    assert "Search articles and commands" not in items


def test_a_command_is_found_by_some_of_its_letters_and_run_with_enter(palette, qtbot):
    type_in(palette, ">exp")
    assert titles(palette)[0] == "Export a dataset"
    with qtbot.waitSignal(palette.command_wanted) as told:
        press(palette, Qt.Key.Key_Return)
    assert told.args == ["project.export"]


def test_commands_that_can_do_nothing_now_are_left_out(palette, window):
    palette._actions["edit.undo"].setEnabled(False)
    palette._actions["edit.redo"].setText("Redo: mark an actor")
    type_in(palette, ">do")
    assert "Undo" not in titles(palette)
    assert "Redo: mark an actor" in titles(palette)


def test_articles_are_found_by_their_words_and_opened_at_them(palette, room, qtbot):
    type_in(palette, "truce")
    qtbot.waitUntil(lambda: len(articles(palette)) == 1)
    (item,) = articles(palette)
    assert item.title == "Talks in Cairo"
    assert [item.detail[each.start : each.end] for each in item.marks] == ["truce"]
    with qtbot.waitSignal(palette.article_wanted) as told:
        press(palette, Qt.Key.Key_Return)
    article, place = told.args
    assert article == room.articles[0]
    assert room.desk(0).body[place.start : place.end] == "truce"


def test_words_of_a_title_alone_open_the_article_at_its_beginning(palette, qtbot):
    type_in(palette, "whaling")
    qtbot.waitUntil(lambda: len(articles(palette)) == 1)
    with qtbot.waitSignal(palette.article_wanted) as told:
        press(palette, Qt.Key.Key_Return)
    assert told.args[1] is None


def test_commands_that_are_clearly_meant_stand_above_the_articles(palette, qtbot):
    type_in(palette, "talks")
    qtbot.waitUntil(lambda: titles(palette) == ["Talks in Cairo"])
    type_in(palette, "undo")
    qtbot.waitUntil(lambda: titles(palette)[:1] == ["Undo"] and not articles(palette))


def test_only_the_answer_to_the_last_query_is_shown(palette, qtbot):
    type_in(palette, "truce")
    palette._search()
    type_in(palette, "whaling")
    qtbot.waitUntil(lambda: [item.title for item in articles(palette)] == ["Whaling"])


def test_what_begins_with_a_bracket_means_commands_alone(palette, qtbot):
    type_in(palette, ">truce")
    assert not palette._soon.isActive()
    assert articles(palette) == []


def test_nothing_is_searched_for_after_it_is_closed(palette, qtbot):
    type_in(palette, "truce")
    press(palette, Qt.Key.Key_Escape)
    assert not palette.popup.isVisible()
    assert not palette._soon.isActive()


def test_a_search_that_is_no_longer_wanted_stops(palette, qtbot):
    type_in(palette, "truce")
    palette._search()
    task = palette._task
    with qtbot.waitSignal(task.finished):
        press(palette, Qt.Key.Key_Escape)
    assert task.progress.is_cancelled


def test_a_fault_of_the_disk_is_said_in_the_list(palette, qtbot, monkeypatch):
    def refuse(*_, **__):
        raise StorageFault("The drive is gone.")

    monkeypatch.setattr(search, "search", refuse)
    type_in(palette, "truce")
    qtbot.waitUntil(lambda: palette.popup._nothing.text() == "The drive is gone.")


def test_nothing_found_says_so(palette, qtbot):
    type_in(palette, "zeppelin")
    qtbot.waitUntil(lambda: palette.popup._nothing.text() == "Nothing found")
    assert palette.popup.shown == ()


def test_articles_that_were_open_lately_come_first(palette, room, window):
    press(palette, Qt.Key.Key_Escape)
    room.open(0)
    room.open(1)
    palette.open_over(window)
    (item,) = articles(palette)
    assert (item.title, item.detail) == ("Talks in Cairo", "Agency B · 5 Mar 2024")
    assert palette.popup.current == item


@pytest.mark.parametrize(("query", "is_long_enough"), [("", 0), ("a", 0), ("ab", 1), ("東", 1)])
def test_one_character_is_a_word_where_scripts_are_dense(query, is_long_enough):
    assert is_searchable(query) == bool(is_long_enough)


def test_the_first_found_word_stays_in_sight_of_a_narrow_row(qapp):
    words = "…" + "many words that stand before " * 6 + "the truce and much more behind it " * 6
    start = words.index("truce")
    metrics = QFontMetricsF(qapp.font())
    shown, marks = fitted(words, (Fragment(start, start + 5),), metrics, 300)
    assert metrics.horizontalAdvance(shown) <= 300
    assert [shown[each.start : each.end] for each in marks] == ["truce"]


def test_marks_that_are_cut_off_are_not_drawn(qapp):
    words = "truce " * 60
    marks = tuple(Fragment(at, at + 5) for at in range(0, len(words), 6))
    shown, inside = fitted(words, marks, QFontMetricsF(qapp.font()), 200)
    assert 0 < len(inside) < len(marks)
    assert all(each.end <= len(shown) for each in inside)


@pytest.mark.parametrize(("look", "zoom"), [(LIGHT, 100), (DARK, 175)])
def test_every_row_can_be_drawn_and_is_inside_the_window(qapp, palette, window, qtbot, look, zoom):
    theme.apply(qapp, look, zoom)
    palette.set_theme(look)
    type_in(palette, "union")
    qtbot.waitUntil(lambda: len(articles(palette)) == 1)
    picture = QPixmap(window.size())
    window.render(picture, QPoint())
    assert window.rect().contains(QRect(palette.popup.pos(), palette.popup.size()))
    assert palette.popup._list.sizeHintForRow(0) >= 36 * zoom / 100


def test_nothing_is_searched_for_in_a_window_that_is_gone(room, qtbot):
    window = QWidget()
    actions = build_actions(window, COMMANDS, lambda _command: None)
    palette = Palette(room.session, room.selection, actions, LIGHT, Background())
    palette.open_over(window)
    QTest.keyClicks(palette.popup._field, "truce")
    assert palette._soon.isActive()
    palette._background.close()
    delete(window)
    assert not isValid(palette)
