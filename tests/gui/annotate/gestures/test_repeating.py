from __future__ import annotations

from PySide6.QtWidgets import QApplication

from db.model import Fragment, LayerId, Span, SpanId
from gui.annotate.same_places import same_places
from tests.journeys.annotator import Annotator


def span(body: str, words: str, label: str = "ACTOR") -> Span:
    start = body.index(words)
    return Span(
        id=SpanId(words),
        layer=LayerId("l"),
        label=label,
        fragments=(Fragment(start, start + len(words)),),
        quote=words,
    )


def found(body: str, words: str, *others: Span) -> list[int]:
    model = span(body, words)
    return [place.extent.start for place in same_places(body, model, (model, *others))]


def test_all_the_same_mentions_are_marked_after_a_preview(annotator: Annotator):
    annotator.select("Poland")
    annotator.press("A", "Ctrl+Shift+A")
    assert annotator.marked == [("ACTOR", "Poland")], "nothing is marked before it was shown"
    annotator.press("Return")
    assert annotator.marked == [("ACTOR", "Poland")] * 2
    assert QApplication.focusWidget() is annotator.page.view
    annotator.press("Ctrl+Z")
    assert annotator.marked == [("ACTOR", "Poland")]


def test_escape_marks_nothing(annotator: Annotator):
    annotator.select("France", start=0)
    annotator.press("A", "Ctrl+Shift+A", "Escape")
    assert annotator.marked == [("ACTOR", "France")]


def test_space_unticks_a_place(annotator: Annotator):
    annotator.select("troops")
    annotator.press("A", "Ctrl+Shift+A", "Space", "Return")
    assert annotator.marked == [("ACTOR", "troops")]


def test_words_that_stand_nowhere_else_are_said_to(annotator: Annotator, qtbot):
    annotator.select("Every ally")
    annotator.press("A")
    with qtbot.waitSignal(annotator.page.desk.said):
        annotator.press("Ctrl+Shift+A")


def test_whole_words_count_and_case_does_not():
    body = "The plan. Planning the plan, the PLAN and the plans"
    assert found(body, "plan") == [22 + 1, 33]


def test_what_is_marked_already_is_left_out():
    body = "Spain, Spain and Spain"
    second = Span(
        id=SpanId("2"),
        layer=LayerId("l"),
        label="ACTOR",
        fragments=(Fragment(7, 12),),
        quote="Spain",
    )
    assert found(body, "Spain", second) == [17]


def test_a_place_inside_a_longer_span_of_the_label_is_less_likely():
    body = "NATO, half of the NATO nations, and NATO"
    model, longer = span(body, "NATO"), span(body, "half of the NATO nations")
    places = same_places(body, model, (model, longer))
    assert [place.is_likely for place in places] == [False, True]


def test_words_of_a_script_without_spaces_are_found_inside_the_line():
    body = "日本は提案を拒否した。日本の首相。"
    assert found(body, "日本") == [11]
