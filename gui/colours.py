"""The only place for the sets of colours of the window, and for measuring and mixing colours.

Every ink of a set has a contrast of 4.5 : 1 on every ground of it, also on a selected row, and
every shape 3 : 1; in the sets of high contrast it is 7 and 4.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

ThemeName = Literal["light", "dark", "contrast-light", "contrast-dark"]
Sight = Literal["usual", "protanopia", "deuteranopia", "tritanopia"]
SIGHTS: tuple[Sight, ...] = ("usual", "protanopia", "deuteranopia", "tritanopia")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colours. `done` and `line` are for shapes; as text they need `readable_on`.

    `sight` says whose eyes the colours of labels, of what is done and of warnings are for.
    """

    name: ThemeName
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
    sight: Sight = "usual"

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name in {"dark", "contrast-dark"}

    @property
    def is_strong(self) -> bool:
        """Whether contrasts are as high as they can be."""
        return self.name in {"contrast-light", "contrast-dark"}


LIGHT = Theme(
    name="light",
    window=QColor("#eef0f3"),
    panel=QColor("#f7f8fa"),
    page=QColor("#ffffff"),
    card=QColor("#ffffff"),
    text=QColor("#1d2126"),
    # Darker than the picture's #667080, which can't be read on the window and on selected rows.
    muted=QColor("#596272"),
    line=QColor("#d9dde3"),
    accent=QColor("#1f5fbf"),
    on_accent=QColor("#ffffff"),
    # A shade darker than the picture's #2e9d5b, which is lost on a selected row.
    done=QColor("#23854b"),
    # A shade darker than the REJECTION line #C2410C, for the same reason.
    warning=QColor("#a93808"),
    selection=QColor("#d3e2f8"),
)

DARK = Theme(
    name="dark",
    window=QColor("#1e1f22"),
    panel=QColor("#26282c"),
    page=QColor("#202225"),
    card=QColor("#2d3036"),
    text=QColor("#e3e5e8"),
    # A shade lighter than the picture's #9aa0a8, which can't be read on selected rows.
    muted=QColor("#a6acb4"),
    line=QColor("#383b41"),
    accent=QColor("#76adfe"),
    on_accent=QColor("#10151c"),
    done=QColor("#2e9d5b"),
    # A shade lighter than the REJECTION line #E8743B, which has only 4.40 : 1 on a card.
    warning=QColor("#f29a6e"),
    selection=QColor("#293f5f"),
)

CONTRAST_LIGHT = Theme(
    name="contrast-light",
    window=QColor("#ffffff"),
    panel=QColor("#ffffff"),
    page=QColor("#ffffff"),
    card=QColor("#ffffff"),
    text=QColor("#000000"),
    muted=QColor("#303338"),
    line=QColor("#5c6169"),
    accent=QColor("#0a3a99"),
    on_accent=QColor("#ffffff"),
    done=QColor("#005c29"),
    warning=QColor("#7d2000"),
    selection=QColor("#c4daff"),
)

CONTRAST_DARK = Theme(
    name="contrast-dark",
    window=QColor("#000000"),
    panel=QColor("#000000"),
    page=QColor("#000000"),
    card=QColor("#0b0b0d"),
    text=QColor("#ffffff"),
    muted=QColor("#d6dae0"),
    line=QColor("#8f959e"),
    accent=QColor("#a8d0ff"),
    on_accent=QColor("#000000"),
    done=QColor("#5fe296"),
    warning=QColor("#ffbf94"),
    selection=QColor("#143466"),
)

THEMES: dict[str, Theme] = {
    each.name: each for each in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)
}


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
