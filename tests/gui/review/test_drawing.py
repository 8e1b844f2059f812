"""How units look in the text: by line style as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import Qt

from db.scheme.model import LineStyle
from gui.text.drawn import DrawnSpan, Emphasis
from tests.gui.review.lead import Lead

K = Qt.Key


def drawn(lead: Lead, words: str) -> DrawnSpan:
    unit = lead.unit(words)
    return next(each for each in lead.page.view.spans if each.id == unit.id)


def test_agreed_differing_and_single_units_have_lines_of_their_own(lead: Lead) -> None:
    lead.open()
    lines = {words: drawn(lead, words).line for words in ("France", "send troops")}
    assert lines == {"France": LineStyle.SINGLE, "send troops": LineStyle.DASHED}
    assert drawn(lead, "rejected the plan").line is LineStyle.DOTTED
    colours = {drawn(lead, each).colour.name() for each in ("France", "send troops")}
    assert len(colours | {drawn(lead, "rejected the plan").colour.name()}) == 3


def test_a_difference_has_its_number_and_a_settled_one_a_tick_without_a_ground(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    assert drawn(lead, "send troops").badge == "2"
    assert drawn(lead, "send troops").emphasis is Emphasis.SELECTED
    lead.press(K.Key_U)
    settled = drawn(lead, "send troops")
    assert settled.badge == "✓"
    assert settled.tint.alpha() == 0
    assert settled.line is LineStyle.DASHED
    assert drawn(lead, "France").badge == ""


def test_a_settled_unit_is_drawn_as_gold_has_it(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    before = drawn(lead, "send troops")
    assert lead.page.view.body[before.start : before.end] == "to send troops"
    lead.press(K.Key_I)
    after = drawn(lead, "send troops")
    assert lead.page.view.body[after.start : after.end] == "send troops"


def test_what_was_settled_as_nothing_is_hardly_seen(lead: Lead) -> None:
    lead.open()
    lead.go_to("rejected the plan")
    lead.press(K.Key_0)
    assert drawn(lead, "rejected the plan").emphasis is Emphasis.DIMMED


def test_a_click_on_a_unit_looks_at_it(lead: Lead) -> None:
    lead.open()
    unit = lead.unit("Germany")
    lead.page.view.span_clicked.emit(unit.id)
    lead.settle()
    assert lead.page.current.unit == unit


def test_units_that_stay_as_they_are_are_drawn_by_the_same_values(lead: Lead) -> None:
    lead.open()
    before = drawn(lead, "France")
    lead.go_to("send troops")
    lead.press(K.Key_1)
    assert drawn(lead, "France") is before
