"""The only place for the colours and font families of the window, and for applying them.

Colours are tokens with a meaning, never picked at the point of use. Fusion gets a palette of our
own because `QStyleHints.setColorScheme` does nothing on several platforms.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from db.scheme.model import SpanType
from gui.style_sheet import filled_style_sheet

ThemeChoice = Literal["light", "dark", "system"]
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colours. `done` and `line` are for shapes; as text they need `readable_on`."""

    name: Literal["light", "dark"]
    window: QColor
    panel: QColor
    page: QColor
    card: QColor
    text: QColor
    muted: QColor
    line: QColor
    accent: QColor
    on_accent: QColor
    done: QColor
    warning: QColor
    selection: QColor

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    window=QColor("#eef0f3"),
    panel=QColor("#f7f8fa"),
    page=QColor("#ffffff"),
    card=QColor("#ffffff"),
    text=QColor("#1d2126"),
    # A shade darker than the picture's #667080, which has only 4.39 : 1 on the window colour.
    muted=QColor("#636d7d"),
    line=QColor("#d9dde3"),
    accent=QColor("#1f5fbf"),
    on_accent=QColor("#ffffff"),
    done=QColor("#2e9d5b"),
    # A shade darker than the REJECTION line #C2410C, which has 4.54 : 1 on the window colour but
    # less on a selected row.
    warning=QColor("#b83d0b"),
    selection=QColor("#cbdcf5"),
)

DARK = Theme(
    name="dark",
    window=QColor("#1e1f22"),
    panel=QColor("#26282c"),
    page=QColor("#202225"),
    card=QColor("#2d3036"),
    text=QColor("#e3e5e8"),
    muted=QColor("#9aa0a8"),
    line=QColor("#383b41"),
    accent=QColor("#6ea8fe"),
    on_accent=QColor("#10151c"),
    done=QColor("#2e9d5b"),
    # A shade lighter than the REJECTION line #E8743B, which has only 4.40 : 1 on a card.
    warning=QColor("#ec8450"),
    selection=QColor("#324f7a"),
)


def theme_for(choice: ThemeChoice) -> Theme:
    """The theme of a choice; "system" asks the platform and takes light where it does not say."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


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
    """The colour of a label's line, as the scheme gives it."""
    return QColor(span_type.dark if theme.is_dark else span_type.light)


def label_tint(span_type: SpanType, theme: Theme) -> QColor:
    """The colour behind the words of a label, 13 to 22 % opaque so that overlaps add up."""
    colour = label_colour(span_type, theme)
    lightness = luminance(colour)
    if theme.is_dark:
        colour.setAlphaF(min(0.22, max(0.13, 0.27 - 0.19 * lightness)))
        return colour
    # Dark yellows turn to mud on white unless their tint is brighter than their line.
    brightness = max(colour.valueF(), 0.9) if lightness > 0.2 else colour.valueF()
    tint = QColor.fromHsvF(max(0.0, colour.hsvHueF()), colour.hsvSaturationF(), brightness)
    tint.setAlphaF(min(0.22, max(0.13, 0.10 + 0.30 * lightness)))
    return tint


def label_text(span_type: SpanType, theme: Theme, background: QColor | None = None) -> QColor:
    """The label's colour, dark or light enough to be read as words; on a card unless told."""
    return readable_on(background or theme.card, label_colour(span_type, theme))


def readable_on(background: QColor, colour: QColor, ratio: float = 4.5) -> QColor:
    """`colour`, moved towards black or white by as little as reaches a WCAG contrast of `ratio`."""
    goal = QColor("white") if luminance(background) < 0.18 else QColor("black")
    for step in range(21):
        candidate = blended(goal, colour, step / 20)
        if contrast(candidate, background) >= ratio:
            return candidate
    return goal


def blended(over: QColor, under: QColor, share: float) -> QColor:
    """The opaque colour that `over` makes on `under` when it covers `share` (0 to 1) of it."""
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG contrast of two opaque colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: QColor) -> float:
    """The WCAG relative luminance, from 0 to 1; see-through is ignored."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
        if field.name != "name"
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
