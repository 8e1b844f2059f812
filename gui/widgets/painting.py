"""The only place for what self-painted widgets have in common: measures, words, caps, rings."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from gui.colours import contrast
from gui.theme import INTERFACE_PX, SECONDARY_PX, fixed_families

LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter

# From here on a line stands out so much that an area of its colour looks filled.
_STRONG = 3.0


def scaled(widget: QWidget, pixels: float) -> float:
    """A measure of the 100 % pictures at the zoom that the widget's font has."""
    return pixels * font_pixels(widget.font()) / INTERFACE_PX


def font_pixels(font: QFont) -> int:
    """The height of a font in pixels, however it was set."""
    size = font.pixelSize()
    return size if size > 0 else QFontMetricsF(font).height().__round__()


def secondary_font(widget: QWidget) -> QFont:
    """The widget's font in the smaller size of secondary words."""
    font = QFont(widget.font())
    font.setPixelSize(max(1, round(scaled(widget, SECONDARY_PX))))
    return font


def bold(font: QFont) -> QFont:
    """A bold copy of a font."""
    copy = QFont(font)
    copy.setBold(True)
    return copy


def cap_font(widget: QWidget) -> QFont:
    """The fixed-width font of the letters on key caps."""
    font = QFont()
    font.setFamilies(fixed_families())
    font.setPixelSize(max(1, round(scaled(widget, 12))))
    return font


def cap_width(widget: QWidget, text: str) -> float:
    """How wide the cap of a key is."""
    font = cap_font(widget)
    wide = QFontMetricsF(font).horizontalAdvance(text) + scaled(widget, 10)
    return max(wide, scaled(widget, 18))


def cap_height(widget: QWidget) -> float:
    """How high every key cap is."""
    return QFontMetricsF(cap_font(widget)).height() + scaled(widget, 1)


def colour(role: QPalette.ColorRole) -> QColor:
    """A colour of the theme in force.

    Not of a widget's palette: the style sheet writes its own ideas into that of some widgets.
    """
    return QGuiApplication.palette().color(role)


def draw_cap(painter: QPainter, widget: QWidget, rect: QRectF, text: str) -> None:
    """Draw a little key with a thicker lower edge, as on a keyboard."""
    radius = scaled(widget, 4)
    body = rect.adjusted(0.5, 0.5, -0.5, -1.5)
    edge = colour(QPalette.ColorRole.Mid)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(edge)
    painter.drawRoundedRect(body.translated(0, 1), radius, radius)
    painter.setBrush(colour(QPalette.ColorRole.Base))
    painter.drawRoundedRect(body, radius, radius)
    painter.setFont(cap_font(widget))
    painter.setPen(colour(QPalette.ColorRole.Text))
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, text)


def draw_elided(
    painter: QPainter,
    area: QRectF,
    words: str,
    *,
    side: Qt.AlignmentFlag = LEADING,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Draw words on one line, cut where there is no room for all of them.

    The painter's font and pen are used; tall letters may reach out of the area.
    """
    shown = QFontMetricsF(painter.font()).elidedText(words, cut, max(0.0, area.width()))
    painter.drawText(area, side | Qt.TextFlag.TextDontClip, shown)


def one_line(text: str, *, keep_start: bool = False, keep_end: bool = False) -> str:
    """A text on one line; a space at an end is kept where words go on beyond it."""
    flat = " ".join(text.split())
    start = " " if keep_start and text[:1].isspace() else ""
    end = " " if keep_end and text[-1:].isspace() else ""
    return start + flat + end


def draw_groove(painter: QPainter, area: QRectF, radius: float) -> None:
    """Draw the whole of which a bar fills a part.

    Where lines are strong only its edge, lest an empty bar look like a full one.
    """
    line = colour(QPalette.ColorRole.Mid)
    if contrast(line, colour(QPalette.ColorRole.Window)) < _STRONG:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawRoundedRect(area, radius, radius)
    else:
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)


def draw_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Draw the two-pixel ring of a widget that has the focus, inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(QPalette.ColorRole.Accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def mirrored(widget: QWidget, area: QRectF, row: QRectF) -> QRectF:
    """An area of a row where it belongs: at the other side where one reads from the right."""
    if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return area
    left = row.left() + row.right() - area.right()
    return QRectF(left, area.top(), area.width(), area.height())
