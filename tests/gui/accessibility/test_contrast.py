from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette

from db.scheme.looks import COLOURS
from db.scheme.model import SpanType
from gui import theme as themes
from gui.agreement.plots import inks
from gui.project.assignment import heat_table
from gui.text.reading_style import reading_palette
from gui.theme import SIGHTS, THEME_CHOICES, Theme

EVERY = [
    themes.theme_for(choice, sight)
    for choice in THEME_CHOICES
    if choice != "system"
    for sight in SIGHTS
]
EACH = pytest.mark.parametrize("theme", EVERY, ids=lambda each: f"{each.name}-{each.sight}")
INKS = ("text", "muted", "accent", "warning")
GROUNDS = ("window", "panel", "page", "card", "selection")


def span_type(light: str, dark: str) -> SpanType:
    return SpanType(label="LABEL", title="Label", key="L", light=light, dark=dark)


LABELS = [span_type(*pair) for pair in COLOURS]


def too_faint(theme: Theme, inks: tuple[str, ...], ratio: float) -> dict[tuple[str, str], float]:
    measured = {
        (ink, ground): themes.contrast(getattr(theme, ink), getattr(theme, ground))
        for ink, ground in itertools.product(inks, GROUNDS)
    }
    return {pair: round(found, 2) for pair, found in measured.items() if found < ratio}


def tinted(theme: Theme, *labels: SpanType) -> QColor:
    ground = theme.page
    for label in labels:
        tint = themes.label_tint(label, theme)
        ground = themes.blended(tint, ground, tint.alphaF())
    return ground


@EACH
def test_words_can_be_read_on_every_ground(theme):
    assert too_faint(theme, INKS, 7 if theme.is_strong else 4.5) == {}


@EACH
def test_shapes_rings_and_icons_stand_out_from_every_ground(theme):
    assert too_faint(theme, ("accent", "done", "warning", "muted"), 3) == {}


@EACH
def test_words_on_the_accent_can_be_read(theme):
    assert themes.contrast(theme.on_accent, theme.accent) >= 4.5


@EACH
def test_words_under_the_mouse_and_on_pressed_buttons_can_be_read(qapp, theme):
    names = themes._colour_names(theme)
    for ground in ("hover", "pressed"):
        assert themes.contrast(theme.text, QColor(names[ground])) >= 4.5
    assert themes.contrast(theme.on_accent, QColor(names["accent_hover"])) >= 4.5


@EACH
def test_borders_are_seen_where_contrast_is_high(theme):
    if theme.is_strong:
        assert too_faint(theme, ("line",), 3) == {}


@EACH
def test_words_can_be_read_through_the_tints_of_two_labels_and_a_selection(theme):
    chosen = reading_palette(QPalette(), theme).color(QPalette.ColorRole.Highlight)
    for pair in itertools.product(LABELS, LABELS):
        ground = tinted(theme, *pair)
        assert themes.contrast(theme.text, ground) >= 4.5
        selected = themes.blended(chosen, ground, chosen.alphaF())
        assert themes.contrast(theme.text, selected) >= 4.5


@EACH
def test_muted_words_of_the_byline_can_be_read_on_the_page(theme):
    assert themes.contrast(theme.muted, theme.page) >= 4.5


@EACH
def test_lines_under_words_are_seen_on_the_page(theme):
    for label in LABELS:
        assert themes.contrast(themes.label_colour(label, theme), theme.page) >= 3


@EACH
def test_a_label_in_its_own_colour_can_be_read_on_every_ground(theme):
    for label, ground in itertools.product(LABELS, map(theme.__getattribute__, GROUNDS)):
        assert themes.contrast(themes.label_text(label, theme, ground), ground) >= 4.5


hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(light=hexes, dark=hexes, theme=st.sampled_from(EVERY))
def test_whatever_colour_a_scheme_gives_lines_are_seen_and_words_can_be_read(light, dark, theme):
    label = span_type(light, dark)
    assert themes.contrast(themes.label_colour(label, theme), theme.page) >= 3
    assert themes.contrast(theme.text, tinted(theme, label, label)) >= 4.5
    ink = themes.label_text(label, theme)
    assert themes.contrast(ink, theme.card) >= (7 if theme.is_strong else 4.5)


@EACH
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_figures_can_be_read_on_every_heat(qapp, theme, share):
    before = qapp.palette()
    qapp.setPalette(themes.palette_of(theme))
    on_agreement = inks.heat(share)
    qapp.setPalette(before)
    assert themes.contrast(theme.text, on_agreement) >= 4.5
    assert themes.contrast(theme.text, heat_table.heat_ground(theme, share)) >= 4.5
