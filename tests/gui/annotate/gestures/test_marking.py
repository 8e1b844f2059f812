from __future__ import annotations

from db.model import Fragment
from gui.annotate.gestures.marking import joined, without
from tests.journeys.annotator import Annotator


def referents(annotator: Annotator) -> list[str]:
    return [each.name for each in annotator.annotation.referents]


def test_a_label_key_marks_the_selected_words_and_selects_the_span(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A")
    assert annotator.marked == [("ACTOR", "Every ally")]
    assert annotator.selected is not None
    assert not annotator.page.view.textCursor().hasSelection()


def test_without_a_selection_it_marks_the_word_under_the_caret(annotator: Annotator):
    annotator.page.view.set_caret(2)
    annotator.press("A")
    assert annotator.marked == [("ACTOR", "France")]


def test_digits_do_the_same_as_label_keys(annotator: Annotator):
    annotator.select("the plan to send troops")
    annotator.press("2")
    assert annotator.marked == [("PROPOSAL", "the plan to send troops")]


def test_a_label_key_on_a_selected_span_relabels_it(annotator: Annotator):
    annotator.select("the plan to send troops")
    annotator.press("A", "P")
    assert annotator.marked == [("PROPOSAL", "the plan to send troops")]


def test_the_same_label_key_on_a_selected_span_does_nothing(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A", "A")
    assert annotator.marked == [("ACTOR", "Every ally")]
    assert annotator.session.undo_title == "mark actor"


def test_words_that_are_marked_already_are_only_selected(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A", "Escape")
    annotator.select("Every ally")
    annotator.press("A")
    assert annotator.marked == [("ACTOR", "Every ally")]
    assert annotator.selected is not None


def test_a_selection_beside_the_selected_span_is_marked_and_not_relabelled(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A")
    annotator.select("the plan to send troops")
    annotator.press("P")
    assert annotator.marked == [("ACTOR", "Every ally"), ("PROPOSAL", "the plan to send troops")]


def test_an_equal_mention_takes_the_same_referent(annotator: Annotator):
    annotator.select("France", start=0)
    annotator.press("A")
    annotator.select("France", start=annotator.body.index("France, was"))
    annotator.press("A")
    assert referents(annotator) == ["France"]


def test_a_surname_takes_the_referent_of_the_full_name(annotator: Annotator):
    annotator.select("Anne Moreau")
    annotator.press("A")
    annotator.select("Moreau", start=annotator.body.index("Moreau thanked"))
    annotator.press("A")
    assert referents(annotator) == ["Anne Moreau"]


def test_shift_and_a_label_key_mark_a_further_mention_of_the_same_thing(annotator: Annotator):
    annotator.select("the plan to send troops")
    annotator.press("P")
    annotator.select("the proposal")
    annotator.press("Shift+P")
    assert referents(annotator) == ["the plan to send troops"]


def test_shift_and_a_label_key_on_a_span_give_it_the_referent_marked_last(annotator: Annotator):
    annotator.select("the plan to send troops")
    annotator.press("P")
    annotator.select("the proposal")
    annotator.press("P")
    assert len(referents(annotator)) == 2
    annotator.press("Shift+P")
    assert referents(annotator) == ["the plan to send troops"]


def test_plus_adds_a_fragment_and_minus_takes_words_out(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A")
    annotator.select("the plan to send")
    annotator.press("+")
    span = annotator.selected
    assert span is not None
    assert len(span.fragments) == 2
    annotator.select("the plan to send")
    annotator.press("-")
    assert annotator.marked == [("ACTOR", "Every ally")]


def test_delete_removes_the_span_and_undo_selects_it_again(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A", "Delete")
    assert annotator.marked == []
    assert annotator.selected is None
    annotator.press("Ctrl+Z")
    assert annotator.selected is not None
    assert annotator.selected.quote == "Every ally"


def test_marking_does_not_scroll(annotator: Annotator):
    view = annotator.page.view
    annotator.page.resize(700, 340)
    annotator.select("the proposal")
    view.verticalScrollBar().setValue(3)
    annotator.press("P")
    assert view.verticalScrollBar().value() == 3


def test_letters_are_letters_outside_the_text(annotator: Annotator):
    annotator.select("France", start=0)
    annotator.press("Ctrl+L")
    annotator.type("apr")
    assert annotator.marked == []


def test_without_words_a_label_key_says_what_to_do(annotator: Annotator, qtbot):
    annotator.page.view.set_caret(len(annotator.body))
    with qtbot.waitSignal(annotator.page.desk.said) as said:
        annotator.press("A")
    assert "Select some words" in said.args[0]


def test_fragments_with_only_white_space_between_become_one():
    body = "one two  three"
    assert joined(body, (Fragment(4, 7), Fragment(0, 3))) == (Fragment(0, 7),)
    assert joined(body, (Fragment(0, 3), Fragment(9, 14))) == (Fragment(0, 3), Fragment(9, 14))


def test_what_is_left_of_fragments_has_no_white_space_at_its_edges():
    body = "one two three"
    assert without(body, (Fragment(0, 13),), Fragment(4, 7)) == (Fragment(0, 3), Fragment(8, 13))
    assert without(body, (Fragment(0, 3),), Fragment(0, 3)) == ()
