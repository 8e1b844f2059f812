from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.model import Absence
from db.queries import comments, schemes
from db.scheme.rules import problems
from gui.annotate.statements.contents import (
    CardContents,
    Statements,
    Surroundings,
    paragraph_of,
)
from gui.selection import ArmedSlot
from tests.builders import Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.project.close()


def cards(desk: Desk, **around: Any) -> list[CardContents]:
    scheme = schemes.current(desk.project)
    statements = Statements(
        desk.annotation,
        Surroundings(
            scheme=scheme,
            body=desk.body,
            problems=problems(scheme, desk.annotation),
            comments=comments.of_article(desk.project, desk.article),
            **around,
        ),
    )
    return [statements.card(key) for key in statements.keys]


def slot(card: CardContents, role: str) -> Any:
    return next(each for each in card.slots if each.role.name == role)


def test_mentions_of_one_referent_share_a_card(desk: Desk):
    first = desk.mark("PROPOSAL", "the plan to send troops")
    second = desk.mark("PROPOSAL", "The plan", referent=desk.referent_of(first))
    (card,) = cards(desk)
    assert card.mentions == (first, second)
    assert card.name == "the plan to send troops"
    assert card.shown == first
    assert card.position == 1


def test_the_card_shows_the_selected_mention_and_afterwards_keeps_it(desk: Desk):
    first = desk.mark("PROPOSAL", "the plan to send troops")
    second = desk.mark("PROPOSAL", "The plan", referent=desk.referent_of(first))
    (card,) = cards(desk, selected=second)
    assert (card.shown, card.is_selected, card.position) == (second, True, 2)
    (card,) = cards(desk, shown={card.key: second})
    assert (card.shown, card.is_selected) == (second, False)


def test_cards_stand_in_reading_order_and_actors_have_none(desk: Desk):
    desk.mark("REJECTION", "rejected")
    desk.mark("ACTOR", "France")
    desk.mark("PROPOSAL", "to send troops to the border")
    assert [card.span_type.label for card in cards(desk)] == ["PROPOSAL", "REJECTION"]


def test_a_slot_shows_the_referents_that_fill_it(desk: Desk):
    plan = desk.mark("PROPOSAL", "the plan to send troops")
    rejected = desk.mark("REJECTION", "rejected")
    germany = desk.mark("ACTOR", "Germany")
    desk.link(rejected, "rejects", plan)
    desk.link(rejected, "rejected_by", germany)
    card = next(each for each in cards(desk) if each.span_type.label == "REJECTION")
    assert [each.text for each in slot(card, "rejects").fillers] == ["the plan to send troops"]
    assert [each.text for each in slot(card, "rejected_by").fillers] == ["Germany"]


def test_a_statement_in_a_slot_shows_its_words_and_its_name(desk: Desk):
    plan = desk.mark("PROPOSAL", "the plan to send troops")
    later = desk.mark("PROPOSAL", "The plan", referent=desk.referent_of(plan))
    rejected = desk.mark("REJECTION", "rejected")
    desk.link(rejected, "rejects", later)
    card = next(each for each in cards(desk) if each.span_type.label == "REJECTION")
    (filler,) = slot(card, "rejects").fillers
    assert filler.text == "The plan → the plan to send troops"


def test_what_other_mentions_say_stands_there_once_and_is_not_own(desk: Desk):
    first = desk.mark("PROPOSAL", "the plan to send troops")
    second = desk.mark("PROPOSAL", "The plan", referent=desk.referent_of(first))
    france = desk.mark("ACTOR", "France")
    again = desk.mark("ACTOR", "France", nth=1)
    poland = desk.mark("ACTOR", "Poland")
    desk.link(first, "proposed_by", france)
    desk.link(second, "proposed_by", again)
    desk.link(second, "proposed_by", poland)
    (card,) = cards(desk)
    fillers = slot(card, "proposed_by").fillers
    assert [(each.text, each.is_own) for each in fillers] == [("France", True), ("Poland", False)]


def test_an_absence_reason_stands_in_its_slot(desk: Desk):
    rejected = desk.mark("REJECTION", "rejected")
    desk.leave_open(rejected, "rejects", Absence.OTHER_ARTICLE)
    (card,) = cards(desk)
    (filler,) = slot(card, "rejects").fillers
    assert (filler.text, filler.target) == ("other article", None)


def test_an_open_slot_says_what_it_needs_whichever_mention_is_shown(desk: Desk):
    first = desk.mark("REJECTION", "rejected")
    second = desk.mark("REJECTION", "never meant", referent=desk.referent_of(first))
    for selected in (first, second):
        (card,) = cards(desk, selected=selected)
        assert slot(card, "rejects").problem == "needs a proposal"
        assert slot(card, "reported_by").problem == ""


def test_a_slot_that_any_mention_fills_is_not_open(desk: Desk):
    plan = desk.mark("PROPOSAL", "the plan to send troops")
    first = desk.mark("REJECTION", "rejected")
    second = desk.mark("REJECTION", "never meant", referent=desk.referent_of(first))
    desk.link(second, "rejects", plan)
    card = next(each for each in cards(desk) if each.span_type.label == "REJECTION")
    assert slot(card, "rejects").problem == ""


def test_other_problems_stand_below(desk: Desk):
    plan = desk.mark("PROPOSAL", "the plan to send troops")
    rejected = desk.mark("REJECTION", "rejected")
    germany = desk.mark("ACTOR", "Germany")
    desk.link(plan, "proposed_by", germany)
    desk.link(rejected, "rejects", plan)
    desk.link(rejected, "rejected_by", germany)
    card = next(each for each in cards(desk) if each.span_type.label == "REJECTION")
    assert len(card.problems) == 1
    assert "Germany is also" in card.problems[0]


def test_an_armed_slot_is_marked(desk: Desk):
    rejected = desk.mark("REJECTION", "rejected")
    (card,) = cards(desk, selected=rejected, armed=ArmedSlot(rejected, "rejects"))
    assert [each.role.name for each in card.slots if each.is_armed] == ["rejects"]


def test_paragraphs_are_counted_without_blank_lines():
    body = "One.\n\n\n\nTwo.\nThree."
    assert paragraph_of(body, 0) == 1
    assert paragraph_of(body, body.index("Two")) == 2
    assert paragraph_of(body, body.index("Three") + 3) == 3
