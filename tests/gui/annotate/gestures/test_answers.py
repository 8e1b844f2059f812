from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.annotator import Annotator


@pytest.fixture
def proposal(annotator: Annotator) -> Annotator:
    """With a proposal marked and selected."""
    annotator.select("the plan to send troops")
    annotator.press("P")
    return annotator


def answers(annotator: Annotator) -> dict[str, object]:
    assert annotator.selected is not None
    return dict(annotator.selected.attributes)


def referent(annotator: Annotator) -> tuple[str, dict[str, object]]:
    assert annotator.selected is not None
    assert annotator.selected.referent is not None
    found = annotator.annotation.referent(annotator.selected.referent)
    assert found is not None
    return found.name, dict(found.attributes)


def test_an_attribute_key_and_a_letter_answer_a_question(proposal: Annotator):
    proposal.press("U", "R")
    assert answers(proposal)["status"] == "rejected"
    assert QApplication.focusWidget() is proposal.page.view


def test_a_digit_takes_the_option_at_its_place(proposal: Annotator):
    proposal.press("U", "1")
    assert answers(proposal)["status"] == "floated"


def test_shift_goes_on_to_the_next_question(proposal: Annotator):
    proposal.press("U", "Shift+R", "Shift+P", "C")
    assert answers(proposal) == {
        "status": "rejected",
        "certainty": "PR+",
        "modality": "conditional",
    }


def test_tab_goes_on_and_keeps_the_answer(proposal: Annotator):
    before = answers(proposal)
    proposal.press("U", "Tab", "P")
    assert answers(proposal) == {**before, "certainty": "PR+"}


def test_arrows_and_enter_choose_as_well(proposal: Annotator):
    proposal.press("U", "Home", "Return")
    assert answers(proposal)["status"] == "floated"


def test_delete_takes_an_answer_away(proposal: Annotator):
    proposal.press("U", "Delete")
    assert "status" not in answers(proposal)


def test_escape_leaves_the_answer_and_goes_back_to_the_text(proposal: Annotator):
    before = answers(proposal)
    proposal.press("U", "Escape")
    assert answers(proposal) == before
    assert QApplication.focusWidget() is proposal.page.view
    assert proposal.selected is not None


def test_keys_of_the_text_do_nothing_while_a_question_is_open(proposal: Annotator):
    proposal.press("U", "Z")
    assert len(proposal.annotation.spans) == 1
    assert QApplication.focusWidget() is not proposal.page.view


def test_f2_renames_the_referent(proposal: Annotator):
    proposal.press("F2")
    proposal.type("Send troops")
    proposal.press("Return")
    assert referent(proposal)[0] == "Send troops"


def test_tab_in_the_name_goes_on_to_the_first_question(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A", "F2")
    annotator.type("The allies")
    annotator.press("Tab", "R")
    assert referent(annotator) == ("The allies", {"type": "group"})


def test_a_question_about_a_referent_offers_referents(annotator: Annotator):
    annotator.select("France", start=0)
    annotator.press("A")
    france = annotator.selected
    annotator.select("Anne Moreau")
    annotator.press("A", "Y", "Shift+P")
    annotator.type("Fran")
    annotator.press("Return")
    assert france is not None
    assert referent(annotator) == (
        "Anne Moreau",
        {"type": "person", "affiliation": france.referent},
    )


def test_m_offers_the_referents_of_the_article_first_and_enter_takes_the_likeliest(
    proposal: Annotator,
):
    proposal.select("the proposal")
    proposal.press("P", "M", "Return")
    assert referent(proposal)[0] == "the plan to send troops"
    assert len(proposal.annotation.referents) == 1


def test_m_finds_referents_of_the_register(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A", "M")
    annotator.type("poland")
    annotator.press("Return")
    assert referent(annotator) == ("Poland", {"type": "state"})


def test_a_name_that_nothing_has_makes_a_new_referent(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A", "M")
    annotator.type("All of the allies")
    annotator.press("Return")
    assert referent(annotator)[0] == "All of the allies"
    assert len(annotator.annotation.referents) == 1


def test_shift_m_gives_a_span_a_referent_of_its_own(annotator: Annotator):
    for start in (0, annotator.body.index("France, was")):
        annotator.select("France", start=start)
        annotator.press("A")
    assert len(annotator.annotation.referents) == 1
    annotator.press("Shift+M")
    assert len(annotator.annotation.referents) == 2


@pytest.mark.parametrize("key", ["M", "F2", "Shift+M"])
def test_without_a_span_there_is_nothing_to_ask_about(annotator: Annotator, qtbot, key: str):
    with qtbot.waitSignal(annotator.page.desk.said):
        annotator.press(key)
