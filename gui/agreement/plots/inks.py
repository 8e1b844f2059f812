"""The only place for what the plots draw with: hatching, tints, and room for words."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPalette

from gui.theme import blended, luminance
from gui.widgets.painting import colour

_IN_THE_DARK = 0.72
_MEASURED = 40


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


def widest(texts: Iterable[str], font: QFont) -> float:
    """How wide the widest is; of thousands of texts only the longest are measured."""
    metrics = QFontMetricsF(font)
    longest = nlargest(_MEASURED, texts, key=len)
    return max((metrics.horizontalAdvance(each) for each in longest), default=0.0)
