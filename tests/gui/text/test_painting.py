from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage

from db.model import Fragment
from db.scheme.model import LineStyle
from gui import theme
from gui.text.drawn import Arc, Emphasis
from gui.text.painting import outline
from gui.theme import DARK, LIGHT
from tests.gui.text.builders import BLUE, YELLOW, show, span, span_of

BODY = "Yesterday the deployment of new troops to the east was refused by every ally."


def picture(view) -> QImage:
    return view.viewport().grab().toImage()


def rows_of(image: QImage, x: int, colour: QColor, within: QRect) -> list[int]:
    """The heights in a column of pixels that have nearly a colour."""
    return [
        y for y in range(within.top(), within.bottom()) if _is_near(image.pixelColor(x, y), colour)
    ]


def around(view, words: str) -> QRect:
    """The words' rectangle and what hangs below it, in the viewport."""
    start = BODY.index(words)
    return view.place_of(start, start + len(words)).adjusted(0, 0, 0, 12)


def runs(rows: list[int]) -> int:
    """How many unbroken stretches there are in sorted heights."""
    return sum(1 for at, row in enumerate(rows) if at == 0 or rows[at - 1] != row - 1)


def test_the_tint_of_a_span_stands_behind_its_words_and_not_beside_them(view):
    show(view, BODY, span_of(BODY, "new troops"))
    image, area = picture(view), around(view, "new troops")
    tinted = QColor.fromRgbF(*(0.2 * one + 0.8 for one in BLUE.getRgbF()[:3]))
    assert _is_near(image.pixelColor(area.left() + 3, area.top() + 2), tinted)
    assert image.pixelColor(area.left() - 3, area.top() + 2) == LIGHT.page
    assert image.pixelColor(area.right() + 3, area.top() + 2) == LIGHT.page


def test_a_span_around_another_one_gets_a_second_underline_below(view):
    inner = span_of(BODY, "new troops")
    show(view, BODY, inner)
    area = around(view, "new troops")
    alone = rows_of(picture(view), area.center().x(), YELLOW, area)
    outer = span_of(BODY, "deployment of new troops to the east", colour=YELLOW)
    view.set_spans([inner, outer])
    image = picture(view)
    blue = rows_of(image, area.center().x(), BLUE, area)
    yellow = rows_of(image, area.center().x(), YELLOW, area)
    assert not alone
    assert blue
    assert yellow
    assert min(yellow) > max(blue)


def test_two_spans_of_the_same_extent_are_both_underlined(view):
    show(view, BODY, span_of(BODY, "new"), span("twin", _extent("new"), colour=YELLOW))
    image, area = picture(view), around(view, "new")
    assert rows_of(image, area.center().x(), BLUE, area)
    assert rows_of(image, area.center().x(), YELLOW, area)


def test_a_double_line_is_two_lines(view):
    show(view, BODY, span_of(BODY, "deployment", line=LineStyle.DOUBLE))
    area = around(view, "deployment")
    area.setTop(area.bottom() - 14)
    assert runs(rows_of(picture(view), area.center().x(), BLUE, area)) == 2


@pytest.mark.parametrize("line", [LineStyle.DASHED, LineStyle.DOTTED])
def test_a_broken_line_has_gaps(view, line):
    show(view, BODY, span_of(BODY, "deployment", line=line))
    image, area = picture(view), around(view, "deployment")
    with_line = [bool(rows_of(image, x, BLUE, area)) for x in range(area.left(), area.right())]
    assert True in with_line
    assert False in with_line[3:-3]


def test_a_wavy_line_goes_up_and_down(view):
    show(view, BODY, span_of(BODY, "deployment", line=LineStyle.WAVY))
    image, area = picture(view), around(view, "deployment")
    area.setTop(area.bottom() - 14)
    heights = {tuple(rows_of(image, x, BLUE, area)) for x in range(area.left(), area.right())}
    assert len(heights) > 2


def test_the_gap_of_a_discontinuous_span_is_underlined_but_not_tinted(view):
    new, east = _extent("new"), _extent("east")
    show(view, BODY, span("parted", new, east))
    image, area = picture(view), around(view, "troops")
    assert image.pixelColor(area.left() + 1, area.top() + 2) == LIGHT.page
    area.setTop(area.bottom() - 14)
    blended = [
        image.pixelColor(x, y)
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    ]
    assert any(colour.red() < 200 and colour.blue() > colour.red() for colour in blended)


def test_a_selected_span_has_an_outline_outside_its_words(view):
    plain = span_of(BODY, "deployment")
    show(view, BODY, plain)
    area = around(view, "deployment")
    before = picture(view).pixelColor(area.left() - 2, area.center().y())
    view.set_spans([span_of(BODY, "deployment", emphasis=Emphasis.SELECTED)])
    assert before == LIGHT.page
    assert picture(view).pixelColor(area.left() - 2, area.center().y() - 8) != LIGHT.page


def test_a_dimmed_span_is_fainter(view):
    show(view, BODY, span_of(BODY, "deployment"))
    area = around(view, "deployment")
    spot = QPoint(area.left() + 3, area.top() + 2)
    strong = picture(view).pixelColor(spot)
    view.set_spans([span_of(BODY, "deployment", emphasis=Emphasis.DIMMED)])
    assert picture(view).pixelColor(spot).lightness() > strong.lightness()


def test_a_badge_stands_over_the_beginning_of_its_span(view):
    show(view, BODY, span_of(BODY, "deployment", badge="3"))
    area = around(view, "deployment")
    box = QRect(area.left() - 3, area.top() - 8, 13, 13)
    image = picture(view)
    assert any(
        _is_near(image.pixelColor(x, y), BLUE)
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    )


def test_the_current_match_stands_out_from_the_others(view):
    show(view, BODY)
    the = [match for match in range(len(BODY)) if BODY.startswith("the ", match)]
    view.set_matches([Fragment(at, at + 3) for at in the], current=1)
    image = picture(view)
    first, second = (view.place_of(at, at + 3) for at in the[:2])
    one = image.pixelColor(first.left() + 2, first.top() + 2)
    other = image.pixelColor(second.left() + 2, second.top() + 2)
    assert LIGHT.page.lightness() > one.lightness() > other.lightness()


def test_another_theme_changes_page_and_words(view):
    show(view, BODY)
    view.set_theme(DARK)
    assert picture(view).pixelColor(2, 2) == DARK.page


def test_the_page_follows_the_theme_of_the_whole_window(view, qapp):
    for each in (LIGHT, DARK, LIGHT):
        theme.apply(qapp, each, 100)
        view.set_theme(each)
        show(view, BODY)
        assert picture(view).pixelColor(2, 2) == each.page


def test_letters_stand_over_the_spans_that_can_be_picked(view):
    show(view, BODY, span_of(BODY, "deployment"), span_of(BODY, "every ally"))
    before = picture(view)
    view.set_hints({"deployment": "f", "every ally": "j"})
    changed = picture(view)
    for words in ("deployment", "every ally"):
        area = around(view, words)
        cap = QRect(area.left() - 3, area.top() - 11, 14, 14)
        assert before.copy(cap) != changed.copy(cap)


def test_an_arc_is_drawn_between_two_spans_and_gone_without_it(view):
    show(view, BODY, span_of(BODY, "refused"), span_of(BODY, "every ally"))
    before = picture(view)
    view.set_arcs([Arc(source="refused", target="every ally", title="by", colour=YELLOW)])
    assert picture(view) != before
    view.set_arcs([])
    assert picture(view) == before


def test_an_arc_to_a_span_that_is_not_shown_is_left_out(view):
    show(view, BODY, span_of(BODY, "refused"))
    before = picture(view)
    view.set_arcs([Arc(source="refused", target="nowhere", title="by", colour=YELLOW)])
    assert picture(view) == before


def test_boxes_over_each_other_have_one_outline_and_apart_two():
    upper, lower = QRectF(50, 0, 100, 20), QRectF(0, 24, 120, 20)
    apart = QRectF(0, 24, 30, 20)
    assert len(outline([upper, lower], 2).toSubpathPolygons()) == 1
    assert len(outline([upper, apart], 2).toSubpathPolygons()) == 2


@pytest.mark.parametrize("width", [120, 500, 1400])
def test_everything_is_painted_at_any_width(view, width):
    view.resize(width, 500)
    show(view, BODY * 30, *(span(str(at), (at, at + 30), badge="1") for at in range(0, 600, 7)))
    assert not picture(view).isNull()


def _extent(words: str) -> tuple[int, int]:
    start = BODY.index(words)
    return start, start + len(words)


def _is_near(colour: QColor, other: QColor) -> bool:
    return all(
        abs(one - two) < 24
        for one, two in zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True)
    )
