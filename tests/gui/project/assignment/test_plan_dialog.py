from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox

from db.model import Purpose
from db.queries import assignment_loads, assignment_wishes
from gui.project.assignment import plan_dialog
from gui.project.assignment.heat_table import HeatTable
from gui.project.assignment.load_table import Column, LoadTable
from gui.project.assignment.model import TITLE
from gui.project.assignment.plan_dialog import PlanDialog
from gui.project.assignment.section import AssignmentSection
from gui.theme import LIGHT
from tests.gui.project.assignment.team import go_to, hand_out, has, people, press, send_out
from tests.gui.project.office import button, buttons, cells, click, part, said

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def section(office):
    made = office.show(AssignmentSection(office.session, LIGHT, office.settings, office.background))
    yield made
    for each in made.findChildren(PlanDialog):
        each.close()


@pytest.fixture
def dialog(section, office):
    return opened(section, office)


def opened(section, office):
    click(section, "Plan…")
    found = section.findChild(PlanDialog)
    office.bot.waitUntil(lambda: found._plan is not None)
    office.settle()
    return found


def wish(dialog, office, name, value):
    """Fill in a field, and wait for what would come of it."""
    before = dialog._plan
    kind = {int: QSpinBox, str: QComboBox, bool: QCheckBox}[type(value)]
    field = part(dialog, kind, name)
    if isinstance(value, bool):
        field.setChecked(value)
    elif isinstance(value, int):
        field.setValue(value)
    else:
        field.setCurrentIndex(field.findText(value, Qt.MatchFlag.MatchStartsWith))
    office.bot.waitUntil(lambda: dialog._plan is not None and dialog._plan is not before)
    office.settle()


def loads(dialog):
    return {row[0]: tuple(row[1:]) for row in cells(dialog.findChild(LoadTable))}


def test_it_opens_with_a_plan_for_all_that_nobody_has(dialog):
    assert "12 articles go to 3 people." in said(dialog)
    assert {name: row[0] for name, row in loads(dialog).items()} == {
        "annotator 1": "8",
        "annotator 2": "8",
        "annotator 3": "8",
    }
    # Words are even, too, up to the longest article.
    words = [int(row[1]) for row in loads(dialog).values()]
    assert max(words) - min(words) <= 13
    assert part(dialog, QCheckBox, "annotator A takes part").isChecked() is False


def test_pairs_are_shown_with_how_often_they_meet(dialog):
    table = dialog.findChild(HeatTable)
    shown = cells(table)
    assert [row[0] for row in shown] == ["1  annotator 1", "2  annotator 2", "3  annotator 3"]
    assert sum(int(each) for row in shown for each in row[1:] if each) == 12
    spoken = table.model().index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("annotator 2 and annotator 1: ")
    table.grab()


def test_what_is_shown_is_assigned_as_one_step(dialog, section, office):
    click(dialog, "Make 24 assignments")
    office.settle()
    assert sum(map(len, has(office).values())) == 24
    assert office.names == ["assign articles"]
    assert "Unassigned 0" in buttons(section)
    office.session.undo()
    assert has(office) == {}


def test_a_large_plan_is_written_beside_the_window(dialog, section, office, monkeypatch):
    monkeypatch.setattr(plan_dialog, "_AT_ONCE", 3)
    click(dialog, "Make 24 assignments")
    office.settle()
    assert sum(map(len, has(office).values())) == 24
    assert "Unassigned 0" in buttons(section)


def test_common_and_calibration_articles_go_to_everybody(dialog, office):
    wish(dialog, office, "Articles for everybody", 2)
    wish(dialog, office, "Calibration articles", 3)
    summary = "12 articles go to 3 people. 3 come first, for calibration. 2 go to everybody."
    assert summary in said(dialog)
    dialog.assign()
    everybody = [row for row, who in has(office).items() if len(who) == 3]
    assert len(everybody) == 5


def test_articles_can_come_to_everybody_for_the_second_time(dialog, office):
    assert not part(dialog, QSpinBox, "Articles between the two times").isEnabled()
    assert dialog.findChild(LoadTable).isColumnHidden(Column.REPEATS)
    wish(dialog, office, "Articles that come twice", 2)
    assert any("6 come for the second time." in each for each in said(dialog)) is False
    assert any("come early enough" in each for each in said(dialog))
    wish(dialog, office, "Articles between the two times", 3)
    assert any("6 come for the second time." in each for each in said(dialog))
    assert not dialog.findChild(LoadTable).isColumnHidden(Column.REPEATS)
    assert {row[-1] for row in loads(dialog).values()} == {"2"}
    dialog.assign()
    assert sum(map(len, has(office).values())) == 24
    found = assignment_loads.loads(office.project)
    assert [(each.assigned, each.repeats) for each in found] == [(8, 2)] * 3
    office.session.undo()
    assert has(office) == {}
    assert [each.repeats for each in assignment_loads.loads(office.project)] == [0] * 3


def test_quotas_bound_what_people_get_and_what_is_missing_is_said(dialog, office):
    for name in ("annotator 1", "annotator 2", "annotator 3"):
        wish(dialog, office, f"Most articles of {name}", 4)
    assert [row[0] for row in loads(dialog).values()] == ["4", "4", "4"]
    assert any("nobody has room for more" in each for each in said(dialog))


def test_shares_divide_the_work(dialog, office):
    wish(dialog, office, "People an article", 1)
    wish(dialog, office, "What is to be equal", "articles")
    wish(dialog, office, "Share of annotator 1", 50)
    assert loads(dialog)["annotator 1"][0] == "6"


def test_nobody_left_is_said_and_nothing_can_be_assigned(dialog, office):
    for name in ("annotator 1", "annotator 2", "annotator 3"):
        wish(dialog, office, f"{name} takes part", False)
    assert "Nobody takes part. Tick at least one person." in said(dialog)
    assert not button(dialog, "Assign").isEnabled()
    assert not part(dialog, QSpinBox, "Share of annotator 1").isEnabled()


def test_fewer_people_than_wished_for_is_said(dialog, office):
    wish(dialog, office, "annotator 3 takes part", False)
    wish(dialog, office, "People an article", 4)
    assert any("there are only 2" in each for each in said(dialog))


def test_a_shuffled_order_follows_the_seed(dialog, office):
    def queue():
        return [row.article for row in dialog._plan.rows]

    first = queue()
    wish(dialog, office, "Order of the queues", "shuffled")
    shuffled = queue()
    assert shuffled != first
    wish(dialog, office, "Seed", 2)
    assert queue() != shuffled
    wish(dialog, office, "Seed", 1)
    assert queue() == shuffled


def test_selected_articles_can_be_what_is_planned(section, office):
    keys = go_to(section, 3, TITLE)
    press(keys, Qt.Key.Key_Down, SHIFT)
    dialog = opened(section, office)
    wish(dialog, office, "Which articles", "the 2 selected")
    assert "2 articles go to 3 people." in said(dialog)
    dialog.assign()
    assert set(has(office)) == {3, 4}


def test_selected_articles_can_be_the_calibration(section, office):
    go_to(section, 3, TITLE)
    dialog = opened(section, office)
    before = dialog._plan
    click(dialog, "the 1 selected one")
    office.bot.waitUntil(lambda: dialog._plan is not None and dialog._plan is not before)
    assert not part(dialog, QSpinBox, "Calibration articles").isEnabled()
    assert dialog._plan.calibration == (office.articles[3],)
    dialog.assign()
    assert has(office)[3] == {0, 1, 2}
    purposes = {
        row[0]
        for row in office.project.connection.execute(
            "SELECT purpose FROM assignment WHERE article = ?", (office.articles[3],)
        )
    }
    assert purposes == {Purpose.CALIBRATION}


def test_what_the_filter_shows_can_be_what_is_planned(section, office):
    hand_out(office, range(2), 0)
    section.mark_stale()
    office.settle()
    click(section, "Waiting 2")
    dialog = opened(section, office)
    wish(dialog, office, "Which articles", "those that fit: waiting")
    assert "2 articles go to 2 people." in said(dialog)


def test_a_new_round_is_offered_once_something_was_sent(section, office):
    hand_out(office, range(2), 0)
    send_out(office, 0)
    dialog = opened(section, office)
    rounds = part(dialog, QComboBox, "Round")
    assert rounds.currentText() == "2, a new one"
    assert rounds.count() == 2
    dialog.assign()
    assert assignment_wishes.rounds(office.project) == (1, 2)


def test_a_plan_that_no_longer_holds_is_refused(dialog, office):
    hand_out(office, range(12), 0)
    dialog.assign()
    assert "The project has changed" in str(office.refusals[0])
    assert len(people(office)) == 3


def test_everything_can_be_reached_and_is_named(dialog):
    for kind in (QSpinBox, QComboBox, QCheckBox):
        for field in dialog.findChildren(kind):
            if field.isVisible():
                assert field.accessibleName() or field.text()
                assert field.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_escape_leaves_everything_as_it_was(dialog, office):
    press(dialog, Qt.Key.Key_Escape)
    assert has(office) == {}
    assert office.commits == []


def test_one_tick_is_for_everybody(dialog, office):
    before = dialog._plan
    click(dialog, "Everybody takes part")
    office.bot.waitUntil(lambda: dialog._plan is not None and dialog._plan is not before)
    assert part(dialog, QCheckBox, "annotator A takes part").isChecked()
    assert "12 articles go to 4 people." in said(dialog)
    click(dialog, "Everybody takes part")
    assert not part(dialog, QCheckBox, "annotator 1 takes part").isChecked()


def test_a_plan_is_made_with_keys_only(section, office):
    plan = button(section, "Plan…")
    plan.setFocus()
    press(plan, Qt.Key.Key_Space)
    dialog = section.findChild(PlanDialog)
    office.bot.waitUntil(lambda: dialog._plan is not None)
    for _ in range(2):
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
    common = dialog.focusWidget()
    assert common.accessibleName() == "Articles for everybody"
    press(common, Qt.Key.Key_Up)
    press(common, Qt.Key.Key_Up)
    office.bot.waitUntil(lambda: dialog._plan is not None and len(dialog._plan.common) == 2)
    press(common, Qt.Key.Key_Return)
    office.settle()
    assert section.findChild(PlanDialog) is None
    assert sorted(map(len, has(office).values())) == [2] * 10 + [3] * 2
    assert any("2 each, 2 common" in each for each in said(section))


def test_turning_away_while_it_is_worked_out_does_no_harm(section, office):
    click(section, "Plan…")
    press(section.findChild(PlanDialog), Qt.Key.Key_Escape)
    office.settle()
    assert section.findChild(PlanDialog) is None
    assert has(office) == {}
