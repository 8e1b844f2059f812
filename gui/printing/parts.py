"""The pieces that pages are filled with: a text with spans, or words in a plain layout.

A part is one high column. It says between which lines it may be cut, and draws any stretch of it.
All measures are pixels of 1/96 inch.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument

from gui.printing.sheet import Sheet
from gui.text.article_document import ShownArticle, fill, set_margins
from gui.text.drawn import DrawnSpan
from gui.text.geometry import PageGeometry
from gui.text.painting import paint_lines, paint_tints
from gui.text.positions import PositionMap
from gui.text.reading_style import ReadingStyle, faded, reading_style
from gui.text.span_layer import SpanLayer
from gui.theme import LIGHT, interface_families, readable_family
from gui.translation import tr

READING_PX = 13.5
_SMALL_PX = 12
_SECTION_GAP = 14.0
# Thinner lines than on a screen are lost in a grey print.
_STRONG_TINT = 1.25


class Part(Protocol):
    """Something that is put on pages."""

    keeps_with_next: bool
    gap: float
    """The distance to the part above it on the same page."""
    height: float
    cuts: list[float]
    """Where it may be cut, rising; its end is the last one."""

    def draw(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw the stretch between two heights at the painter's origin."""
        ...


class TextPart:
    """A body with its spans, drawn as in the window."""

    keeps_with_next = False
    gap = 8.0

    def __init__(
        self, article: ShownArticle, spans: Sequence[DrawnSpan], width: float, size: float
    ) -> None:
        self._style = reading_style(LIGHT, size)
        self._positions = PositionMap(article.body)
        self._document = QTextDocument()
        self._document.setUseDesignMetrics(True)
        fill(self._document, article, self._positions, self._style)
        # Room for the lines under the last line.
        set_margins(self._document, 0, 0, 0, self._style.line_height * 0.6)
        self._document.setTextWidth(width)
        self._geometry = PageGeometry(self._document, self._positions)
        self._layer = SpanLayer()
        self._layer.set_spans([_on_paper(span) for span in spans], self._geometry)
        self.height = self._document.size().height()
        self.cuts = self._line_ends(self._style)

    def draw(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw tints, words and lines of a stretch."""
        shown = list(self._geometry.visible_blocks(top, bottom))
        placed = self._layer.place(shown, self._geometry, self._style)
        _clip(painter, top, bottom, self._document.textWidth())
        paint_tints(painter, placed)
        _draw_words(painter, self._document, top, bottom)
        paint_lines(painter, placed, self._style)

    def _line_ends(self, style: ReadingStyle) -> list[float]:
        """Below each line with all its underlines; the next line's letters begin lower."""
        ends: list[float] = []
        block = self._document.begin()
        while block.isValid():
            if block.isVisible():
                origin = self._geometry.origin(block).y()
                below = style.line_height - style.ascent
                ends += [
                    origin + baseline + below for baseline in self._geometry.lines(block).baselines
                ]
            block = block.next()
        return [*ends[:-1], max(self.height, *ends[-1:], 0.0)]


class WordsPart:
    """Words of HTML in the style of the paper, cut between their lines."""

    def __init__(
        self, html: str, width: float, *, keeps_with_next: bool = False, gap: float = 4.0
    ) -> None:
        self._document = QTextDocument()
        self._document.setUseDesignMetrics(True)
        self._document.setDocumentMargin(0)
        self._document.setDefaultStyleSheet(_style())
        self._document.setHtml(f"<div>{html}</div>")
        self._document.setTextWidth(width)
        self.keeps_with_next = keeps_with_next
        self.gap = gap
        self.height = self._document.size().height()
        self.cuts = self._line_ends()

    def draw(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw the words of a stretch."""
        _clip(painter, top, bottom, self._document.textWidth())
        _draw_words(painter, self._document, top, bottom)

    def _line_ends(self) -> list[float]:
        ends: list[float] = []
        layout = self._document.documentLayout()
        block = self._document.begin()
        while block.isValid():
            top = layout.blockBoundingRect(block).top()
            lines = block.layout()
            ends += [top + lines.lineAt(each).rect().bottom() for each in range(lines.lineCount())]
            block = block.next()
        return [*ends[:-1], max(self.height, *ends[-1:], 0.0)]


def parts_of(sheet: Sheet, width: float) -> list[Part]:
    """What stands on the pages of a sheet, from top to bottom."""
    parts: list[Part] = [WordsPart(_head(sheet), width, keeps_with_next=True)]
    if sheet.body:
        shown = ShownArticle(
            body=sheet.body, header_end=sheet.header_end, right_to_left=sheet.right_to_left
        )
        parts.append(TextPart(shown, sheet.spans, width, READING_PX))
    if sheet.statements:
        heading = f"<h2>{escape(tr('Statements'))}</h2>"
        parts.append(WordsPart(heading, width, keeps_with_next=True, gap=_SECTION_GAP))
        parts += [
            WordsPart(f"<p>{number}. {escape(each)}</p>", width)
            for number, each in enumerate(sheet.statements, start=1)
        ]
    if sheet.legend:
        heading = f"<h2>{escape(tr('What is marked how'))}</h2>"
        parts.append(WordsPart(heading, width, keeps_with_next=True, gap=_SECTION_GAP))
        legend = ShownArticle(body=sheet.legend)
        parts.append(TextPart(legend, sheet.legend_spans, width, READING_PX))
    return parts


def _head(sheet: Sheet) -> str:
    rows = "".join(
        f"<tr><td class='muted'>{escape(title)}&nbsp;&nbsp;</td><td>{escape(answer)}</td></tr>"
        for title, answer in sheet.facts
    )
    byline = f"<p class='muted'>{escape(sheet.byline)}</p>" if sheet.byline else ""
    table = f"<table cellspacing='0' cellpadding='0'>{rows}</table>" if rows else ""
    return f"<h1>{escape(sheet.title)}</h1>{table}{byline}"


def _families(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _style() -> str:
    sans, serif = _families(interface_families()), _families(readable_family())
    return f"""
* {{ font-family: {sans}; font-size: {_SMALL_PX}px; color: {LIGHT.text.name()}; }}
h1 {{ font-family: {serif}; font-size: 20px; font-weight: bold; margin: 0 0 8px 0; }}
h2 {{ font-size: 14px; font-weight: bold; margin: 0; }}
p {{ margin: 4px 0 0 0; }}
.muted {{ color: {LIGHT.muted.name()}; }}
"""


def _on_paper(span: DrawnSpan) -> DrawnSpan:
    return DrawnSpan(
        id=span.id,
        label=span.label,
        fragments=span.fragments,
        colour=span.colour,
        tint=faded(span.tint, min(_STRONG_TINT, 1 / max(0.01, span.tint.alphaF()))),
        line=span.line,
        badge=span.badge,
    )


def _clip(painter: QPainter, top: float, bottom: float, width: float) -> None:
    painter.translate(0, -top)
    # Outlines and serifs may stand out a little to both sides.
    painter.setClipRect(QRectF(-8, top, width + 16, bottom - top))


def _draw_words(painter: QPainter, document: QTextDocument, top: float, bottom: float) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, LIGHT.text)
    context.palette = palette
    context.clip = QRectF(0, top, document.textWidth(), bottom - top)
    document.documentLayout().draw(painter, context)
