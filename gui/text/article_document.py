"""The only place that makes a QTextDocument of a body: line distance, gaps, muted header.

The document shows every character of the body at its place; runs of blank lines are hidden, never
taken out. It is filled before a view or a layout sees it, because each later change of a format
would lay the text out once more.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)

from gui.text.positions import PositionMap
from gui.text.reading_style import ReadingStyle

_FIXED_HEIGHT = QTextBlockFormat.LineHeightTypes.FixedHeight.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """What the view shows of an article; its first `header_end` code points are muted."""

    key: str = ""
    title: str = ""
    byline: str = ""
    body: str = ""
    header_end: int = 0
    right_to_left: bool = False


def fill(
    document: QTextDocument, article: ShownArticle, positions: PositionMap, style: ReadingStyle
) -> None:
    """Put the body into an empty document in this style."""
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(style.font)
    document.setPlainText(positions.display_text)
    _format_blocks(document, article, style)
    mute_header(document, positions.to_qt(article.header_end), style)


def mute_header(document: QTextDocument, end: int, style: ReadingStyle) -> None:
    """Show the first `end` UTF-16 units smaller and in the muted colour."""
    if end:
        muted = QTextCharFormat()
        muted.setForeground(style.theme.muted)
        muted.setProperty(QTextCharFormat.Property.FontPixelSize, round(style.size * 0.88))
        cursor = QTextCursor(document)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(muted)


def set_margins(
    document: QTextDocument, left: float, top: float, right: float, bottom: float
) -> bool:
    """Set the white space around the text; says whether that made a new layout."""
    frame = document.rootFrame()
    wanted = QTextFrameFormat(frame.frameFormat())
    wanted.setLeftMargin(left)
    wanted.setTopMargin(top)
    wanted.setRightMargin(right)
    wanted.setBottomMargin(bottom)
    if wanted == frame.frameFormat():
        return False
    frame.setFrameFormat(wanted)
    return True


def _format_blocks(document: QTextDocument, article: ShownArticle, style: ReadingStyle) -> None:
    common = QTextBlockFormat()
    common.setLineHeight(style.line_height, _FIXED_HEIGHT)
    common.setTopMargin(style.line_gap)
    if article.right_to_left:
        common.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(common)
    space = QFontMetricsF(document.defaultFont()).horizontalAdvance(" ")
    gap = 0.0
    block = document.begin()
    while block.isValid():
        text = block.text()
        ink = text.lstrip(" \u00a0")
        if not ink.strip():
            block.setVisible(False)
            gap = style.paragraph_gap if gap else 0.0
        else:
            indent = space * (len(text) - len(ink))
            if gap != style.line_gap or indent:
                special = QTextBlockFormat(common)
                special.setTopMargin(gap)
                # Space before a paragraph is shown as if it were not there, by hanging it out to
                # the left.
                special.setTextIndent(-indent)
                QTextCursor(block).setBlockFormat(special)
            gap = style.line_gap
        block = block.next()
    cursor.endEditBlock()
