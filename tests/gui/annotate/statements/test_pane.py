from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton

from gui.annotate.statements.card import StatementCard
from gui.annotate.statements.mention_line import MentionLine
from gui.widgets.chip import Chip
from tests.journeys.annotator import Annotator


@pytest.fixture
def linked(annotator: Annotator) -> Annotator:
    """With a proposal, a rejection of it by two allies, and the rejection selected."""
    annotator.select("the plan to send troops")
    annotator.press("P")
    annotator.select("rejected")
    annotator.press("R")
    for words, key in (("Every ally", "B"), ("Poland", "B"), ("the plan to send troops", "X")):
        annotator.select(words)
        annotator.press(key)
    return annotator


def card(annotator: Annotator, label: str = "REJECTION") -> StatementCard:
    QApplication.processEvents()
    return next(
        each
        for each in annotator.page.statements.cards
        if each.span_type.label == label and each.isVisible()
    )


def chips(card: StatementCard) -> list[str]:
    return [each.text() for each in card.findChildren(Chip) if not each.isHidden()]


def test_the_card_reads_like_the_sentence_it_encodes(linked: Annotator):
    assert sorted(chips(card(linked))) == ["Every ally", "Poland", "the plan to send troops"]


def test_a_chip_is_taken_away_with_delete_and_the_focus_stays_in_its_slot(linked: Annotator):
    linked.press("Return")
    chip = next(each for each in card(linked).findChildren(Chip) if each.text() == "Every ally")
    chip.setFocus()
    linked.press("Delete")
    assert "Every ally" not in chips(card(linked))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert card(linked).isAncestorOf(focus)


def test_a_chip_leads_to_its_span(linked: Annotator, qtbot):
    chip = next(each for each in card(linked).findChildren(Chip) if each.text() == "Poland")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert linked.selected is not None
    assert linked.selected.quote == "Poland"


def test_the_plus_arms_the_slot_and_goes_to_the_text(linked: Annotator, qtbot):
    plus = next(
        each
        for each in card(linked).findChildren(QToolButton)
        if each.accessibleName() == "Add to “Rejected by”"
    )
    qtbot.mouseClick(plus, Qt.MouseButton.LeftButton)
    assert linked.selection.armed is not None
    assert linked.selection.armed.role == "rejected_by"
    assert QApplication.focusWidget() is linked.page.view


def test_an_answer_is_chosen_on_the_card_by_its_first_letter(linked: Annotator):
    linked.press("Return")
    box = next(
        each for each in card(linked).findChildren(QComboBox) if each.accessibleName() == "Strength"
    )
    box.setFocus()
    linked.press("S")
    assert linked.selected is not None
    assert linked.selected.attributes["strength"] == "strong"
    assert QApplication.focusWidget() is box, "an update in place keeps the focus"


def test_a_card_is_updated_in_place(linked: Annotator):
    before = card(linked)
    linked.press("U", "S")
    assert card(linked) is before


def test_the_name_is_changed_on_the_card_with_f2(linked: Annotator):
    linked.press("Return", "F2")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    linked.type("The refusal")
    linked.press("Return")
    assert [each.name for each in linked.annotation.referents if each.label == "REJECTION"] == [
        "The refusal"
    ]
    assert QApplication.focusWidget() is linked.page.view


def test_escape_in_the_name_keeps_the_old_one(linked: Annotator):
    linked.press("Return", "F2")
    linked.type("The refusal")
    linked.press("Escape")
    assert "rejected" in [each.name for each in linked.annotation.referents]


def test_f2_in_the_text_does_not_open_the_name_on_the_card(linked: Annotator):
    linked.press("F2", "Escape")
    assert QApplication.focusWidget() is linked.page.view


def test_the_arrows_of_a_card_go_through_the_mentions(linked: Annotator, qtbot):
    linked.select("the proposal")
    linked.press("Shift+P")
    line = card(linked, "PROPOSAL").findChild(MentionLine)
    assert line is not None
    before = linked.selected
    line.wanted.emit(1)
    QApplication.processEvents()
    assert linked.selected != before
    line.wanted.emit(-1)
    QApplication.processEvents()
    assert linked.selected == before


def test_the_tab_counts_the_statements(linked: Annotator):
    assert linked.page.statements.tab_title == "Statements 2"


def test_a_pane_that_is_hidden_reads_when_it_is_shown(linked: Annotator):
    linked.press("Ctrl+PgDown")
    linked.page.view.setFocus()
    linked.select("the proposal")
    linked.press("P")
    linked.press("Ctrl+PgUp")
    QApplication.processEvents()
    assert len(linked.page.statements.cards) == 3


def test_an_empty_pane_says_how_to_begin(annotator: Annotator):
    assert annotator.page.statements.cards == ()
    assert annotator.page.statements.tab_title == "Statements"


def test_a_card_that_is_put_away_takes_the_focus_into_none_of_its_fields(linked: Annotator):
    linked.press("Return")
    chip = next(each for each in card(linked).findChildren(Chip) if each.text() == "Every ally")
    chip.setFocus()
    put_away = card(linked)
    put_away.hide()
    focus = QApplication.focusWidget()
    assert focus is None or focus.isVisible()
    assert not put_away.isAncestorOf(focus or linked.page)
