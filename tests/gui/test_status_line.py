"""The line at the bottom of the window."""

from __future__ import annotations

import pytest

from gui.main_window.status_line import StatusLine
from gui.widgets.key_cap import KeyCap

HINTS = ((("A",), "actor"), (("P",), "proposal"), (("Ctrl", "K"), "search"))


@pytest.fixture
def line(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 30)
    line.show()
    return line


def shown_keys(line):
    return [cap.parts for cap in line.findChildren(KeyCap) if cap.isVisible()]


def test_new_hints_take_the_place_of_the_old_ones_at_once(line):
    line.show_facts(HINTS, "")
    line.show_facts(((("B",), "rejected by …"),), "Rejection · 488–513 · 25 characters")
    assert shown_keys(line) == [("B",)]


def test_hints_that_do_not_fit_are_left_out_from_the_end(line):
    line.resize(320, 30)
    line.show_facts(HINTS, "")
    assert shown_keys(line)
    assert len(shown_keys(line)) < len(HINTS)
    line.resize(900, 30)
    assert len(shown_keys(line)) == len(HINTS)


def test_a_step_that_could_not_be_written_is_said_until_one_is_saved(line):
    line.show_not_saved()
    assert line._saved.text() == "Not saved"
    line.show_saved()
    assert line._saved.text() == "✓ Saved"
