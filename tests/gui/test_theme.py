from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from db.scheme.model import SpanType
from gui import theme as themes
from gui.theme import DARK, LIGHT

ACTOR = SpanType(label="ACTOR", title="Actor", key="A", light="#0072B2", dark="#56B4E9")
PROPOSAL = SpanType(label="PROPOSAL", title="Proposal", key="P", light="#B38600", dark="#E6B800")
REJECTION = SpanType(label="REJECTION", title="Rejection", key="R", light="#C2410C", dark="#E8743B")
LABELS = (ACTOR, PROPOSAL, REJECTION)
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


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


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [(Qt.ColorScheme.Dark, themes.CONTRAST_DARK), (Qt.ColorScheme.Light, themes.CONTRAST_LIGHT)],
)
def test_high_contrast_is_followed_where_the_platform_tells(monkeypatch, scheme, expected):
    class Told:
        def contrastPreference(self):
            return Qt.ContrastPreference.HighContrast

    class Hints:
        def colorScheme(self):
            return scheme

        def accessibility(self):
            return Told()

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
