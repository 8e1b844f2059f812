"""Strategies: proposed first, written as one step, taken back as one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QRadioButton

from db import doctor
from gui.review.strategies.dialog import StrategiesDialog
from tests.gui.review.lead import Lead

K = Qt.Key


@pytest.fixture
def dialog(lead: Lead) -> Iterator[StrategiesDialog]:
    lead.open()
    lead.press(K.Key_S)
    found = lead.page.findChild(StrategiesDialog)
    yield found
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def choose(dialog: StrategiesDialog, words: str) -> None:
    radio = next(each for each in dialog.findChildren(QRadioButton) if words in each.text())
    radio.click()


def listed(dialog: StrategiesDialog) -> list[tuple[str, str, str]]:
    items = [dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())]
    return [(each.text(0), each.text(1), each.text(2)) for each in items if each]


def test_nothing_is_written_before_the_list_was_seen(lead: Lead, dialog: StrategiesDialog) -> None:
    assert not dialog._settle.isEnabled()
    dialog.propose()
    lead.settle()
    assert listed(dialog) == [("Troops", "2", "2"), ("Truce", "1", "1")]
    assert lead.commits == []
    dialog.reject()


def test_what_is_ticked_is_settled_as_one_step_and_undone_as_one(
    lead: Lead, dialog: StrategiesDialog
) -> None:
    dialog.propose()
    lead.settle()
    item = dialog.tree.topLevelItem(1)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Unchecked)
    dialog.settle()
    lead.settle()
    assert lead.names == ["settle 2 places"]
    assert [len(lead.reviewed(number).settled) for number in (0, 1)] == [2, 0]
    assert "2 places settled" in lead.page._toast.text
    assert doctor.examine(lead.project) == ()
    lead.session.undo()
    assert lead.reviewed().settled == ()


def test_a_majority_settles_what_most_say_be_it_nothing(
    lead: Lead, dialog: StrategiesDialog
) -> None:
    choose(dialog, "What most say")
    dialog.propose()
    lead.settle()
    assert listed(dialog) == [("Troops", "3", "1"), ("Truce", "2", "0")]
    dialog.tree.expandAll()
    first = dialog.tree.topLevelItem(0)
    assert first is not None
    places = [first.child(at).text(0) for at in range(first.childCount())]
    assert "Rejection “rejected the plan”: nothing here" in places
    dialog.reject()


def test_one_annotator_can_be_trusted_in_the_open_article_alone(
    lead: Lead, dialog: StrategiesDialog
) -> None:
    choose(dialog, "What one annotator says")
    box = dialog.choice._person
    box.setCurrentIndex(box.findText("annotator 1"))
    choose(dialog, "in the article that is open")
    dialog.propose()
    lead.settle()
    assert listed(dialog) == [("Troops", "4", "0")]
    dialog.settle()
    lead.settle()
    assert ("PROPOSAL", "send troops") in lead.gold
    assert ("REJECTION", "rejected the plan") in lead.gold


def test_another_strategy_takes_the_list_away(lead: Lead, dialog: StrategiesDialog) -> None:
    dialog.propose()
    lead.settle()
    choose(dialog, "What most say")
    assert listed(dialog) == []
    assert not dialog._settle.isEnabled()
    dialog.reject()
