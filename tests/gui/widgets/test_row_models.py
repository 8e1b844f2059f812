"""Models of rows that are replaced as a whole, and lists that show them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt

from gui.widgets.painting import one_line
from gui.widgets.quiet_list import TakingList
from gui.widgets.row_models import ROW, ListModel, TableModel

ROWS = (("France", 3), ("Poland", 1))


@pytest.fixture
def owner(qapp):
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def table(owner):
    made = TableModel(owner, ("Name", "Count"), lambda row, at: str(row[at]), numbers=(1,))
    made.show_rows(ROWS)
    return made


@pytest.fixture
def lines(owner):
    made = ListModel(owner, lambda row: f"{row[0]}, {row[1]}")
    made.show_rows(ROWS)
    return made


def test_both_follow_the_rules_of_qt_models(table, lines, qtmodeltester):
    qtmodeltester.check(table)
    qtmodeltester.check(lines)


def test_a_table_has_titles_over_words_and_numbers_at_the_end_of_both(table):
    side = Qt.ItemDataRole.TextAlignmentRole
    assert [table.index(0, at).data() for at in (0, 1)] == ["France", "3"]
    assert [table.headerData(at, Qt.Orientation.Horizontal) for at in (0, 1)] == ["Name", "Count"]
    assert table.index(0, 1).data(side) & Qt.AlignmentFlag.AlignTrailing
    assert table.headerData(1, Qt.Orientation.Horizontal, side) & Qt.AlignmentFlag.AlignTrailing
    assert table.index(0, 0).data(side) is None


def test_a_list_is_said_and_has_the_row_itself_for_whoever_draws_it(lines):
    index = lines.index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Poland, 1"
    assert index.data(ROW) == ROWS[1]


def test_enter_and_a_double_click_take_the_row(lines, qtbot):
    shown = TakingList("Countries")
    qtbot.addWidget(shown)
    shown.setModel(lines)
    taken = []
    shown.taken.connect(taken.append)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    shown.setCurrentIndex(lines.index(1, 0))
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    shown.doubleClicked.emit(lines.index(0, 0))
    assert taken == [ROWS[1], ROWS[0]]


def test_words_that_go_on_keep_their_space():
    assert one_line(" a\n b ") == "a b"
    assert one_line(" a\n b ", keep_start=True, keep_end=True) == " a b "
