from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.model import SpanId
from db.queries import schemes
from gui.annotate.decorations import Drawing, Looks, candidates, draw, hints
from gui.selection import ArmedSlot
from gui.text.drawn import Emphasis
from gui.theme import DARK, LIGHT
from tests.builders import Desk, make_desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path):
    made = make_desk(tmp_path)
    yield made
    made.project.close()


@pytest.fixture
def marked(desk: Desk) -> dict[str, SpanId]:
    spans = {
        "plan": desk.mark("PROPOSAL", "the plan to send troops"),
        "rejected": desk.mark("REJECTION", "rejected"),
        "Germany": desk.mark("ACTOR", "Germany"),
        "Poland": desk.mark("ACTOR", "Poland"),
    }
    desk.link(spans["rejected"], "rejects", spans["plan"])
    return spans


def drawing(desk: Desk, selected: SpanId | None = None, armed: ArmedSlot | None = None) -> Drawing:
    scheme = schemes.current(desk.project)
    return draw(desk.annotation, scheme, Looks(scheme, LIGHT), selected, armed)


def emphases(desk: Desk, drawn: Drawing) -> dict[str, Emphasis]:
    quotes = {span.id: span.quote for span in desk.annotation.spans}
    return {quotes[each.id]: each.emphasis for each in drawn.spans}


def test_the_selected_statement_and_what_it_is_linked_to_stand_out(desk: Desk, marked):
    assert emphases(desk, drawing(desk, marked["rejected"])) == {
        "Germany": Emphasis.NONE,
        "rejected": Emphasis.SELECTED,
        "the plan to send troops": Emphasis.LINKED,
        "Poland": Emphasis.NONE,
    }


def test_from_a_filler_the_statements_that_it_fills_stand_out(desk: Desk, marked):
    assert emphases(desk, drawing(desk, marked["plan"]))["rejected"] is Emphasis.LINKED


def test_arcs_are_drawn_from_the_selected_statement_only(desk: Desk, marked):
    (arc,) = drawing(desk, marked["rejected"]).arcs
    assert (arc.source, arc.target, arc.title) == (marked["rejected"], marked["plan"], "rejects")
    assert drawing(desk, marked["plan"]).arcs == ()
    assert drawing(desk).arcs == ()


def test_an_armed_slot_shows_what_it_can_take_and_dims_the_rest(desk: Desk, marked):
    slot = ArmedSlot(marked["rejected"], "rejected_by")
    desk.link(marked["rejected"], "rejected_by", marked["Germany"])
    assert emphases(desk, drawing(desk, marked["rejected"], slot)) == {
        "Germany": Emphasis.LINKED,
        "rejected": Emphasis.SELECTED,
        "the plan to send troops": Emphasis.DIMMED,
        "Poland": Emphasis.CANDIDATE,
    }
    scheme = schemes.current(desk.project)
    assert [span.quote for span in candidates(desk.annotation, scheme, slot)] == ["Poland"]


def test_a_statement_can_not_fill_its_own_slot(desk: Desk):
    scheme = schemes.current(desk.project)
    plan = desk.mark("PROPOSAL", "the plan to send troops")
    other = desk.mark("PROPOSAL", "The plan")
    slot = ArmedSlot(plan, "proposed_by")
    assert candidates(desk.annotation, scheme, slot) == ()
    assert other != plan


def test_the_nearest_candidate_has_the_first_letter(desk: Desk, marked):
    drawn = drawing(desk, marked["rejected"], ArmedSlot(marked["rejected"], "rejected_by"))
    place = desk.place("rejected").start
    assert list(hints(drawn, place)) == [marked["Germany"], marked["Poland"]]


def test_a_span_that_did_not_change_is_drawn_by_the_same_value(desk: Desk, marked):
    scheme = schemes.current(desk.project)
    looks = Looks(scheme, LIGHT)
    first = draw(desk.annotation, scheme, looks, None)
    second = draw(desk.annotation, scheme, looks, marked["Poland"])
    same = [one is other for one, other in zip(first.spans, second.spans, strict=True)]
    assert same == [True, True, True, False]


def test_themes_have_their_own_colours_and_an_unknown_label_is_grey(desk: Desk):
    scheme = schemes.current(desk.project)
    light, dark = Looks(scheme, LIGHT), Looks(scheme, DARK)
    assert light.of("ACTOR").colour != dark.of("ACTOR").colour
    assert light.of("GONE").colour == LIGHT.muted
