from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest

from gui import theme
from gui.theme import DARK, LIGHT
from gui.widgets.markdown_view import MarkdownView

TEXT = """# Title

Some **words** and a [link](there.md).

## Second

| a | b |
|---|---|
| one | two |

```
code
more code
```

> quoted

- item

![picture](pictures/window-light.png)
"""


@pytest.fixture
def view(qapp, qtbot, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    for name, tint in (("light", "white"), ("dark", "black")):
        picture = QImage(900, 300, QImage.Format.Format_RGB32)
        picture.fill(QColor(tint))
        picture.save(str(tmp_path / f"window-{name}.png"))
    made = MarkdownView("Text", pictures=tmp_path)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show_markdown(TEXT)
    with qtbot.waitExposed(made):
        made.show()
    return made


def image_of(view):
    for block in view.blocks():
        at = block.begin()
        while not at.atEnd():
            form = at.fragment().charFormat()
            if form.isImageFormat():
                return form.toImageFormat()
            at += 1
    raise AssertionError("there is no picture")


def test_headings_are_found_from_the_top(view):
    assert [block.text() for block in view.headings()] == ["Title", "Second"]


def test_a_picture_is_never_wider_than_the_text(view, qtbot):
    assert image_of(view).width() < 500
    view.resize(1200, 400)
    assert image_of(view).width() == 900


def test_a_dark_window_shows_dark_pictures(qapp, view):
    kind = QTextDocument.ResourceType.ImageResource.value
    name = QUrl("pictures/window-light.png")
    assert view.loadResource(kind, name).pixelColor(1, 1) == QColor("white")
    theme.apply(qapp, DARK, 100)
    assert view.loadResource(kind, name).pixelColor(1, 1) == QColor("black")


@pytest.mark.parametrize("name", ["https://example.org/a.png", "file:///etc/hostname", "data:x"])
def test_nothing_is_loaded_from_elsewhere(view, name):
    kind = QTextDocument.ResourceType.ImageResource.value
    assert view.loadResource(kind, QUrl(name)) is None
    assert view.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("x.md")) is None


def test_html_is_shown_as_it_stands(view):
    view.show_markdown('a <img src="x.png"> b')
    assert "<img" in view.toPlainText()


def test_a_link_is_told_and_not_followed(view, qtbot):
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.link_wanted) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["there.md"]
    assert view.toPlainText().startswith("Title")


def test_words_apart_are_marked_where_they_do_not_stand_together(view):
    assert view.search("more code") == 1
    assert view.search("title quoted") == 2
    assert view.search("title zeppelin") == 0
    assert view.search("") == 0


def test_marked_places_are_gone_through_both_ways(view):
    view.search("code")
    first = view.textCursor().position()
    view.search_on()
    second = view.textCursor().position()
    assert second > first
    view.search_on()
    assert view.textCursor().position() == first
    view.search_back()
    assert view.textCursor().position() == second


def test_a_search_stays_marked_in_other_colours(qapp, view):
    view.search("words")
    theme.apply(qapp, DARK, 125)
    assert len(view.extraSelections()) == 1


def test_another_text_begins_at_its_beginning_unless_told(view):
    view.verticalScrollBar().setValue(60)
    view.show_markdown(TEXT + "\nmore\n", keeps_place=True)
    assert view.verticalScrollBar().value() == 60
    view.show_markdown(TEXT)
    assert view.verticalScrollBar().value() == 0


def test_after_another_width_the_same_words_are_at_the_top_and_the_end_can_be_reached(view, qtbot):
    last = TEXT + "\n\n".join(f"## Part {each}\n\n{'Many words. ' * 60}" for each in range(30))
    view.show_markdown(last)
    view.scroll_to(list(view.headings())[20])
    assert view.section == "Part 18"
    view.resize(800, 400)
    assert view.section == "Part 18"
    end = view.document().lastBlock()
    bar = view.verticalScrollBar()
    height = view.viewport().height()
    qtbot.waitUntil(lambda: view._top(end) + 10 < bar.maximum() + height)


def test_other_colours_leave_the_caret_and_the_place(view, qapp):
    view.show_markdown(TEXT + "\n\n".join(f"## Part {each}\n\nWords." for each in range(30)))
    view.scroll_to(list(view.headings())[9])
    caret, place = view.textCursor().position(), view.verticalScrollBar().value()
    theme.apply(qapp, DARK, 100)
    assert (view.textCursor().position(), view.verticalScrollBar().value()) == (caret, place)
