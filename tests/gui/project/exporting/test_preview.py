from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTableView

from db.model import Fragment
from db.operations import spans
from gui.project.exporting import looker
from tests.gui.project.office import cells, click, part

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_where_something_is_lost_can_be_opened(page):
    wanted = []
    page.section.article_wanted.connect(lambda article, place: wanted.append((article, place)))
    page.choose("CoNLL")
    page.go_on()
    table = QApplication.focusWidget()
    row = next(at for at, each in enumerate(page.losses) if each[1] == "proposed_by")
    table.selectRow(row)
    page.press(ENTER)
    assert cells(part(page.section, QTableView, "Where it is lost")) == [
        ("France proposed to send troops", "Troops")
    ]
    page.press(ENTER)
    assert wanted == [(page.office.articles[0], Fragment(0, 30))]
    page.press(ESCAPE)
    assert QApplication.focusWidget() is table


def test_the_preview_follows_the_project(page):
    click(page.section, "All layers that say anything (2)")
    page.office.session.run(
        spans.add_span,
        article=page.office.articles[0],
        label="ACTOR",
        fragments=(page.office.desk(0).place("Poland"),),
    )
    page.settle()
    assert "2 articles · 2 layers · 5 spans · 1 link" in page.says()


def test_a_preview_that_stays_the_same_keeps_its_place(page):
    shown = part(page.section, QPlainTextEdit, "The first record")
    shown.moveCursor(shown.textCursor().MoveOperation.End)
    place, bar = shown.textCursor().position(), shown.verticalScrollBar().value()
    page.section.mark_stale()
    page.settle()
    assert (shown.textCursor().position(), shown.verticalScrollBar().value()) == (place, bar)


def test_of_many_layers_the_first_are_looked_at_and_all_when_that_is_asked_for(page, monkeypatch):
    monkeypatch.setattr(looker, "_AT_FIRST", 1)
    monkeypatch.setattr(looker, "_WHOLE_AT_ONCE", 1)
    monkeypatch.setattr(looker, "LAYERS_LOOKED_AT", 1)
    click(page.section, "All layers that say anything (2)")
    page.tick("Divide into parts for training and testing")
    page.choose("CoNLL")
    words = page.says()
    assert "Found in the first layer." in words
    assert "How the parts come out is seen when all layers are looked at." in words
    before = {what: int(count) for count, what, _ in page.losses}
    click(page.section, "Look at all 2 layers")
    page.settle()
    words = page.says()
    assert "2 articles · 2 layers · 4 spans · 1 link" in words
    assert "Articles: train " in words
    after = {what: int(count) for count, what, _ in page.losses}
    assert after["date"] == before["date"] == 1
    assert after["licence"] == 1
    assert "licence" not in before


def test_a_look_that_is_outdated_says_nothing(page):
    seen = []
    page.section._looker.seen.connect(seen.append)
    form = page.section._form
    for name in ("conll", "doccano", "brat"):
        form.formats.choose(name)
    page.settle()
    assert [each.choices.format for each in seen] == ["brat"]


def test_a_click_on_a_loss_and_on_a_place_goes_there_too(page):
    wanted = []
    page.section.article_wanted.connect(lambda article, place: wanted.append((article, place)))
    page.choose("CoNLL")

    def click_on(table, row):
        place = table.visualRect(table.model().index(row, 1)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        page.settle()

    row = next(at for at, each in enumerate(page.losses) if "inside" in each[2])
    click_on(part(page.section, QTableView, "What the format can't hold"), row)
    click_on(part(page.section, QTableView, "Where it is lost"), 0)
    assert wanted == [(page.office.articles[0], Fragment(0, 6))]
