from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from db.model import Fragment
from gui.text.article_document import ShownArticle, fill, set_margins
from gui.text.geometry import PageGeometry
from gui.text.positions import PositionMap
from gui.text.reading_style import reading_style
from gui.theme import LIGHT

WIDTH = 420
LATIN = "The quick brown fox jumps over the lazy dog and runs away from the big bad wolf again."
SHALOM, OLAM, LETTERS = "\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd", "\u05d3\u05d4\u05d5"
MIXED = f"He said {SHALOM} {OLAM} to 32 men and {LETTERS} 12 {LETTERS} left."
HEBREW = f"{SHALOM} NATO {OLAM} {LETTERS} 2024 {SHALOM} Paris {LETTERS}{LETTERS}."


class Page:
    """A laid out article that can be painted with some characters in red."""

    def __init__(self, body: str, *, right_to_left: bool = False, width: int = WIDTH) -> None:
        self.body = body
        self.positions = PositionMap(body)
        self.style = reading_style(LIGHT, 17)
        self.document = QTextDocument()
        article = ShownArticle(body=body, right_to_left=right_to_left)
        fill(self.document, article, self.positions, self.style)
        set_margins(self.document, 20, 10, 20, 10)
        self.document.setPageSize(QSizeF(width, -1))
        self.geometry = PageGeometry(self.document, self.positions)

    def rects(self, start: int, end: int) -> list[QRectF]:
        return self.geometry.rects(Fragment(start, end), self.style.ascent, self.style.descent)

    def reddened(self, start: int, end: int) -> QImage:
        red = QTextCharFormat()
        red.setForeground(QColor("red"))
        cursor = QTextCursor(self.document)
        cursor.setPosition(self.positions.to_qt(start))
        cursor.setPosition(self.positions.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(red)
        height = int(self.document.size().height())
        image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor("blue"))
        self.document.documentLayout().draw(painter, context)
        painter.end()
        return image


def ink(image: QImage) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pixels with clearly red and with clearly blue ink; an emoji has colours of its own."""
    red, blue = [], []
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            if (colour.red(), colour.blue()) == (255, colour.green()) and colour.green() < 100:
                red.append((x, y))
            elif (colour.blue(), colour.red()) == (255, colour.green()) and colour.green() < 100:
                blue.append((x, y))
    return red, blue


def assert_rects_are_where_the_ink_is(page: Page, start: int, end: int) -> None:
    rects = page.rects(start, end)
    red, blue = ink(page.reddened(start, end))
    wide = [rect.adjusted(-1.5, -1, 1.5, 1) for rect in rects]
    narrow = [rect.adjusted(1.5, 0, -1.5, 0) for rect in rects]
    assert red
    assert all(any(rect.contains(*pixel) for rect in wide) for pixel in red)
    assert not any(rect.contains(*pixel) for rect in narrow for pixel in blue)


@settings(max_examples=15)
@given(st.data())
@pytest.mark.parametrize(
    ("body", "right_to_left"),
    [(LATIN, False), (MIXED, False), (HEBREW, True), (LATIN, True), (HEBREW, False)],
)
def test_rects_cover_the_characters_of_a_fragment_and_no_others(qapp, body, right_to_left, data):
    letters = [index for index, character in enumerate(body) if not character.isspace()]
    start, last = sorted((data.draw(st.sampled_from(letters)), data.draw(st.sampled_from(letters))))
    page = Page(body, right_to_left=right_to_left)
    assert_rects_are_where_the_ink_is(page, start, last + 1)


def test_a_fragment_over_a_line_break_has_a_rect_on_each_line_without_the_space_between(qapp):
    page = Page(LATIN)
    rects = page.rects(0, len(LATIN))
    assert len(rects) > 1
    assert all(rect.left() == 20 for rect in rects)
    assert all(rect.right() <= WIDTH - 20 for rect in rects)
    assert [rect.top() for rect in rects] == sorted({rect.top() for rect in rects})


def test_a_logical_stretch_across_directions_has_several_rects_on_one_line(qapp):
    start = MIXED.index("said")
    rects = Page(MIXED, width=800).rects(start, start + len(f"said {SHALOM[:2]}"))
    assert len(rects) == 2
    assert rects[0].top() == rects[1].top()


def test_emoji_and_combining_marks_keep_the_places_right(qapp):
    body = "😀 e\u0301te\u0301 👩\u200d👩\u200d👧 word"
    page = Page(body)
    start = body.index("word")
    assert_rects_are_where_the_ink_is(page, start, start + 4)


def test_hidden_blank_lines_have_no_rects(qapp):
    page = Page("one\n\n  \n\ntwo")
    assert page.rects(3, 8) == []
    assert len(page.rects(0, 11)) == 2


def test_only_blocks_between_two_heights_are_visible(qapp):
    page = Page("\n".join(f"paragraph {number}" for number in range(100)))
    far = page.rects(*_extent(page.body, "paragraph 50"))[0]
    shown = [block.number for block in page.geometry.visible_blocks(far.top(), far.bottom())]
    assert 50 in shown
    assert len(shown) <= 5


def test_of_a_very_long_block_only_the_lines_on_the_screen_are_visible(qapp):
    page = Page("word " * 4000)
    (shown,) = page.geometry.visible_blocks(3000, 3100)
    assert 0 < shown.last_line - shown.first_line < 10
    assert shown.end - shown.start < 1000


def test_a_new_layout_moves_the_rects_once_the_old_ones_are_forgotten(qapp):
    page = Page(LATIN)
    extent = _extent(LATIN, "wolf")
    before = page.rects(*extent)
    page.document.setPageSize(QSizeF(800, -1))
    page.geometry.forget()
    assert page.rects(*extent) != before


def test_a_caret_stands_right_where_qt_has_laid_out_anew_by_itself(qapp):
    body = "\n".join(["word " * 300] * 100)
    page, fresh = Page(body), Page(body)
    page.geometry.caret_place(len(body))
    for each in (page, fresh):
        # Of so long a text, Qt lays out the beginning only, and clears the lines of all else.
        each.document.setPageSize(QSizeF(300, -1))
    assert page.geometry.caret_place(len(body)) == fresh.geometry.caret_place(len(body))


def _extent(body: str, words: str) -> tuple[int, int]:
    start = body.index(words)
    return start, start + len(words)
