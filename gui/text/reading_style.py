"""The only place for the measures of the reading column; all follow from the reading size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

from gui.theme import Theme, interface_families, readable_family

# The pictures of the design were drawn at this size; every other measure scales with it.
_DESIGN_PX = 17.0
_COLUMN_EMS = 38.0
_LINE_HEIGHT = 2.0
_SMALLEST_SIDE = 26.0
_SELECTION_OPACITY, _DARK_SELECTION_OPACITY = 0.23, 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStyle:
    """The fonts and distances of one reading size in one theme.

    `width` is that of the column, as a share of the usual one.
    """

    size: float
    theme: Theme
    font: QFont
    ascent: float
    descent: float
    width: float = 1.0

    @property
    def unit(self) -> float:
        """What one pixel of the design's pictures is at this size."""
        return self.size / _DESIGN_PX

    @property
    def line_height(self) -> float:
        """The distance of two baselines."""
        return round(self.size * _LINE_HEIGHT)

    @property
    def paragraph_gap(self) -> float:
        """The extra distance that stands for a run of blank lines."""
        return round(12 * self.unit)

    @property
    def line_gap(self) -> float:
        """The extra distance that stands for a single line break."""
        return round(5 * self.unit)

    def column(self, available: float) -> tuple[float, float]:
        """The left edge and the width of the centred column in a view of this width."""
        width = min(
            round(_COLUMN_EMS * self.width * self.size),
            max(available - 2 * _SMALLEST_SIDE, 4 * self.size),
        )
        return max(0.0, (available - width) // 2), width

    def title_font(self) -> QFont:
        """Serif and bold, for the title."""
        font = _sized(QFont(self.font), self.size * 23 / _DESIGN_PX)
        font.setBold(True)
        return font

    def interface_font(self, design_px: float, *, bold: bool = False) -> QFont:
        """The font of the window, for the byline and what is written over the text."""
        font = QFont()
        font.setFamilies(interface_families())
        font.setBold(bold)
        return _sized(font, design_px * self.unit)


def reading_style(theme: Theme, size: float, *, width: float = 1.0) -> ReadingStyle:
    """The style of a theme at a reading size in pixels; `width` is a share of the usual column."""
    font = QFont()
    font.setFamilies(readable_family())
    _sized(font, size)
    metrics = QFontMetricsF(font)
    return ReadingStyle(
        size=size,
        theme=theme,
        font=font,
        ascent=metrics.ascent(),
        descent=metrics.descent(),
        width=width,
    )


def reading_palette(palette: QPalette, theme: Theme) -> QPalette:
    """The palette with the page's colours; a selection is see-through, so that spans show in it."""
    dressed = QPalette(palette)
    dressed.setColor(QPalette.ColorRole.Base, theme.page)
    dressed.setColor(QPalette.ColorRole.Text, theme.text)
    opacity = _DARK_SELECTION_OPACITY if theme.is_dark else _SELECTION_OPACITY
    selection = faded(theme.accent, opacity)
    dressed.setColor(QPalette.ColorRole.Highlight, selection)
    dressed.setColor(QPalette.ColorRole.HighlightedText, theme.text)
    return dressed


def faded(colour: QColor, opacity: float) -> QColor:
    """The colour with its opacity multiplied."""
    faint = QColor(colour)
    faint.setAlphaF(colour.alphaF() * opacity)
    return faint


def _sized(font: QFont, size: float) -> QFont:
    font.setPixelSize(max(1, round(size)))
    return font
