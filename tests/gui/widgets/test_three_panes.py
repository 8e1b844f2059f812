from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.settings import Settings
from gui.widgets.three_panes import ThreePanes, shares


def test_a_wide_window_has_the_measures_of_the_design():
    assert shares(1440, 1.0) == (272, 764, 404)


def test_where_room_is_short_the_sides_give_way_to_the_text():
    left, text, right = shares(1024, 1.0)
    assert text > 1024 - 272 - 404
    assert left >= 200
    assert right >= 300


def test_at_last_the_articles_go():
    left, text, right = shares(1024, 1.75)
    assert left == 0
    assert text + right == 1024


@pytest.mark.parametrize("width", [320, 700, 1024, 1440, 3000])
@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.75, 2.5])
def test_the_parts_make_up_the_whole_or_the_text_has_nothing(width: int, zoom: float):
    left, text, right = shares(width, zoom)
    assert text >= 0
    assert text == 0 or left + text + right == pytest.approx(width, abs=2)


def test_without_cards_the_text_has_their_room():
    assert shares(1440, 1.0, has_right=False) == (272, 1168, 0)


def test_a_list_that_somebody_asks_for_is_shown_however_large_the_letters_are(
    qtbot: QtBot, tmp_path: Path
):
    settings = Settings(tmp_path / "settings.ini")
    settings.zoom = 300
    left = QLineEdit()
    panes = ThreePanes(left, QWidget(), QWidget(), settings, name="page")
    qtbot.addWidget(panes)
    panes.resize(1024, 600)
    panes.show()
    assert not left.isVisible()
    panes.show_left(is_shown=True)
    assert left.isVisible()
    panes.resize(1000, 600)
    assert left.isVisible()
    panes.toggle_left()
    assert not left.isVisible()
