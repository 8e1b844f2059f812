from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.model import Absence
from gui.selection import ArmedSlot
from tests.journeys.annotator import Annotator


@pytest.fixture
def rejection(annotator: Annotator) -> Annotator:
    """With a rejection selected and two actors and a proposal marked."""
    for words, key in (("France", "A"), ("Poland", "A"), ("the plan to send troops", "P")):
        annotator.select(words)
        annotator.press(key)
    annotator.select("rejected")
    annotator.press("R")
    return annotator


def links(annotator: Annotator) -> list[tuple[str, str]]:
    spans = {span.id: span.quote for span in annotator.annotation.spans}
    return [
        (link.role, spans[link.target] if link.target else str(link.absence))
        for link in annotator.annotation.links
    ]


def test_a_role_key_with_words_selected_marks_and_links_in_one_step(rejection: Annotator):
    rejection.select("Every ally")
    rejection.press("B")
    assert links(rejection) == [("rejected_by", "Every ally")]
    assert rejection.selected is not None
    assert rejection.selected.quote == "rejected"
    rejection.press("Ctrl+Z")
    assert links(rejection) == []
    assert ("ACTOR", "Every ally") not in rejection.marked


def test_with_shift_it_goes_on_to_the_span_that_fills_the_slot(rejection: Annotator):
    rejection.select("Every ally")
    rejection.press("Shift+B")
    assert links(rejection) == [("rejected_by", "Every ally")]
    assert rejection.selected is not None
    assert rejection.selected.quote == "Every ally"


def test_words_that_are_marked_already_are_only_linked(rejection: Annotator):
    rejection.select("the plan to send troops")
    rejection.press("X")
    assert links(rejection) == [("rejects", "the plan to send troops")]
    assert len(rejection.annotation.spans) == 4


def test_a_role_key_arms_the_slot_and_a_letter_fills_it(rejection: Annotator):
    rejection.press("B")
    assert rejection.selection.armed is not None
    assert len(rejection.page.view.hints) == 2
    rejection.pick("Poland")
    assert links(rejection) == [("rejected_by", "Poland")]
    assert rejection.selection.armed is None
    assert rejection.page.view.hints == {}


def test_the_nearest_span_has_the_first_letter(rejection: Annotator):
    rejection.press("B")
    assert rejection.letter_over("France") == "f"


def test_with_shift_a_slot_stays_armed_for_several(rejection: Annotator):
    rejection.press("Shift+B")
    rejection.pick("Poland")
    rejection.pick("France")
    assert links(rejection) == [("rejected_by", "Poland"), ("rejected_by", "France")]
    assert rejection.selection.armed is not None
    rejection.press("Escape")
    assert rejection.selection.armed is None


def test_the_same_role_key_lets_go_again_when_there_is_nothing_to_pick(annotator: Annotator):
    annotator.select("rejected")
    annotator.press("R", "B")
    assert annotator.selection.armed is not None
    annotator.press("B")
    assert annotator.selection.armed is None


def test_enter_takes_the_selected_words_for_an_armed_slot(rejection: Annotator):
    rejection.press("B")
    rejection.select("Every ally")
    assert rejection.page.view.hints == {}, "letters are keys again while words are selected"
    rejection.press("Return")
    assert links(rejection) == [("rejected_by", "Every ally")]


def test_a_label_key_takes_the_selected_words_for_an_armed_slot(rejection: Annotator):
    rejection.press("X")
    rejection.select("the proposal")
    rejection.press("Shift+P")
    assert links(rejection) == [("rejects", "the proposal")]
    proposals = [each for each in rejection.annotation.referents if each.label == "PROPOSAL"]
    assert [each.name for each in proposals] == ["the plan to send troops"]


def test_dragged_words_fill_an_armed_slot_at_once(rejection: Annotator):
    rejection.press("B")
    view = rejection.page.view
    start = rejection.body.index("Every ally")
    begin, end = view.place_of(start, start + 1), view.place_of(start + 9, start + 10)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin.center())
    QTest.mouseMove(view.viewport(), end.center())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end.center())
    QApplication.processEvents()
    assert links(rejection) == [("rejected_by", "Every ally")]


def test_a_click_on_a_span_fills_an_armed_slot_that_can_take_it(rejection: Annotator):
    rejection.press("B")
    view = rejection.page.view
    place = view.place_of(rejection.body.index("Poland"), rejection.body.index("Poland") + 1)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert links(rejection) == [("rejected_by", "Poland")]


@pytest.mark.parametrize(
    ("key", "absence"),
    [("1", Absence.UNNAMED), ("2", Absence.IMPLIED), ("3", Absence.OTHER_ARTICLE)],
)
def test_a_digit_says_why_an_armed_slot_stays_empty(
    rejection: Annotator, key: str, absence: Absence
):
    rejection.press("X", key)
    assert links(rejection) == [("rejects", str(absence))]
    assert rejection.selection.armed is None
    assert len(rejection.annotation.spans) == 4, "digits are no label keys now"


def test_alt_and_a_digit_say_it_of_the_first_open_slot(rejection: Annotator):
    rejection.press("Alt+2")
    assert links(rejection) == [("rejects", "implied")]


def test_escape_lets_go_one_step_at_a_time(rejection: Annotator):
    rejection.press("B")
    rejection.select("Every ally")
    rejection.press("Escape")
    assert rejection.selection.armed is None
    assert rejection.page.view.textCursor().hasSelection()
    rejection.press("Escape")
    assert not rejection.page.view.textCursor().hasSelection()
    assert rejection.selected is not None
    rejection.press("Escape")
    assert rejection.selected is None


def test_selecting_another_span_disarms(rejection: Annotator):
    rejection.press("X")
    rejection.page.desk.select(rejection.annotation.spans[0])
    assert rejection.selection.armed is None


def test_a_role_key_without_a_statement_says_what_it_is_for(annotator: Annotator, qtbot):
    annotator.select("France", start=0)
    annotator.press("A")
    with qtbot.waitSignal(annotator.page.desk.said) as said:
        annotator.press("X")
    assert said.args == ["X is for a selected rejection."]


def test_a_refused_link_leaves_the_slot_armed(rejection: Annotator, qtbot):
    rejection.select("Every ally")
    rejection.press("B")
    statement = rejection.selected
    assert statement is not None
    rejection.selection.arm(ArmedSlot(statement.id, "rejected_by"))
    rejection.select("Every ally")
    with qtbot.waitSignal(rejection.session.failed):
        rejection.press("Return")
    assert rejection.selection.armed is not None
