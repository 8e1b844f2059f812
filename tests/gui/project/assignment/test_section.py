from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QProgressBar, QToolButton

from db.model import LayerState
from db.operations import comments, layers
from db.queries import assignments as handed
from gui import ask
from gui.project.assignment.model import TITLE, WORDS
from gui.project.assignment.section import AssignmentSection
from gui.theme import DARK, LIGHT
from gui.widgets.chip import Chip
from gui.widgets.search_field import SearchField
from tests.gui.project.assignment.team import (
    FIRST,
    SECOND,
    THIRD,
    go_to,
    grid,
    hand_out,
    has,
    people,
    press,
    send_out,
    settle_on,
    work_on,
)
from tests.gui.project.office import answer, button, buttons, cells, click, part, said

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def section(office):
    return shown(office)


def shown(office):
    return office.show(AssignmentSection(office.session, LIGHT, office.settings, office.background))


def titles(section):
    return [row[TITLE] for row in cells(grid(section))]


def spoken(section, row, column):
    index = grid(section).model().index(row, column)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def heads(section):
    model = grid(section).model()
    return [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]


def selected(section):
    return grid(section).selected_cells()


def test_articles_stand_against_annotators(section):
    assert heads(section) == [
        "Article",
        "words",
        "annotator 1",
        "annotator 2",
        "annotator 3",
        "gold",
    ]
    assert titles(section)[:2] == ["Article 02", "Article 03"]
    assert cells(grid(section))[0][WORDS] == "2"
    assert "12 articles · 3 annotators" in said(section)


def test_every_cell_says_its_state_in_words(office):
    hand_out(office, range(4), 0)
    send_out(office, 0)
    hand_out(office, range(4, 5), 0)
    work_on(office, 1, 0, LayerState.OPEN)
    work_on(office, 2, 0, LayerState.DONE)
    work_on(office, 3, 0, LayerState.SKIPPED)
    settle_on(office, 2)
    section = shown(office)
    states = [spoken(section, row, FIRST) for row in range(6)]
    assert states == [
        "annotator 1: sent out · Article 02",
        "annotator 1: in progress · Article 03",
        "annotator 1: finished · Article 04",
        "annotator 1: finished · Article 05",
        "annotator 1: not started · Article 06",
        "annotator 1: not handed out · Article 07",
    ]
    assert spoken(section, 2, THIRD + 1) == "gold: settled · Article 04"
    assert spoken(section, 0, TITLE) == "Article 02 · 2 words"
    for sign in ("finished", "in progress", "not started", "sent out", "settled"):
        assert sign in said(section)


def test_pills_count_and_narrow_the_grid(office):
    hand_out(office, range(6), 0, 1)
    work_on(office, 0, 0, LayerState.DONE)
    work_on(office, 0, 1, LayerState.DONE)
    settle_on(office, 0)
    section = shown(office)
    click(section, "Unassigned 6")
    assert titles(section)[0] == "Article 08"
    click(section, "Waiting 5")
    assert titles(section)[0] == "Article 03"
    click(section, "Back 1")
    assert titles(section) == ["Article 02"]
    click(section, "Reviewed 1")
    assert titles(section) == ["Article 02"]
    click(section, "All 12")
    assert len(titles(section)) == 12


def test_words_narrow_the_grid_and_keys_lead_from_field_to_grid_and_back(section, office):
    field = section.findChild(SearchField)
    office.bot.keyClicks(field, "cle 1")
    office.bot.waitUntil(lambda: titles(section)[0] == "Article 10")
    press(field, Qt.Key.Key_Down)
    assert grid(section).hasFocus()
    press(grid(section), Qt.Key.Key_Up)
    assert field.hasFocus()
    office.bot.keyClicks(field, "x")
    office.bot.waitUntil(lambda: titles(section) == [])


def test_space_hands_a_cell_out_and_takes_it_back(section, office):
    keys = go_to(section, 2, SECOND)
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {2: {1}}
    assert spoken(section, 2, SECOND) == "annotator 2: not started · Article 04"
    assert selected(section) == ((2, SECOND),)
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {}


def test_shift_and_arrows_choose_a_block_that_is_handed_out_as_one_step(section, office):
    keys = go_to(section, 0, FIRST)
    press(keys, Qt.Key.Key_Right, SHIFT)
    press(keys, Qt.Key.Key_Down, SHIFT)
    press(keys, Qt.Key.Key_Down, SHIFT)
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {0: {0, 1}, 1: {0, 1}, 2: {0, 1}}
    assert office.names == ["assign articles"]
    office.session.undo()
    assert has(office) == {}
    assert spoken(section, 0, FIRST) == "annotator 1: not handed out · Article 02"


def test_a_block_in_which_something_is_free_is_filled_first(section, office):
    keys = go_to(section, 0, FIRST)
    press(keys, Qt.Key.Key_Space)
    press(keys, Qt.Key.Key_Down, SHIFT)
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {0: {0}, 1: {0}}
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {}


def test_a_digit_hands_the_selected_articles_to_the_annotator_of_that_number(section, office):
    keys = go_to(section, 3, TITLE)
    press(keys, Qt.Key.Key_Down, SHIFT)
    assert "2 articles selected" in said(section)
    press(keys, Qt.Key.Key_3)
    assert has(office) == {3: {2}, 4: {2}}
    press(keys, Qt.Key.Key_9)
    assert has(office) == {3: {2}, 4: {2}}


def test_control_a_chooses_all_articles_in_the_column(section, office):
    keys = go_to(section, 5, SECOND)
    press(keys, Qt.Key.Key_A, CONTROL)
    assert "12 articles selected" in said(section)
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {row: {1} for row in range(12)}


def test_delete_takes_back_what_is_free_and_says_what_stays_and_why(office):
    hand_out(office, range(2), 0, 1)
    work_on(office, 0, 0, LayerState.OPEN)
    send_out(office, 1)
    hand_out(office, range(2, 3), 0)
    section = shown(office)
    keys = go_to(section, 0, TITLE)
    press(keys, Qt.Key.Key_A, CONTROL)
    press(keys, Qt.Key.Key_Delete)
    assert has(office) == {0: {0, 1}, 1: {1}}
    assert "2 were taken back. The others stay: 1 is begun and 2 are sent out." in said(section)


def test_what_is_begun_stays_and_the_refusal_says_why(office):
    hand_out(office, range(1), 0)
    work_on(office, 0, 0, LayerState.OPEN)
    section = shown(office)
    press(go_to(section, 0, FIRST), Qt.Key.Key_Delete)
    assert "begun" in str(office.refusals[0])
    assert has(office) == {0: {0}}


def test_enter_opens_the_article(section, office):
    keys = go_to(section, 4, FIRST)
    with office.bot.waitSignal(section.article_wanted) as wanted:
        press(keys, Qt.Key.Key_Return)
    assert wanted.args == [office.articles[4], None]


def entries(menu):
    return {each.text().split("\t")[0]: each for each in menu.actions() if not each.isSeparator()}


def test_the_menu_hands_out_and_takes_back_what_is_selected(section, office):
    keys = go_to(section, 0, TITLE)
    press(keys, Qt.Key.Key_Down, SHIFT)
    menu = section._keys.menu()
    out = entries(menu)["Hand out to"].menu()
    entries(out)["Everybody"].trigger()
    assert has(office) == {0: {0, 1, 2}, 1: {0, 1, 2}}
    back = entries(section._keys.menu())["Take back from"].menu()
    entries(back)["annotator 2"].trigger()
    assert has(office) == {0: {0, 2}, 1: {0, 2}}


def test_the_menu_comes_up_by_button_and_by_space_on_a_title(section, office):
    keys = go_to(section, 0, TITLE)
    for open_it in (
        lambda: click(section, "Selected…"),
        lambda: press(keys, Qt.Key.Key_Space),
    ):
        open_it()
        menus = [each for each in keys.findChildren(QMenu) if each.isVisible()]
        assert len(menus) == 1
        menus[0].close()


def test_what_fits_the_filter_no_more_makes_room_for_the_next(section, office):
    click(section, "Unassigned 12")
    keys = go_to(section, 0, FIRST)
    press(keys, Qt.Key.Key_Space)
    assert titles(section)[0] == "Article 03"
    assert selected(section) == ((0, FIRST),)
    press(keys, Qt.Key.Key_Space)
    assert has(office) == {0: {0}, 1: {0}}


def test_the_pane_says_who_has_what(office):
    hand_out(office, range(4), 0)
    hand_out(office, range(2), 1)
    send_out(office, 1)
    work_on(office, 0, 0, LayerState.DONE)
    office.project.connection.execute("UPDATE layer SET active_seconds = 300")
    layers.set_flag(office.project, people(office)[0], article=office.articles[1], flag="why?")
    section = shown(office)
    words = said(section)
    assert "1 of 4 back" in words
    assert "4 not sent yet · 1 question open · 5 min an article" in words
    assert "package 1 not opened yet" in words
    assert "nothing handed out yet" in words
    bar = part(section, QProgressBar, "annotator 1: 1 of 4 back")
    assert bar.value() == bar.maximum() // 4


def more(section, name):
    return part(section, QToolButton, f"More about {name}").menu()


def test_one_annotators_articles_can_be_looked_at_alone(office):
    hand_out(office, range(3), 1)
    section = shown(office)
    entries(more(section, "annotator 2"))["Show only these articles"].trigger()
    office.settle()
    assert titles(section) == ["Article 02", "Article 03", "Article 04"]
    assert "All 3" in buttons(section)
    chip = part(section, Chip, "only annotator 2")
    press(chip, Qt.Key.Key_Delete)
    office.settle()
    assert len(titles(section)) == 12
    assert not chip.isVisible()


def test_people_are_added_and_renamed_here_too(section, office, monkeypatch):
    monkeypatch.setattr(ask, "text", answer("annotator 4"))
    click(section, "Add…")
    office.settle()
    assert heads(section)[-2] == "annotator 4"
    monkeypatch.setattr(ask, "text", answer("annotator B"))
    entries(more(section, "annotator 1"))["Rename…"].trigger()
    office.settle()
    assert heads(section)[2] == "annotator B"
    monkeypatch.setattr(ask, "text", answer(None))
    click(section, "Add…")
    assert len(handed.team(office.project)) == 4


def test_the_heading_says_how_articles_are_spread(office):
    hand_out(office, range(6), 0, 1)
    office.project.connection.execute(
        "UPDATE assignment SET purpose = 'common' WHERE article = ?", (office.articles[0],)
    )
    office.project.connection.execute(
        "UPDATE assignment SET purpose = 'calibration' WHERE article = ?", (office.articles[1],)
    )
    section = shown(office)
    lead = "12 articles · 3 annotators · 2 each, 1 common, 1 for calibration"
    assert lead in said(section)
    assert spoken(section, 0, TITLE) == "Article 02 · 2 words · everybody"
    assert spoken(section, 1, TITLE) == "Article 03 · 3 words · calibration"


def test_titles_stay_in_place_while_many_annotators_scroll(section, office, monkeypatch):
    for number in range(4, 20):
        monkeypatch.setattr(ask, "text", answer(f"annotator {number}"))
        click(section, "Add…")
        office.settle()
    keys = go_to(section, 0, FIRST)
    for _ in range(18):
        press(keys, Qt.Key.Key_Right)
    assert keys.horizontalScrollBar().value() > 0
    assert keys._titles.isVisible()
    assert keys._titles.columnWidth(TITLE) == keys.columnWidth(TITLE)
    for _ in range(18):
        press(keys, Qt.Key.Key_Left)
    # The first annotator is beside the titles, not behind them.
    assert keys.columnViewportPosition(FIRST) >= keys._titles.width()


def test_a_narrow_window_has_the_people_below_the_grid(section, office):
    section.resize(700, 600)
    office.settle()
    assert section._side.isHidden()
    assert "Who has what" in said(section)
    section.resize(1200, 860)
    office.settle()
    assert section._side.isVisible()
    assert "Who has what" in said(section)


def test_an_open_comment_counts_as_a_question(office):
    hand_out(office, range(1), 0)
    author, article = people(office)[0], office.articles[0]
    comments.add_comment(office.project, author, article=article, text="Is this one?")
    section = shown(office)
    assert any("1 question open" in each for each in said(section))


def test_other_colours_are_taken_everywhere(office):
    hand_out(office, range(2), 0)
    section = shown(office)
    section.set_theme(DARK)
    section.grab()
    assert button(section, "Plan…").isEnabled()


def test_without_articles_the_grid_says_what_to_do(office):
    for table in ("change", "operation", "article"):
        office.project.connection.execute(f'DELETE FROM "{table}"')
    section = shown(office)
    assert "Import some first" in grid(section)._when_empty
