"""The only place that draws title and byline, in the document's top margin, to scroll with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.text.article_document import ShownArticle
from gui.text.reading_style import ReadingStyle

_TOP, _BETWEEN, _BELOW = 26.0, 5.0, 16.0
_ENDLESS = 1e6


def heading_height(article: ShownArticle, style: ReadingStyle, width: float) -> float:
    """How much room the title and the byline need above the text, with the space around them."""
    title = _height(article.title, style.title_font(), width)
    byline = _height(article.byline, style.interface_font(13), width)
    between = _BETWEEN if title and byline else 0.0
    below = _BELOW if title or byline else 0.0
    return round((_TOP + between + below) * style.unit + title + byline)


def paint_heading(
    painter: QPainter, article: ShownArticle, style: ReadingStyle, left: float, width: float
) -> None:
    """Draw the title and the byline at the top of the document, in a column.

    Both begin where the text does; the byline is in the window's words and read like these.
    """
    top = _TOP * style.unit
    aligned = Qt.AlignmentFlag.AlignRight if article.right_to_left else Qt.AlignmentFlag.AlignLeft
    direction = (
        Qt.LayoutDirection.RightToLeft
        if article.right_to_left
        else Qt.LayoutDirection.LayoutDirectionAuto
    )
    flags = int(aligned | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextWordWrap)
    painter.save()
    for text, font, colour, read in (
        (article.title, style.title_font(), style.theme.text, direction),
        (article.byline, style.interface_font(13), style.theme.muted, painter.layoutDirection()),
    ):
        if text:
            height = _height(text, font, width)
            painter.setLayoutDirection(read)
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QRectF(left, top, width, height + 1), flags, text)
            top += height + _BETWEEN * style.unit
    painter.restore()


def _height(text: str, font: QFont, width: float) -> float:
    if not text:
        return 0.0
    box = QRectF(0, 0, width, _ENDLESS)
    return QFontMetricsF(font).boundingRect(box, int(Qt.TextFlag.TextWordWrap), text).height()
