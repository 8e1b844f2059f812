"""Why something was settled, and notes: kept with the decision, before or after it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QPushButton

from db.model import Changes
from db.operations import review as operations
from db.operations.review import Wish
from db.review.choices import TakeVersion
from db.review.decisions import Reason
from gui.rule_field import RuleField
from tests.gui.project.office import said
from tests.gui.review.lead import Lead

K = Qt.Key


def note(lead: Lead) -> QPlainTextEdit:
    return lead.page.decide.remark.findChild(QPlainTextEdit)


def addressee(lead: Lead) -> QComboBox:
    boxes = lead.page.decide.remark.findChildren(QComboBox)
    return next(each for each in boxes if not isinstance(each, RuleField))


def rule(lead: Lead) -> RuleField:
    return lead.page.decide.remark.findChild(RuleField)


def test_a_reason_chosen_by_keys_is_kept_with_the_decision(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_R, K.Key_Right, K.Key_Escape)
    assert lead.page.view.hasFocus()
    lead.press(K.Key_1)
    assert lead.reviewed().settled[0].reason is Reason.BOUNDARY


def test_a_note_for_an_annotator_and_the_wish_for_the_guidelines_are_kept_too(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    addressee(lead).setCurrentIndex(2)
    lead.press(K.Key_C)
    QTest.keyClicks(note(lead), "Leave it out.")
    lead.press(K.Key_Escape, K.Key_G, K.Key_1)
    [settled] = lead.reviewed().settled
    assert (settled.note, settled.addressee) == ("Leave it out.", lead.people[1])
    assert settled.is_guideline_gap


def test_letters_in_the_note_are_letters(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_C)
    QTest.keyClicks(note(lead), "unite 12")
    assert note(lead).toPlainText() == "unite 12"
    assert lead.gold == []


def test_what_was_typed_about_one_unit_stays_with_it(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_C)
    QTest.keyClicks(note(lead), "First.")
    lead.press(K.Key_Escape, K.Key_Tab)
    assert note(lead).toPlainText() == ""
    lead.press(K.Key_Tab)
    assert note(lead).toPlainText() == "First."


def test_a_remark_can_be_changed_after_the_decision_and_gold_stays(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    before = lead.gold
    lead.go_to("send troops")
    lead.press(K.Key_R, K.Key_Right, K.Key_Right, K.Key_Return)
    assert QApplication.focusWidget() is lead.page.view
    assert lead.reviewed().settled[0].reason is Reason.LABEL
    assert lead.gold == before
    lead.press_with_ctrl(K.Key_Z)
    assert lead.reviewed().settled[0].reason is None


def test_reasons_that_the_arrow_keys_only_pass_are_not_written(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    lead.go_to("send troops")
    before = len(lead.commits)
    lead.press(K.Key_R, K.Key_Right, K.Key_Right, K.Key_Right)
    assert len(lead.commits) == before
    lead.page.view.setFocus()
    lead.settle()
    assert lead.reviewed().settled[0].reason is Reason.REFERENT


def test_a_reading_does_not_take_the_arrow_keys_back_to_where_they_began(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_R, K.Key_Right, K.Key_Right)
    lead.session.announce(Changes(name="collect", is_large=True))
    lead.settle()
    assert lead.page.decide.remark.remark.reason is Reason.LABEL


def test_a_click_on_a_reason_is_kept_at_once(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    lead.go_to("send troops")
    slip = next(
        each for each in lead.page.decide.remark.findChildren(QPushButton) if each.text() == "Slip"
    )
    QTest.mouseClick(slip, Qt.MouseButton.LeftButton)
    assert lead.reviewed().settled[0].reason is Reason.SLIP


def test_a_note_that_is_being_typed_survives_a_change_from_elsewhere(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_C)
    QTest.keyClicks(note(lead), "Half a sen")
    lead.change_words(0, "rejected the plan", "the plan")
    assert note(lead).toPlainText() == "Half a sen"


def test_hidden_names_are_hidden_among_the_addressees_too(lead: Lead) -> None:
    lead.open()
    lead.press(K.Key_H)
    box = addressee(lead)
    assert [box.itemText(at) for at in range(1, box.count())] == ["A", "B", "C"]


def test_a_rule_is_found_by_its_number_and_kept_with_the_decision(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    QTest.keyClick(lead.page.view, K.Key_R, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(QApplication.focusWidget(), "3.1")
    lead.press(K.Key_Return)
    assert lead.page.view.hasFocus()
    assert rule(lead).currentText() == "rule 3.1 Proposals: Extent"
    lead.press(K.Key_1)
    assert lead.reviewed().settled[0].rule == "3.1 Proposals: Extent"
    lead.go_to("send troops")
    assert "Rule 3.1 Proposals: Extent" in said(lead.page.decide.gold)


def test_a_rule_named_after_the_decision_is_kept_and_undone(lead: Lead) -> None:
    lead.open()
    lead.go_to("send troops")
    lead.press(K.Key_1)
    lead.go_to("send troops")
    QTest.keyClick(lead.page.view, K.Key_R, Qt.KeyboardModifier.ShiftModifier)
    lead.press(K.Key_Return)
    assert lead.reviewed().settled[0].rule == "1 In what order"
    lead.press_with_ctrl(K.Key_Z)
    assert lead.reviewed().settled[0].rule is None


def test_a_rule_that_the_guidelines_no_longer_have_stays_named(lead: Lead) -> None:
    lead.open()
    unit = lead.go_to("send troops")
    wish = Wish(unit=unit.id, choice=TakeVersion(), rule="12 Gone")
    lead.session.run(operations.decide, article=lead.articles[0], wishes=[wish])
    lead.settle()
    assert rule(lead).rule == "12 Gone"


def test_without_rules_there_is_nothing_to_name(lead: Lead) -> None:
    lead.open()
    lead.page.decide.remark.set_rules(())
    assert rule(lead).isHidden()


def test_where_there_is_nothing_to_settle_the_keys_for_a_remark_leave_the_focus(lead: Lead) -> None:
    lead.open()
    lead.page.current.choose_unit(None)
    lead.settle()
    lead.press(K.Key_R, K.Key_C)
    assert lead.page.view.hasFocus()
