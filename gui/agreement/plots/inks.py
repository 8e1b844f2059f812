"""The only place for what the plots draw with: hatching, and how strong a tint may be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPalette

from gui.theme import blended, luminance
from gui.widgets.painting import colour

_IN_THE_DARK = 0.72


def hatching() -> QBrush:
    """The pattern of what has no figure."""
    ink = blended(colour(QPalette.ColorRole.Dark), colour(QPalette.ColorRole.Window), 0.45)
    return QBrush(ink, Qt.BrushStyle.BDiagPattern)


def heat(share: float) -> QColor:
    """The ground of a cell from faint (0) to strong (1); words stay readable on all of them."""
    plain = colour(QPalette.ColorRole.Window)
    # On a dark ground words are light: a tint may not come as near to them.
    strength = _IN_THE_DARK if luminance(plain) < 0.18 else 1.0
    part = (0.10 + 0.45 * min(1.0, max(0.0, share))) * strength
    return blended(colour(QPalette.ColorRole.Accent), plain, part)
