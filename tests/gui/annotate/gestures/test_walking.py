from __future__ import annotations

import pytest

from db.model import Fragment, LayerId, Span, SpanId
from gui.annotate.gestures.walking import moved_edge
from gui.text.snapping import Edge
from tests.journeys.annotator import Annotator


@pytest.fixture
def marked(annotator: Annotator) -> Annotator:
    """With three spans, of which one lies in another."""
    for words, key in (("the plan to send troops", "P"), ("troops", "A"), ("Poland", "A")):
        start = annotator.body.index("the plan") if words == "troops" else 0
        annotator.select(words, start=annotator.body.index(words, start))
        annotator.press(key)
    annotator.press("Escape")
    annotator.page.view.set_caret(0)
    return annotator


def quote(annotator: Annotator) -> str:
    return annotator.selected.quote if annotator.selected else ""


def test_tab_and_shift_tab_walk_through_the_spans_in_reading_order(marked: Annotator):
    seen = []
    for _ in range(4):
        marked.press("Tab")
        seen.append(quote(marked))
    assert seen == ["the plan to send troops", "troops", "Poland", "the plan to send troops"]
    marked.press("Shift+Tab")
    assert quote(marked) == "Poland"


def test_o_goes_through_the_spans_that_overlap(marked: Annotator):
    marked.press("Tab", "O")
    assert quote(marked) == "troops"
    marked.press("O")
    assert quote(marked) == "the plan to send troops"


def test_alt_arrows_move_the_end_by_a_word(marked: Annotator):
    marked.press("Tab", "Alt+Left")
    assert quote(marked) == "the plan to send"
    marked.press("Alt+Right")
    assert quote(marked) == "the plan to send troops"


def test_alt_shift_arrows_move_the_start_by_a_word(marked: Annotator):
    marked.press("Tab", "Alt+Shift+Right")
    assert quote(marked) == "plan to send troops"
    marked.press("Alt+Shift+Left", "Alt+Shift+Left")
    assert quote(marked) == "rejected the plan to send troops"


def test_with_ctrl_the_edges_move_by_a_character(marked: Annotator):
    marked.press("Tab", "Ctrl+Alt+Left")
    assert quote(marked) == "the plan to send troop"
    marked.press("Ctrl+Alt+Shift+Right")
    assert quote(marked) == "he plan to send troop"


def test_an_edge_does_not_run_into_the_next_fragment():
    body = "one two three four"
    span = Span(
        id=SpanId("s"),
        layer=LayerId("l"),
        label="ACTOR",
        fragments=(Fragment(0, 3), Fragment(8, 13)),
        quote=body[0:13],
    )
    moved = moved_edge(body, span, Edge.END, 1, is_exact=False)
    assert moved == (Fragment(0, 3), Fragment(8, 18))
    assert moved_edge(body, span, Edge.START, 1, is_exact=False) == span.fragments


def test_without_a_span_an_edge_key_says_what_to_do(annotator: Annotator, qtbot):
    with qtbot.waitSignal(annotator.page.desk.said):
        annotator.press("Alt+Left")
