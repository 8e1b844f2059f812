"""Settling units by keys: what comes into gold, what is looked at next, and undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from db import doctor
from db.model import Changes
from db.operations import spans
from db.queries import annotators
from db.review.decisions import Source
from db.review.standing import UnitState
from gui import ask
from tests.gui.review.lead import Lead

K = Qt.Key


def test_the_article_with_the_lowest_agreement_is_open_at_its_first_difference(lead: Lead) -> None:
    assert lead.page.current.article == lead.articles[0]
    assert lead.page.current.unit == lead.unit("send troops")


def test_a_digit_takes_a_version_and_goes_to_the_next_difference(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    number = lead.number_of("send troops", "send troops")
    lead.press(K(K.Key_0 + number))
    assert lead.gold == [("PROPOSAL", "send troops")]
    assert lead.page.current.unit == lead.unit("rejected the plan")
    [settled] = lead.reviewed().settled
    assert settled.author == lead.session.author
    assert settled.decision.source is Source.ADJUDICATED


@pytest.mark.parametrize(("key", "words"), [(K.Key_U, "to send troops"), (K.Key_I, "send troops")])
def test_union_and_intersection_take_all_words_or_the_shared_ones(
    lead: Lead, key: Qt.Key, words: str
) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(key)
    assert lead.gold == [("PROPOSAL", words)]


@pytest.mark.parametrize("key", [K.Key_0, K.Key_N])
def test_nothing_settles_a_unit_without_a_span(lead: Lead, key: Qt.Key) -> None:
    lead.open()
    unit = lead.go_to("rejected the plan")
    lead.press(key)
    assert lead.gold == []
    assert lead.reviewed().standings[unit.id].state is UnitState.SETTLED


def test_words_of_one_version_go_with_the_roles_of_another(lead: Lead) -> None:
    lead.open()
    lead.go_to("France")
    lead.press(K.Key_1)
    unit = lead.go_to("send troops")
    wanted = lead.number_of("send troops", "to send troops")
    linked = next(
        shown
        for shown, number in enumerate(lead.page.current.naming.order(unit), 1)
        if unit.variants[number - 1].quote == "send troops"
    )
    lead.press(K.Key_T)
    assert lead.page.decide.two.is_asking
    lead.press(K(K.Key_0 + wanted), K(K.Key_0 + linked))
    assert ("PROPOSAL", "to send troops") in lead.gold
    gold = lead.reviewed().gold
    assert gold is not None
    assert [link.role for link in gold.links] == ["proposed_by"]


def test_escape_gives_up_taking_from_two(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_T, K.Key_1, K.Key_Escape)
    assert not lead.page.decide.two.is_asking
    assert lead.gold == []


def test_enter_takes_the_version_with_the_outline(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.page.current.choose_candidate(2)
    lead.press(K.Key_Return)
    choice = lead.reviewed().settled[0].decision.choice
    assert choice is not None
    assert getattr(choice, "number", None) == 2


def test_the_outline_stays_on_its_version_when_the_article_is_read_again(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.page.current.choose_candidate(2)
    lead.session.announce(Changes(name="collect", is_large=True))
    assert lead.page.current.candidate == 2


def test_enter_only_goes_on_where_its_version_is_taken_already(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_2)
    lead.go_to("to send troops")
    before = len(lead.commits)
    lead.press(K.Key_Return)
    assert len(lead.commits) == before
    assert lead.page.current.unit == lead.unit("rejected the plan")


def test_a_version_that_is_not_there_is_refused_in_words(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_9)
    assert lead.gold == []
    assert "no version 9" in lead.page._toast.text


def test_all_that_nobody_differs_on_is_accepted_in_one_step_and_asked_once(
    lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []
    monkeypatch.setattr(ask, "confirm", lambda *said, **_more: questions.append(said) or True)
    lead.open()
    lead.press(K.Key_A)
    assert sorted(lead.gold) == [("ACTOR", "France"), ("ACTOR", "Germany")]
    assert lead.names[-1:] == ["settle 2 places"]
    lead.press_with_ctrl(K.Key_Z)
    assert lead.gold == []
    lead.press(K.Key_A)
    assert len(questions) == 1


def test_who_does_not_want_to_accept_changes_nothing(
    lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_said, **_more: False)
    lead.open()
    lead.press(K.Key_A)
    assert lead.gold == []


def test_undo_goes_back_to_the_unit_and_redo_settles_it_again(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_U)
    lead.press_with_ctrl(K.Key_Z)
    assert lead.gold == []
    assert lead.reviewed().settled == ()
    lead.press_with_ctrl(K.Key_Y)
    assert lead.gold == [("PROPOSAL", "to send troops")]
    assert lead.page.current.unit == lead.unit("send troops")


def test_delete_opens_a_settled_place_again(lead: Lead) -> None:
    lead.open()
    unit = lead.go_to("send troops")
    lead.press(K.Key_U)
    lead.go_to("send troops")
    lead.press(K.Key_Delete)
    assert lead.gold == []
    assert lead.page.current.standing(unit).state is UnitState.OPEN


def test_tab_walks_through_differences_and_arrows_through_all_units(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_Tab)
    assert lead.page.current.unit == lead.unit("rejected the plan")
    lead.press(K.Key_Tab)
    assert lead.page.current.unit == lead.unit("send troops")
    lead.press(K.Key_Left)
    assert lead.page.current.unit == lead.unit("France")
    lead.press(K.Key_Right, K.Key_Right)
    assert lead.page.current.unit == lead.unit("Germany")


def test_ctrl_enter_names_what_is_left_and_goes_there(lead: Lead) -> None:
    lead.open()
    lead.go_to("France")
    lead.press_with_ctrl(K.Key_Return)
    assert "2 places still to decide" in lead.page._toast.text
    assert lead.page.current.unit == lead.unit("send troops")
    assert not lead.reviewed().is_done


def test_ctrl_enter_accepts_the_rest_settles_the_article_and_opens_the_next(
    lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_said, **_more: True)
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1, K.Key_1)
    lead.press_with_ctrl(K.Key_Return)
    assert lead.reviewed().is_done
    assert lead.page.current.article == lead.articles[1]
    assert doctor.examine(lead.project) == ()


def test_what_changed_after_a_decision_is_a_difference_again_and_says_so(lead: Lead) -> None:
    lead.open()
    unit = lead.go_to("France")
    lead.press(K.Key_1)
    lead.go_to("send troops")
    lead.press(K.Key_1)
    lead.change_words(1, "to send troops", "send troops to the border")
    changed = lead.unit("send troops to the border")
    assert lead.page.current.standing(changed).state is UnitState.CHANGED
    assert lead.page.current.standing(unit).state is UnitState.SETTLED
    assert changed in lead.page.current.to_decide
    drawn = {each.id: each for each in lead.page.view.spans}
    assert drawn[changed.id].badge.startswith("!")
    lead.go_to("send troops to the border")
    assert "annotator 2 changed: boundary" in lead.page.decide.gold._news.text()


def test_who_works_as_gold_decides_as_the_lead(lead: Lead) -> None:
    lead.session.author = annotators.gold(lead.project)
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    assert lead.reviewed().settled[0].author == annotators.lead(lead.project)


def test_a_layer_that_changes_while_another_page_is_shown_is_read_when_the_page_comes_back(
    lead: Lead,
) -> None:
    lead.open()
    lead.page.hide()
    lead.change_words(0, "send troops", "send troops to the border")
    assert not any("border" in each.marked[0].quote for each in lead.page.current.units)
    lead.page.show()
    lead.settle()
    assert lead.unit("send troops to the border")


def test_editing_settles_the_unit_and_asks_for_gold_at_its_span(lead: Lead) -> None:
    wishes: list[tuple[object, ...]] = []
    lead.page.edit_wanted.connect(lambda *wish: wishes.append(wish))
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_E)
    [(article, span, _place)] = wishes
    assert article == lead.articles[0]
    gold = lead.reviewed().gold
    assert gold is not None
    assert [each.id for each in gold.spans] == [span]


def test_gold_that_was_edited_by_hand_says_so(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_I)
    gold = lead.reviewed().gold
    assert gold is not None
    desk = lead.desk(0)
    changes = spans.set_fragments(
        lead.project,
        annotators.gold(lead.project),
        article=lead.articles[0],
        span=gold.spans[0].id,
        fragments=[desk.place("troops to the border")],
    )
    lead.session.announce(changes)
    lead.go_to("send troops")
    assert "edited by hand" in lead.page.decide.gold._state.text()
