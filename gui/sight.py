"""The only place for colours that people tell apart who see red, green or blue differently.

The colours that labels are given by themselves (db/scheme/looks.py) each have one in their place,
chosen so that all differ as seen with that sight (simulated after Machado, Oliveira and Fernandes
2009) and stand out from the page. Any other colour of a scheme comes to lie between its neighbours.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from PySide6.QtGui import QColor

from db.scheme.looks import COLOURS
from gui.colours import Sight, Theme, ThemeName, blended

# In the order of COLOURS, for a light page and for a dark one.
_LABELS: dict[Sight, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "protanopia": (
        ("#0077ee", "#aa7700", "#770022", "#558866", "#1111ee", "#552277", "#5588aa"),
        ("#55bbff", "#ffee33", "#cc6622", "#33ffee", "#dd5577", "#cc44ff", "#ffee99"),
    ),
    "deuteranopia": (
        ("#0088ee", "#553344", "#dd5511", "#229955", "#dd44bb", "#2211bb", "#333377"),
        ("#1199ff", "#ffdd00", "#cc7777", "#ddffff", "#bb77bb", "#cc6611", "#ffee99"),
    ),
    "tritanopia": (
        ("#0088ee", "#997700", "#dd3322", "#004411", "#6600bb", "#cc11cc", "#770022"),
        ("#4488bb", "#eebb11", "#ee4411", "#66ffcc", "#eeeeee", "#9977cc", "#dd44bb"),
    ),
}
# What is done, and what needs care.
_SHAPES: dict[tuple[ThemeName, Sight], tuple[str, str]] = {
    ("light", "protanopia"): ("#008888", "#aa3300"),
    ("light", "deuteranopia"): ("#118866", "#aa4400"),
    ("light", "tritanopia"): ("#887711", "#aa3300"),
    ("dark", "protanopia"): ("#44aa33", "#ffaa99"),
    ("dark", "deuteranopia"): ("#00aa88", "#ff9966"),
    ("dark", "tritanopia"): ("#999966", "#ee9966"),
    ("contrast-light", "protanopia"): ("#116622", "#660022"),
    ("contrast-light", "deuteranopia"): ("#006666", "#772200"),
    ("contrast-light", "tritanopia"): ("#775533", "#880000"),
    ("contrast-dark", "protanopia"): ("#66dd55", "#ffccaa"),
    ("contrast-dark", "deuteranopia"): ("#55dd99", "#ffcc55"),
    ("contrast-dark", "tritanopia"): ("#55ffaa", "#ffcc99"),
}
# Below the first saturation a colour counts as grey, above the second as coloured.
_GREY, _COLOURED = 0.24, 0.32
_Anchor = tuple[float, QColor]


def label_for(colour: QColor, theme: Theme) -> QColor:
    """The colour for a label to which the scheme gives `colour`, for the eyes of the theme."""
    if theme.sight == "usual":
        return colour
    circle, grey = _anchors(theme.sight, is_dark=theme.is_dark)
    saturation = colour.hsvSaturationF()
    share = min(1.0, max(0.0, (saturation - _GREY) / (_COLOURED - _GREY)))
    return grey if share == 0 else blended(_on_circle(circle, colour.hsvHueF()), grey, share)


def shapes_for(theme: Theme, sight: Sight) -> tuple[QColor, QColor]:
    """The colours of what is done and of warnings in a theme, for these eyes."""
    found = _SHAPES.get((theme.name, sight))
    return (theme.done, theme.warning) if found is None else (QColor(found[0]), QColor(found[1]))


def _on_circle(circle: tuple[_Anchor, ...], hue: float) -> QColor:
    at = max(1, min(bisect_right([known for known, _ in circle], hue), len(circle) - 1))
    (low, before), (high, after) = circle[at - 1], circle[at]
    return blended(after, before, (hue - low) / (high - low))


@lru_cache
def _anchors(sight: Sight, *, is_dark: bool) -> tuple[tuple[_Anchor, ...], QColor]:
    """The known hues round the circle, once over at both ends, with their colours; and the grey."""
    given = [QColor(pair[is_dark]) for pair in COLOURS]
    instead = [QColor(name) for name in _LABELS[sight][is_dark]]
    pairs = list(zip(given, instead, strict=True))
    grey = next(new for old, new in pairs if old.hsvSaturationF() < _GREY)
    hues = sorted(
        ((old.hsvHueF(), new) for old, new in pairs if old.hsvSaturationF() >= _COLOURED),
        key=lambda anchor: anchor[0],
    )
    assert all(low < high for (low, _), (high, _) in pairwise(hues))
    first, last = hues[0], hues[-1]
    return ((last[0] - 1, last[1]), *hues, (first[0] + 1, first[1])), grey
