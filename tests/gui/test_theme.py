from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from db.scheme.model import SpanType
from gui import theme as themes
from gui.theme import DARK, LIGHT, Theme

ACTOR = SpanType(label="ACTOR", title="Actor", key="A", light="#0072B2", dark="#56B4E9")
PROPOSAL = SpanType(label="PROPOSAL", title="Proposal", key="P", light="#B38600", dark="#E6B800")
REJECTION = SpanType(label="REJECTION", title="Rejection", key="R", light="#C2410C", dark="#E8743B")
LABELS = (ACTOR, PROPOSAL, REJECTION)
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def grounds(theme: Theme) -> dict[str, QColor]:
    return {
        "window": theme.window,
        "panel": theme.panel,
        "page": theme.page,
        "card": theme.card,
        "selection": theme.selection,
    }


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "warning"])
def test_words_can_be_read_on_every_ground(theme, ink):
    too_faint = {
        name: round(themes.contrast(getattr(theme, ink), ground), 2)
        for name, ground in grounds(theme).items()
        # Rows that are selected show plain and muted words only.
        if (name != "selection" or ink == "text")
        and themes.contrast(getattr(theme, ink), ground) < 4.5
    }
    assert too_faint == {}


@BOTH
def test_muted_words_on_a_selected_row_are_at_least_large_print(theme):
    assert themes.contrast(theme.muted, theme.selection) >= 3


@BOTH
def test_words_on_the_accent_can_be_read(theme):
    assert themes.contrast(theme.on_accent, theme.accent) >= 4.5


@BOTH
def test_shapes_and_focus_rings_stand_out(theme):
    for shape, ground in itertools.product((theme.done, theme.accent), grounds(theme).values()):
        if ground != theme.selection:
            assert themes.contrast(shape, ground) >= 3


@BOTH
@pytest.mark.parametrize("span_type", LABELS, ids=lambda span_type: span_type.label)
def test_text_can_be_read_through_two_overlapping_tints(theme, span_type):
    ground = theme.page
    for _ in range(2):
        tint = themes.label_tint(span_type, theme)
        ground = themes.blended(tint, ground, tint.alphaF())
    assert themes.contrast(theme.text, ground) >= 4.5


@BOTH
@pytest.mark.parametrize("span_type", LABELS, ids=lambda span_type: span_type.label)
def test_a_tint_is_as_strong_as_the_pictures_have_it(theme, span_type):
    assert 0.129 <= themes.label_tint(span_type, theme).alphaF() <= 0.221


@BOTH
@pytest.mark.parametrize("span_type", LABELS, ids=lambda span_type: span_type.label)
def test_a_label_written_in_its_colour_can_be_read(theme, span_type):
    for ground in (theme.card, theme.panel, theme.page):
        assert themes.contrast(themes.label_text(span_type, theme, ground), ground) >= 4.5


def test_a_colour_that_can_be_read_is_left_alone():
    assert themes.readable_on(LIGHT.card, LIGHT.text) == LIGHT.text


def test_the_label_colour_follows_the_theme():
    assert themes.label_colour(ACTOR, LIGHT) == QColor("#0072B2")
    assert themes.label_colour(ACTOR, DARK) == QColor("#56B4E9")


def test_a_choice_gives_its_theme():
    assert themes.theme_for("light") is LIGHT
    assert themes.theme_for("dark") is DARK


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (Qt.ColorScheme.Dark, DARK),
        (Qt.ColorScheme.Light, LIGHT),
        (Qt.ColorScheme.Unknown, LIGHT),
    ],
)
def test_following_the_system_asks_the_platform(monkeypatch, scheme, expected):
    class Hints:
        def colorScheme(self):
            return scheme

    monkeypatch.setattr(themes.QGuiApplication, "styleHints", Hints)
    assert themes.theme_for("system") is expected


@BOTH
def test_applying_a_theme_sets_style_palette_and_font(qapp, theme):
    themes.apply(qapp, theme, 150)
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.page
    assert qapp.palette().color(QPalette.ColorRole.Accent) == theme.accent
    assert qapp.font().pixelSize() == 20
    assert theme.accent.name() in qapp.styleSheet()


def test_every_family_that_is_named_exists_but_the_generic_last_one(qapp):
    for families in (
        themes.readable_family(),
        themes.interface_families(),
        themes.fixed_families(),
    ):
        *named, generic = families
        assert generic in ("serif", "sans-serif", "monospace")
        assert all(themes.QFontDatabase.hasFamily(family) for family in named)
