"""The only place for applying colours to the window and to labels, and for its font families.

Colours are tokens of gui/colours.py, never picked at the point of use. Fusion gets a palette of our
own because `QStyleHints.setColorScheme` does nothing on several platforms.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from db.scheme.model import SpanType
from gui.colours import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    SIGHTS,
    THEMES,
    Sight,
    Theme,
    blended,
    contrast,
    luminance,
    readable_on,
)
from gui.sight import label_for, shapes_for
from gui.style_sheet import filled_style_sheet

__all__ = [
    "CONTRAST_DARK",
    "CONTRAST_LIGHT",
    "DARK",
    "LIGHT",
    "SIGHTS",
    "THEMES",
    "Sight",
    "Theme",
    "blended",
    "contrast",
    "luminance",
    "readable_on",
]

ThemeChoice = Literal["system", "light", "dark", "contrast-light", "contrast-dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = (
    "system",
    "light",
    "dark",
    "contrast-light",
    "contrast-dark",
)

INTERFACE_PX = 13
SECONDARY_PX = 12
READING_PX = 17

_SERIF = (
    "Noto Serif",
    "Charter",
    "Iowan Old Style",
    "Georgia",
    "Cambria",
    "Source Serif 4",
    "DejaVu Serif",
)
_SANS = (
    "Segoe UI",
    ".AppleSystemUIFont",
    "Noto Sans",
    "Inter",
    "Cantarell",
    "Ubuntu",
    "DejaVu Sans",
)
_FIXED = (
    "Noto Sans Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "Noto Mono",
    "DejaVu Sans Mono",
)

# What a line under words needs to be seen on the page.
_SHAPE, _STRONG_SHAPE = 3.0, 4.5
_WORDS, _STRONG_WORDS = 4.5, 7.0


def theme_for(choice: ThemeChoice, sight: Sight = "usual") -> Theme:
    """The theme of a choice, for these eyes.

    "system" asks the platform, and takes light and ordinary contrast where it does not say.
    """
    theme = _of_system() if choice == "system" else THEMES[choice]
    if sight == "usual":
        return theme
    done, warning = shapes_for(theme, sight)
    return replace(theme, sight=sight, done=done, warning=warning)


def apply(app: QApplication, theme: Theme, zoom: int) -> None:
    """Give the application this theme; `zoom` is in percent and scales all but hairlines."""
    if app.style().name().casefold() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette_of(theme))
    app.setFont(interface_font(zoom))
    app.setStyleSheet(filled_style_sheet(_colour_names(theme), zoom))


def interface_font(zoom: int) -> QFont:
    """The font of everything around the text, in pixels so that measures agree everywhere."""
    font = QFont()
    font.setFamilies(interface_families())
    font.setPixelSize(max(1, round(INTERFACE_PX * zoom / 100)))
    return font


def palette_of(theme: Theme) -> QPalette:
    """A Fusion palette in the theme's colours; widgets that paint themselves read it."""
    palette = QPalette()
    for role, colour in _roles(theme).items():
        palette.setColor(role, colour)
    faint = blended(theme.muted, theme.panel, 0.45)
    written = QPalette.ColorRole
    for faded in (written.Text, written.WindowText, written.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, faded, faint)
    return palette


def label_colour(span_type: SpanType, theme: Theme) -> QColor:
    """The colour of a label's line: the scheme's, or the one in its place for other eyes.

    It can be seen on the page, whatever the scheme says.
    """
    colour = label_for(QColor(span_type.dark if theme.is_dark else span_type.light), theme)
    return readable_on(theme.page, colour, _STRONG_SHAPE if theme.is_strong else _SHAPE)


def label_tint(span_type: SpanType, theme: Theme) -> QColor:
    """The colour behind the words of a label, 11 to 22 % opaque so that overlaps add up."""
    colour = label_colour(span_type, theme)
    lightness = luminance(colour)
    if theme.is_dark:
        colour.setAlphaF(min(0.22, max(0.11, 0.27 - 0.19 * lightness)))
        return colour
    # Dark yellows turn to mud on white unless their tint is brighter than their line.
    brightness = max(colour.valueF(), 0.9) if lightness > 0.2 else colour.valueF()
    tint = QColor.fromHsvF(max(0.0, colour.hsvHueF()), colour.hsvSaturationF(), brightness)
    tint.setAlphaF(min(0.22, max(0.13, 0.10 + 0.30 * lightness)))
    return tint


def label_text(span_type: SpanType, theme: Theme, background: QColor | None = None) -> QColor:
    """The label's colour, dark or light enough to be read as words; on a card unless told."""
    ratio = _STRONG_WORDS if theme.is_strong else _WORDS
    return readable_on(background or theme.card, label_colour(span_type, theme), ratio)


def _of_system() -> Theme:
    hints = QGuiApplication.styleHints()
    is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    # Told from Qt 6.10 on.
    told = hints.accessibility() if hasattr(hints, "accessibility") else None
    if told is not None and told.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if is_dark else CONTRAST_LIGHT
    return DARK if is_dark else LIGHT


def readable_family() -> list[str]:
    """The serif families for reading that this machine has, best first."""
    return list(_installed(_SERIF, "serif"))


def interface_families() -> list[str]:
    """The sans families for everything around the text that this machine has, best first."""
    return list(_installed(_SANS, "sans-serif"))


def fixed_families() -> list[str]:
    """The fixed-width families for key caps and reports that this machine has, best first."""
    return list(_installed(_FIXED, "monospace"))


@lru_cache
def _installed(families: tuple[str, ...], generic: str) -> tuple[str, ...]:
    # A missing family costs Qt a slow search for aliases and a warning, so only real ones count.
    return (*(family for family in families if QFontDatabase.hasFamily(family)), generic)


def _roles(theme: Theme) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.page,
        role.AlternateBase: theme.card,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.warning,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.card,
        role.Midlight: theme.panel,
        role.Mid: theme.line,
        role.Dark: theme.muted,
        role.Shadow: theme.window,
    }


def _colour_names(theme: Theme) -> dict[str, str]:
    names = {
        field.name: getattr(theme, field.name).name()
        for field in fields(theme)
        if field.name not in {"name", "sight"}
    }
    names["hover"] = blended(theme.text, theme.card, 0.06).name()
    names["pressed"] = blended(theme.text, theme.card, 0.12).name()
    names["accent_hover"] = blended(theme.text, theme.accent, 0.14).name()
    names["faint"] = blended(theme.muted, theme.panel, 0.45).name()
    names["edge"] = blended(theme.muted, theme.line, 0.35).name()
    names["serif"] = _quoted(readable_family())
    names["theme"] = theme.name
    return names


def _quoted(families: list[str]) -> str:
    return ", ".join(f'"{family}"' for family in families)
