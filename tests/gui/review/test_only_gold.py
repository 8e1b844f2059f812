"""What stands in gold and was marked by nobody: seen, listed, told from units, and taken out."""

from __future__ import annotations

from PySide6.QtCore import Qt

from db.model import Changes, SpanId
from db.operations import spans
from db.queries import annotators
from db.review.decisions import Source
from db.review.model import Unit
from db.scheme.model import LineStyle
from tests.builders import Desk
from tests.gui.project.office import said
from tests.gui.review.lead import Lead

K = Qt.Key


def gold_desk(lead: Lead) -> Desk:
    return Desk(lead.project, annotators.gold(lead.project), lead.articles[0])


def added(lead: Lead) -> Unit:
    """Let the lead mark "border" in gold, and look at it in the review."""
    lead.open()
    desk = gold_desk(lead)
    desk.mark("ACTOR", "the border")
    reread(lead)
    return lead.go_to("the border")


def reread(lead: Lead) -> None:
    """Tell the page what was done behind its back."""
    lead.session.announce(
        Changes(name="edit", tables=frozenset({"span"}), articles=frozenset(lead.articles))
    )
    lead.settle()


def test_it_is_drawn_with_a_line_of_its_own_and_the_heading_says_what_that_means(
    lead: Lead,
) -> None:
    unit = added(lead)
    drawn = next(each for each in lead.page.view.spans if each.id == unit.id)
    assert (drawn.line, drawn.badge) == (LineStyle.WAVY, "+")
    assert lead.page.view.body[drawn.start : drawn.end] == "the border"
    others = {each.colour.name() for each in lead.page.view.spans if each.id != unit.id}
    assert drawn.colour.name() not in others


def test_it_stands_among_the_units_in_reading_order_as_edited(lead: Lead) -> None:
    unit = added(lead)
    found = lead.reviewed()
    assert [each.id for each in found.only_gold] == [unit.id]
    starts = [each.start for each in found.places]
    assert starts == sorted(starts)
    standing = found.standing(unit)
    assert standing.decision is not None
    assert standing.decision.source is Source.EDITED
    assert unit not in lead.page.current.to_decide
    assert "only in gold: no annotator marked it" in said(lead.page.decide)
    assert lead.page.decide.cards == ()


def test_what_a_decision_wrote_is_no_such_span_also_after_an_edit(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    assert lead.reviewed().only_gold == ()


def test_nothing_takes_it_out_of_gold_and_undo_brings_it_back(lead: Lead) -> None:
    added(lead)
    before = lead.gold
    lead.press(K.Key_0)
    assert lead.gold == []
    assert lead.page.current.unit is not None
    lead.press_with_ctrl(K.Key_Z)
    assert lead.gold == before
    assert lead.page.current.unit == lead.unit("the border")


def test_enter_goes_on_and_a_digit_says_why_it_does_nothing(lead: Lead) -> None:
    added(lead)
    lead.press(K.Key_1)
    assert lead.gold == [("ACTOR", "the border")]
    assert lead.reviewed().settled == ()
    lead.press(K.Key_Return)
    assert lead.page.current.unit in lead.page.current.to_decide


def test_it_is_edited_where_it_stands(lead: Lead) -> None:
    unit = added(lead)
    wanted: list[tuple[object, ...]] = []
    lead.page.edit_wanted.connect(lambda *place: wanted.append(place))
    lead.press(K.Key_E)
    assert wanted == [(lead.articles[0], SpanId(unit.id), unit.id)]


def test_a_settled_unit_is_drawn_as_it_was_edited(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    desk = gold_desk(lead)
    [span] = desk.annotation.spans
    spans.set_fragments(
        lead.project,
        desk.author,
        article=desk.article,
        span=span.id,
        fragments=[desk.place("send troops to the border")],
    )
    reread(lead)
    unit = lead.unit("send troops")
    drawn = next(each for each in lead.page.view.spans if each.id == unit.id)
    assert lead.page.view.body[drawn.start : drawn.end] == "send troops to the border"
