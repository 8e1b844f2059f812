from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gui import theme
from gui.actions import COMMANDS, Command
from gui.theme import DARK, LIGHT
from gui.widgets.key_cap import KeyCap
from gui.widgets.key_overlay import KeyOverlay

ACTOR = Command(id="label.ACTOR", title="Actor", group="Marking", keys=("A", "1"), in_text=True)
SILENT = Command(id="silent", title="Without a key", group="View")


@pytest.fixture
def overlay(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = KeyOverlay((ACTOR, SILENT, *COMMANDS))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def test_every_command_with_a_key_is_shown(overlay):
    expected = {"Actor", *(command.title for command in COMMANDS if command.all_keys)}
    assert set(overlay.shown_titles) == expected
    assert overlay.shown_titles[0] == "Actor"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("overlap", ["Next of the overlapping spans"]),
        ("ctrl+shift+a", ["Mark all the same mentions"]),
        ("F1", ["Guidelines", "Handbook"]),
    ],
)
def test_a_title_or_a_key_finds_the_command(overlay, query, titles):
    overlay._field.setText(query)
    assert list(overlay.shown_titles) == titles


def test_nothing_found_is_said_and_clearing_brings_all_back(overlay):
    overlay._field.setText("no such thing")
    assert overlay.shown_titles == ()
    assert not overlay._nothing.isHidden()
    overlay._field.clear()
    assert len(overlay.shown_titles) > 40


@pytest.mark.parametrize(("width", "columns"), [(420, 1), (800, 2), (1200, 3), (1900, 4)])
def test_there_are_as_many_columns_as_fit(overlay, width, columns):
    overlay.resize(width, 700)
    assert overlay._columns == columns
    assert len(overlay.shown_titles) > 40


@pytest.mark.parametrize("zoom", [100, 175])
@pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=lambda each: each.name)
def test_no_key_is_cut_off(qapp, qtbot, chosen, zoom):
    theme.apply(qapp, chosen, zoom)
    overlay = KeyOverlay(COMMANDS)
    qtbot.addWidget(overlay)
    overlay.resize(1200, 800)
    overlay.show()
    for cap in overlay.findChildren(KeyCap):
        assert cap.width() >= cap.sizeHint().width()
        assert cap.height() >= cap.sizeHint().height()
        right = cap.mapTo(overlay._sheet, cap.rect().topRight()).x()
        assert right <= overlay._sheet.width()
    area = overlay.findChild(QScrollArea)
    assert overlay.width() == 1200
    assert overlay._sheet.width() <= area.viewport().width()


def test_the_overlay_opens_over_a_window_and_escape_closes_it(qapp, qtbot):
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    KeyOverlay.show_over(window, COMMANDS)
    overlay = QApplication.activeModalWidget()
    assert isinstance(overlay, KeyOverlay)
    with qtbot.waitSignal(overlay.destroyed):
        qtbot.keyClick(overlay._field, Qt.Key.Key_Escape)
