from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from gui import style_sheet, theme
from gui.resource_paths import resource
from gui.theme import LIGHT, THEMES


def filled(zoom: int = 100) -> str:
    return style_sheet.filled_style_sheet(theme._colour_names(LIGHT), zoom)


@pytest.mark.parametrize("zoom", [80, 100, 175, 300])
def test_nothing_is_left_to_fill_in(qapp, zoom):
    sheet = filled(zoom)
    assert "$" not in sheet
    assert re.search(r"\d(?:\.\d+)?sp\b", sheet) is None


def test_sizes_grow_with_the_zoom_and_hairlines_do_not(qapp):
    assert "font-size: 12px" in filled(100)
    assert "font-size: 24px" in filled(200)
    assert "border: 1px solid" in filled(200)


def test_an_unknown_name_is_an_error_and_no_silent_gap(qapp):
    names = theme._colour_names(LIGHT)
    del names["accent"]
    with pytest.raises(KeyError):
        style_sheet.filled_style_sheet(names, 100)


@pytest.mark.parametrize("chosen", THEMES.values(), ids=lambda each: each.name)
def test_the_marks_are_drawn_in_the_colours_of_their_theme(chosen):
    marks = sorted(resource("styles", chosen.name).glob("*.svg"))
    assert {mark.stem for mark in marks} == {"check", "dot", "down", "right", "some", "up"}
    for mark in marks:
        colours = re.findall(r"#[0-9a-f]{6}", mark.read_text(encoding="utf-8"))
        on_accent = mark.stem in ("check", "dot", "some")
        expected = chosen.on_accent if on_accent else chosen.muted
        assert [QColor(colour) for colour in colours] == [expected]


def test_every_mark_that_is_named_exists(qapp):
    for name in THEMES.values():
        sheet = style_sheet.filled_style_sheet(theme._colour_names(name), 100)
        for path in re.findall(r"url\(([^)]+)\)", sheet):
            assert resource("styles", name.name, path.rsplit("/", 1)[1]).is_file()


def test_a_role_shows_at_once_and_can_be_taken_away(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    plain = label.palette().color(label.foregroundRole())
    style_sheet.set_role(label, "muted")
    assert label.palette().color(label.foregroundRole()) == LIGHT.muted
    style_sheet.set_role(label, "muted", False)
    assert label.palette().color(label.foregroundRole()) == plain


@pytest.mark.parametrize("make", [QPushButton, QLineEdit])
def test_getting_the_focus_does_not_change_the_size(qapp, qtbot, make):
    theme.apply(qapp, LIGHT, 125)
    widget = make("words")
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    before = widget.sizeHint()
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    widget.style().polish(widget)
    assert widget.sizeHint() == before


@pytest.mark.parametrize("role", ["primary", "compact", "danger", "quiet", "pill"])
@pytest.mark.parametrize("zoom", [100, 175])
def test_words_on_buttons_are_not_cut(qapp, qtbot, role, zoom):
    theme.apply(qapp, LIGHT, zoom)
    button = QPushButton("Mark done and open the next")
    style_sheet.set_role(button, role)
    qtbot.addWidget(button)
    button.show()
    hint = button.sizeHint()
    assert hint.width() >= button.fontMetrics().horizontalAdvance(button.text())
    assert hint.height() >= button.fontMetrics().height()
