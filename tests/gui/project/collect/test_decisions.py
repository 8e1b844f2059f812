from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from db.operations import referents
from db.operations.spans import NewReferent
from db.queries import forks, offers
from tests.builders import Desk
from tests.gui.project.office import button, buttons, part, said

COPIES = "Both copies side by side"
LIST = "Articles that were edited in two copies"


@pytest.fixture
def forked(table):
    """Two copies came in: one has Germany, the other, later one Poland."""
    table.collect(*table.forked())
    return table


def press_key(table, name, key):
    shown = part(table.section, QTableView, name)
    # The window of the work that has ended was the active one, and shortcuts ask for that.
    table.section.activateWindow()
    table.office.bot.waitUntil(table.section.isActiveWindow)
    shown.setFocus()
    QTest.keyClick(shown, key)
    table.settle()


def test_without_copies_and_pairs_nothing_is_asked(table):
    table.collect(table.returned(0))
    assert "Edited in two copies" not in said(table.section)
    assert "Referents that may be one" not in said(table.section)


def test_copies_are_shown_side_by_side_with_words_for_what_differs(forked):
    assert "Edited in two copies" in said(forked.section)
    assert any("1 article was edited in two copies" in each for each in said(forked.section))
    ((_title, who, _edited, state),) = forked.rows(LIST)
    assert (who, state) == ("annotator number 1", "to decide")
    assert forked.rows(COPIES) == [
        ("only on the right", "—", "Actor “Germany”"),
        ("only on the left", "Actor “Poland”", "—"),
    ]
    forked.press("All 3")
    assert ("the same", "Actor “France”", "Actor “France”") in forked.rows(COPIES)
    head = part(forked.section, QTableView, COPIES).model()
    assert head.headerData(1, Qt.Orientation.Horizontal) == "Counts now: 2 spans, 0 links, finished"


def test_the_copy_that_counts_is_kept_with_a_key(forked):
    press_key(forked, LIST, Qt.Key.Key_1)
    assert forked.quotes(0) == ["France", "Poland"]
    assert forked.rows(LIST) == []
    assert not any(each.is_open for each in forks.every(forked.team.project))


def test_the_other_copy_is_put_in_its_place_and_undo_brings_the_question_back(forked):
    press_key(forked, COPIES, Qt.Key.Key_2)
    assert forked.quotes(0) == ["France", "Germany"]
    forked.office.session.undo()
    forked.settle()
    assert forked.quotes(0) == ["France", "Poland"]
    assert len(forked.rows(LIST)) == 1


def test_a_decision_can_be_made_again(forked):
    forked.press("Keep the one that counts now")
    assert "Decide again" not in buttons(forked.section)
    button(forked.section.decisions.forks, "All 1").click()
    forked.settle()
    assert forked.rows(LIST)[0][-1] == "decided"
    forked.press("Decide again")
    assert forked.rows(LIST)[0][-1] == "to decide"


@pytest.fixture
def asked(table):
    """Three names that are like one which the lead has."""
    table.team.project.connection.execute("DELETE FROM referent WHERE label = 'ACTOR'")
    desk = Desk(table.team.project, table.team.lead, table.team.articles[1])
    desk.mark("ACTOR", "Spain", referent=NewReferent(name="Zembla"))
    path = table.team.pack(table.team.people[0])
    for words, called in (
        ("France", "Zemblo"),
        ("Germany", "Kingdom of Zembla"),
        ("Poland", "Zembl"),
    ):
        table.mark(path, 0, words, called=called)
    table.collect(table.team.send_back(path, table.team.people[0]))
    return table


def named(table):
    rows = table.team.project.connection.execute(
        "SELECT name FROM referent WHERE label = 'ACTOR' ORDER BY name"
    )
    return [row[0] for row in rows]


def press_answer(table, key):
    card = table.section.decisions.offers
    card.same.setFocus()
    QTest.keyClick(card.same, key)
    table.settle()


def test_a_pair_is_shown_with_what_speaks_for_it(asked):
    shown = said(asked.section.decisions.offers)
    assert "1 of 3" in shown
    assert "Actor · The names are one letter apart." in shown
    assert "Zembla" in shown
    assert any("1 mention in 1 article" in each for each in shown)
    assert any("[Poland]" in each or "[France]" in each for each in shown)


def test_same_merges_and_goes_on(asked):
    press_answer(asked, Qt.Key.Key_S)
    assert len(named(asked)) == 3
    assert "1 of 2" in said(asked.section.decisions.offers)
    asked.office.session.undo()
    asked.settle()
    assert len(named(asked)) == 4
    assert any(each.endswith(" of 3") for each in said(asked.section.decisions.offers))


def test_different_is_remembered(asked):
    for _ in range(3):
        press_answer(asked, Qt.Key.Key_D)
    assert len(named(asked)) == 4
    assert offers.every(asked.team.project) == ()
    assert not asked.section.decisions.offers.isVisible()


def test_the_arrows_leave_a_pair_for_later(asked):
    names = set()
    for place in ("1 of 3", "2 of 3", "3 of 3", "1 of 3"):
        shown = said(asked.section.decisions.offers)
        assert place in shown
        names.add(asked.section.decisions.offers.current.other.name)
        press_answer(asked, Qt.Key.Key_Right)
    assert len(names) == 3
    press_answer(asked, Qt.Key.Key_Left)
    assert "1 of 3" in said(asked.section.decisions.offers)
    assert len(named(asked)) == 4


def test_a_pair_that_was_settled_elsewhere_is_gone_from_the_card(asked):
    offer = asked.section.decisions.offers.current
    asked.office.session.run(referents.merge_referents, kept=offer.kept.id, merged=[offer.other.id])
    asked.settle()
    assert "1 of 2" in said(asked.section.decisions.offers)


def test_types_that_differ_are_said_to_speak_against_it(asked):
    offer = asked.section.decisions.offers.current
    for referent, kind in ((offer.kept, "state"), (offer.other, "person")):
        asked.office.session.run(
            referents.set_referent_attribute, referent=referent.id, name="type", value=kind
        )
    asked.settle()
    card = asked.section.decisions.offers
    while card.current.other.id != offer.other.id:
        press_answer(asked, Qt.Key.Key_Right)
    assert "Their types differ, which speaks against it." in said(card)
