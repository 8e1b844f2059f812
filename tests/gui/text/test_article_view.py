from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFont, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.model import Fragment
from gui.text.drawn import Emphasis
from gui.theme import DARK
from tests.gui.text.builders import place, show, span, span_of

Key, Hold, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton

BODY = (
    "France proposed 😀 troops. Every ally refused Macron's plan.\n\n \n\n"
    "A second one. The end.\n\n"
)
LONG = "\n\n".join(f"Paragraph {number} has a few words in it." for number in range(200))


def press(view, *keys: Qt.Key, held: Hold = Hold.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view, key, held)


def drag(view, start: int, end: int, held: Hold = Hold.NoModifier) -> None:
    """Drag from the left edge of one character to the left edge of another."""
    begin, finish = (view.place_of(at, at) for at in (start, end))
    viewport = view.viewport()
    QTest.mousePress(viewport, Button.LeftButton, held, begin.center())
    QTest.mouseMove(viewport, (begin.center() + finish.center()) / 2)
    QTest.mouseMove(viewport, finish.center())
    QTest.mouseRelease(viewport, Button.LeftButton, held, finish.center())


def click(view, code_point: int, held: Hold = Hold.NoModifier) -> None:
    QTest.mouseClick(view.viewport(), Button.LeftButton, held, place(view, code_point))


def words_of(view) -> str:
    extent = view.selected_extent()
    return BODY[extent.start : extent.end] if extent else ""


# The caret


def test_the_caret_is_counted_in_code_points(view, qtbot):
    show(view, BODY)
    after_emoji = BODY.index("😀") + 1
    view.set_caret(after_emoji)
    assert view.caret == after_emoji
    with qtbot.waitSignal(view.caret_moved) as moved:
        press(view, Key.Key_Right)
    assert moved.args == [after_emoji + 1]


def test_the_caret_passes_hidden_blank_lines_in_one_step(view):
    show(view, BODY)
    second = BODY.index("A second")
    view.set_caret(second)
    press(view, Key.Key_Left)
    assert view.caret == BODY.index("\n")
    press(view, Key.Key_Right)
    assert view.caret == second
    press(view, Key.Key_Up)
    assert view.caret < second
    press(view, Key.Key_Down)
    assert view.caret == second


def test_the_caret_never_stands_in_hidden_lines_at_the_ends(view):
    show(view, "\n\n" + BODY)
    assert view.caret == 2
    press(view, Key.Key_End, held=Hold.ControlModifier)
    assert view.caret == len("\n\n" + BODY.rstrip())
    press(view, Key.Key_Down, Key.Key_Down)
    assert view.caret == len("\n\n" + BODY.rstrip())
    press(view, Key.Key_Home, held=Hold.ControlModifier)
    press(view, Key.Key_Left, Key.Key_Up)
    assert view.caret == 2


def test_alt_and_arrows_move_by_sentence_and_select_with_shift(view):
    show(view, BODY)
    press(view, Key.Key_Down, held=Hold.AltModifier)
    assert view.caret == BODY.index("Every")
    press(view, Key.Key_Down, held=Hold.AltModifier | Hold.ShiftModifier)
    assert view.caret == BODY.index("A second")
    assert words_of(view) == "Every ally refused Macron's plan."
    press(view, Key.Key_Up, held=Hold.AltModifier)
    assert view.caret == BODY.index("Every")
    assert view.selected_extent() is None


def test_the_caret_is_painted_with_and_without_focus(view, qtbot):
    show(view, BODY)
    with_focus = view.grab().toImage()
    view.clearFocus()
    qtbot.waitUntil(lambda: not view.hasFocus())
    without_focus = view.grab().toImage()
    view.set_caret(5)
    assert with_focus != without_focus != view.grab().toImage()


# Selecting


def test_a_keyboard_selection_is_snapped_when_it_is_taken(view):
    show(view, BODY)
    view.set_caret(BODY.index("proposed") + 3)
    press(view, Key.Key_Right, Key.Key_Right, held=Hold.ShiftModifier)
    assert words_of(view) == "proposed"
    assert not view.is_selection_exact


def test_an_exact_selection_stays_exact_until_it_changes(view):
    show(view, BODY)
    start = BODY.index("roops")
    view.select(start, start + 3)
    assert words_of(view) == "roo"
    assert view.is_selection_exact
    press(view, Key.Key_Right, held=Hold.ShiftModifier)
    assert words_of(view) == "troops"


def test_a_selection_of_space_only_is_none(view):
    show(view, BODY)
    view.select(6, 7)
    assert view.selected_extent() is None


def test_a_drag_snaps_to_words_on_release(view, qtbot):
    show(view, BODY)
    start = BODY.index("ropo")
    with qtbot.waitSignal(view.extent_dragged) as dragged:
        drag(view, start, BODY.index("ally") + 2)
    (extent,) = dragged.args
    assert BODY[extent.start : extent.end] == "proposed 😀 troops. Every ally"
    assert view.selected_extent() == extent
    assert view.textCursor().selectedText().endswith("ally")


def test_a_drag_with_alt_keeps_the_exact_characters(view, qtbot):
    show(view, BODY)
    start = BODY.index("ropo")
    with qtbot.waitSignal(view.extent_dragged) as dragged:
        drag(view, start, start + 5, Hold.AltModifier)
    assert dragged.args == [Fragment(start, start + 5)]
    assert words_of(view) == "ropos"


def test_a_drag_that_begins_inside_a_selection_makes_a_new_one(view):
    show(view, BODY)
    view.select(0, 30)
    drag(view, BODY.index("proposed"), BODY.index("proposed") + 8)
    assert words_of(view) == "proposed"


def test_a_double_click_beside_spans_selects_the_word(view, qtbot):
    show(view, BODY)
    with qtbot.waitSignal(view.extent_dragged) as dragged:
        QTest.mouseDClick(
            view.viewport(), Button.LeftButton, pos=place(view, BODY.index("Macron") + 2)
        )
    (extent,) = dragged.args
    assert BODY[extent.start : extent.end] == "Macron"


def test_letting_go_of_a_selection_keeps_the_caret(view):
    show(view, BODY)
    view.select(0, 6)
    view.clear_selection()
    assert view.selected_extent() is None
    assert view.caret == 6


def test_copying_gives_the_characters_of_the_body(view):
    body = "one\x00two\u2029three\n\nfour"
    show(view, body)
    view.select(0, len(body))
    press(view, Key.Key_C, held=Hold.ControlModifier)
    assert QApplication.clipboard().text() == body


def test_the_word_at_the_caret_is_offered(view):
    show(view, BODY)
    view.set_caret(BODY.index("refused") + 2)
    word = view.word_at_caret()
    assert BODY[word.start : word.end] == "refused"


# Spans


def test_a_click_tells_the_innermost_span_and_again_the_one_around_it(view, qtbot):
    outer, inner = span_of(BODY, "Every ally refused"), span_of(BODY, "ally")
    show(view, BODY, outer, inner)
    with qtbot.waitSignal(view.span_clicked) as clicked:
        click(view, BODY.index("ally"))
    assert clicked.args == ["ally"]
    view.set_spans([outer, span_of(BODY, "ally", emphasis=Emphasis.SELECTED)])
    with qtbot.waitSignal(view.span_clicked) as clicked:
        QTest.mousePress(view.viewport(), Button.LeftButton, pos=place(view, BODY.index("ally")))
        QTest.mouseRelease(view.viewport(), Button.LeftButton, pos=place(view, BODY.index("ally")))
    assert clicked.args == ["Every ally refused"]


def test_a_click_beside_all_spans_is_told_as_such(view, qtbot):
    show(view, BODY, span_of(BODY, "ally"))
    with qtbot.waitSignal(view.blank_clicked), qtbot.assertNotEmitted(view.span_clicked):
        click(view, BODY.index("proposed"))


def test_a_double_click_on_a_span_tells_it(view, qtbot):
    show(view, BODY, span_of(BODY, "ally"))
    with (
        qtbot.waitSignal(view.span_double_clicked) as clicked,
        qtbot.assertNotEmitted(view.extent_dragged),
    ):
        QTest.mouseDClick(view.viewport(), Button.LeftButton, pos=place(view, BODY.index("ally")))
    assert clicked.args == ["ally"]


def test_the_gap_of_a_discontinuous_span_is_no_part_of_it(view):
    first, last = BODY.index("proposed"), BODY.index("troops")
    show(view, BODY, span("parted", (first, first + 8), (last, last + 6)))
    assert view.spans_at_point(place(view, last + 1)) == ("parted",)
    assert view.spans_at_point(place(view, BODY.index("😀"))) == ()


def test_another_article_comes_without_the_spans_of_the_last_one(view):
    show(view, BODY, span_of(BODY, "ally"))
    view.show_article(article_key="b", title="Other", byline="", body="Other text")
    assert view.spans == ()
    assert view.article_key == "b"


# Letters that pick a span


@pytest.fixture
def picking(view):
    show(view, BODY, span_of(BODY, "ally"), span_of(BODY, "troops"), span_of(BODY, "France"))
    view.set_hints({"ally": "f", "troops": "za", "France": "zb"})
    return view


def test_a_letter_picks_its_span(picking, qtbot):
    with qtbot.waitSignal(picking.hint_typed) as typed:
        press(picking, Key.Key_F)
    assert typed.args == ["ally"]


def test_two_letters_pick_a_span_and_a_wrong_one_is_passed_over(picking, qtbot):
    with qtbot.waitSignal(picking.hint_typed) as typed:
        press(picking, Key.Key_Z, Key.Key_Q, Key.Key_B)
    assert typed.args == ["France"]


def test_a_typed_letter_can_be_taken_back(picking, qtbot):
    with qtbot.waitSignal(picking.hint_typed) as typed:
        press(picking, Key.Key_Z, Key.Key_Backspace, Key.Key_F)
    assert typed.args == ["ally"]


def test_escape_takes_the_letters_away(picking, qtbot):
    with qtbot.waitSignal(picking.hint_cancelled):
        press(picking, Key.Key_Escape)
    with qtbot.assertNotEmitted(picking.hint_typed):
        press(picking, Key.Key_F)


def test_letters_go_to_shortcuts_but_while_they_pick_a_span(picking, qtbot):
    triggered = []
    action = QAction("Mark", picking)
    action.setShortcut(QKeySequence("F"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: triggered.append("F"))
    picking.addAction(action)
    with qtbot.waitSignal(picking.hint_typed):
        press(picking, Key.Key_F)
    assert triggered == []
    picking.clear_hints()
    press(picking, Key.Key_F)
    assert triggered == ["F"]


def test_the_caret_moves_while_letters_are_shown(picking):
    picking.set_caret(0)
    press(picking, Key.Key_Right)
    assert picking.caret == 1


# Scrolling and layout


def test_what_is_revealed_is_on_the_screen_with_lines_around_it(view):
    show(view, LONG)
    start = LONG.index("Paragraph 150")
    view.reveal(start, start + 9)
    area = view.place_of(start, start + 9)
    assert area.top() > 30
    assert area.bottom() + 30 < view.viewport().height()
    scrolled = view.verticalScrollBar().value()
    view.reveal(start, start + 9)
    assert view.verticalScrollBar().value() == scrolled


def test_the_visible_range_is_told_when_it_changes(view, qtbot):
    show(view, LONG)
    with qtbot.waitSignal(view.visible_range_changed) as changed:
        view.verticalScrollBar().setValue(2000)
    assert tuple(changed.args) == view.visible_range()
    start, end = view.visible_range()
    assert 0 < start < end < len(LONG)


@pytest.mark.parametrize("change", ["width", "size", "theme"])
def test_the_line_on_top_stays_there_whatever_the_layout(view, change):
    show(view, LONG, title="A title")
    start = LONG.index("Paragraph 90")
    view.scroll_position = start
    if change == "width":
        view.resize(400, 600)
    elif change == "size":
        view.set_reading_size(29.75)
    else:
        view.set_theme(DARK)
    assert view.scroll_position == start
    assert -2 <= view.place_of(start, start + 1).top() < 40


def test_caret_and_selection_outlive_another_reading_size(view, qtbot):
    show(view, BODY)
    view.select(0, 6)
    with qtbot.assertNotEmitted(view.caret_moved), qtbot.assertNotEmitted(view.selection_changed):
        view.set_reading_size(25)
    assert view.caret == 6
    assert words_of(view) == "France"


@pytest.mark.parametrize("size", [17, 34])
def test_the_column_is_as_wide_as_reads_well_and_centred(view, size):
    view.set_reading_size(size)
    show(view, "word " * 400)
    available = view.viewport().width()
    width = min(38 * size, available - 52)
    rects = [view.place_of(at, at + 4) for at in range(0, 1500, 5)]
    left, right = min(rect.left() for rect in rects), max(rect.right() for rect in rects)
    assert width - 5 * size < right - left <= width
    assert abs(left - (available - width) // 2) <= 1


def test_a_run_of_blank_lines_is_one_gap(view):
    show(view, "one\n\n\n\n\ntwo\nthree")
    one, two, three = (view.place_of(at, at + 1).top() for at in (0, 8, 12))
    assert 34 < two - one < 34 * 1.6
    assert 34 < three - two < two - one


def test_space_before_a_paragraph_does_not_push_it_in(view):
    show(view, "   one\n\ntwo")
    assert abs(view.place_of(3, 4).left() - view.place_of(8, 9).left()) <= 1


def test_the_header_is_muted(view):
    show(view, "date 2024 In a surprising turn", header_end=9)
    small, usual = view.place_of(0, 4).width(), view.place_of(10, 14).width()
    show(view, "date 2024 In a surprising turn")
    assert view.place_of(0, 4).width() > small
    assert usual > 0


def test_a_title_pushes_the_text_down_and_wraps(view):
    show(view, BODY)
    bare = view.place_of(0, 1).top()
    view.set_heading("A title " * 30, "A byline")
    assert view.place_of(0, 1).top() > bare + 60


def test_an_empty_article_is_shown(view):
    show(view, "")
    assert view.caret == 0
    assert view.word_at_caret() is None
    assert view.visible_range() == (0, 0)
    assert not view.grab().isNull()


def test_text_from_right_to_left_begins_at_the_right(view):
    body = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"
    view.show_article(article_key="r", title="T", byline="", body=body, right_to_left=True)
    assert view.place_of(0, 1).left() > view.place_of(5, 6).left() > 400


def test_the_reading_font_stays_when_the_windows_font_changes(view):
    show(view, BODY)
    before = view.place_of(0, 6)
    view.setFont(QFont("DejaVu Sans Mono", 30))
    assert view.place_of(0, 6) == before


@pytest.mark.parametrize("size", [4, 90])
def test_a_text_stays_where_it_is_read_when_the_windows_font_changes(view, size):
    show(view, "\n\n".join("Many words that take several lines. " * 20 for _ in range(40)))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 40)
    before = view.visible_range()
    view.setFont(QFont("DejaVu Sans Mono", size))
    assert view.visible_range() == before


def test_the_wheel_with_ctrl_is_left_to_the_window(view):
    show(view, LONG)
    before = view.place_of(0, 9)
    middle = QPointF(300, 300)
    turn = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -240),
        Button.NoButton,
        Hold.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert not turn.isAccepted()
    assert view.place_of(0, 9) == before


def test_the_view_has_a_name_and_a_description_for_screen_readers(view):
    show(view, BODY, title="France proposed troops")
    assert view.accessibleName() == "Article text"
    assert view.accessibleDescription() == "France proposed troops"


def test_the_first_lines_count_as_shown_while_the_heading_is_half_scrolled_away(view):
    body = LONG.replace("\n\n", "\n\n\n\n")
    show(view, body, span_of(body, "Paragraph 0"), title="A heading")
    bar = view.verticalScrollBar()
    for scrolled in range(0, view.place_of(0, 1).top(), 5):
        bar.setValue(scrolled)
        assert view.visible_range()[0] < len("Paragraph 0 has a few words in it.")
        assert view.spans_at_point(place(view, 3)) == ("Paragraph 0",)
