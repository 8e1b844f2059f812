"""Panes that are filled when they are seen, and parts one below the other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.widgets.late_contents import LateContents
from gui.widgets.scrolled_column import ScrolledColumn


@pytest.fixture
def pane(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_hidden_pane_is_filled_once_when_it_is_shown(pane):
    filled = []
    contents = LateContents(pane, lambda: filled.append(pane.isVisible()))
    contents.follow()
    contents.follow()
    assert filled == []
    pane.show()
    assert filled == [True]
    pane.hide()
    pane.show()
    assert filled == [True]


def test_a_pane_that_is_seen_follows_at_once(pane):
    filled = []
    contents = LateContents(pane, lambda: filled.append(pane.isVisible()))
    pane.show()
    contents.follow()
    assert filled == [True, True]


def test_what_a_hidden_pane_holds_can_be_wanted_all_the_same(pane):
    filled = []
    contents = LateContents(pane, lambda: filled.append(pane.isVisible()))
    contents.catch_up()
    contents.catch_up()
    assert filled == [False]
    contents.refresh()
    assert filled == [False, False]


def test_a_column_gives_its_parts_its_own_width(qtbot):
    column = ScrolledColumn("panel", QMargins(10, 0, 10, 0), spacing=4)
    qtbot.addWidget(column)
    part = QLabel("words " * 100)
    part.setWordWrap(True)
    column.column.addWidget(part)
    column.resize(300, 100)
    column.show()
    assert part.width() == column.viewport().width() - 20
    assert column.verticalScrollBar().maximum() > 0
    assert column.focusPolicy() is Qt.FocusPolicy.NoFocus
