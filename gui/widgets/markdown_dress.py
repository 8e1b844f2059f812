"""The only place that says how Markdown looks: the air, sizes and colours that Qt leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QWidget

from gui.theme import blended, fixed_families
from gui.widgets.painting import bold, colour, font_pixels, scaled

_HEADING_SIZES = {1: 1.45, 2: 1.2, 3: 1.05}
_LINE_HEIGHT_PERCENT = 142
_QUOTE_INDENT = 14


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """All blocks from the top; cells of tables are blocks, too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def dress(document: QTextDocument, widget: QWidget) -> None:
    """Give all blocks their looks, by the font of the widget and the palette in force."""
    # As one edit: else the document would be laid out anew after each block.
    whole = QTextCursor(document)
    whole.beginEditBlock()
    for block in blocks_of(document):
        _dress(block, widget)
    whole.endEditBlock()


def fit_pictures(
    document: QTextDocument, room: float, drawn: Callable[[str, float], QSize]
) -> None:
    """Keep pictures within a width; `drawn` tells how large the one of a name is within it."""
    for block in blocks_of(document):
        for fragment in _fragments(block):
            form = fragment.charFormat()
            size = drawn(form.toImageFormat().name(), room) if form.isImageFormat() else QSize()
            if size.isEmpty():
                continue
            picture = form.toImageFormat()
            picture.setWidth(size.width())
            picture.setHeight(size.height())
            _over(block, fragment).setCharFormat(picture)


def _dress(block: QTextBlock, widget: QWidget) -> None:
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    if table is not None and block == table.firstCursorPosition().block():
        _dress_table(table, widget)
    cursor.setBlockFormat(_block_format(block, widget, is_in_table=table is not None))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    words = _letters(block, widget)
    if table is not None and table.cellAt(cursor).row() == 0:
        words.setFontWeight(QFont.Weight.Bold)
    if not words.isEmpty():
        cursor.mergeCharFormat(words)
    if not _is_code(block):
        _dress_code(block)


def _block_format(block: QTextBlock, widget: QWidget, *, is_in_table: bool) -> QTextBlockFormat:
    form = QTextBlockFormat(block.blockFormat())
    pixels = font_pixels(widget.font())
    height = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    is_picture = any(each.charFormat().isImageFormat() for each in _fragments(block))
    form.setLineHeight(100 if is_picture else _LINE_HEIGHT_PERCENT, height)
    if is_in_table:
        # The first cell after some code would stand lower than the others.
        form.setTopMargin(0)
        form.setBottomMargin(0)
        return form
    if form.headingLevel():
        form.setTopMargin(pixels * (1.2 if block.position() else 0))
        form.setBottomMargin(pixels * 0.35)
    elif _is_code(block):
        form.setBackground(_code_ground())
        form.setLineHeight(125, height)
        form.setLeftMargin(pixels * 0.6)
        ends = not _is_code(block.next())
        form.setBottomMargin(pixels * 0.7 if ends else 0)
    elif _is_quote(block):
        form.setLeftMargin(_QUOTE_INDENT)
        form.setTopMargin(pixels * 0.2)
        form.setBottomMargin(pixels * 0.5)
    else:
        form.setBottomMargin(pixels * (0.55 if block.textList() is None else 0.25))
    return form


def _letters(block: QTextBlock, widget: QWidget) -> QTextCharFormat:
    words = QTextCharFormat()
    level = block.blockFormat().headingLevel()
    pixels = font_pixels(widget.font())
    if level:
        words.setFontWeight(QFont.Weight.Bold)
        size = round(pixels * _HEADING_SIZES.get(level, 1.0))
        words.setProperty(QTextCharFormat.Property.FontPixelSize, size)
        words.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
    elif _is_code(block):
        words.setFontFamilies(fixed_families())
    elif _is_quote(block):
        words.setForeground(colour(QPalette.ColorRole.PlaceholderText))
    return words


def _dress_code(block: QTextBlock) -> None:
    """Set off words in a fixed width; Qt names a family for them that may not be there."""
    form = QTextCharFormat()
    form.setFontFamilies(fixed_families())
    form.setBackground(_code_ground())
    for fragment in _fragments(block):
        if fragment.charFormat().fontFixedPitch():
            _over(block, fragment).mergeCharFormat(form)


def _dress_table(table: QTextTable, widget: QWidget) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(colour(QPalette.ColorRole.Mid))
    form.setBorderCollapse(True)
    form.setCellPadding(scaled(widget, 5))
    form.setTopMargin(scaled(widget, 4))
    form.setBottomMargin(scaled(widget, 14))
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    # By what their words need, but no column so wide that another becomes a chimney.
    form.setColumnWidthConstraints(_column_widths(table, widget))
    table.setFormat(form)


def _column_widths(table: QTextTable, widget: QWidget) -> list[QTextLength]:
    # As if all were bold, which heads are, and code is about as wide as.
    metrics = QFontMetricsF(bold(widget.font()))
    wide = []
    for column in range(table.columns()):
        texts = [
            table.cellAt(row, column).firstCursorPosition().block().text()
            for row in range(table.rows())
        ]
        longest = max(metrics.horizontalAdvance(text) for text in texts)
        wide.append(min(longest, scaled(widget, 320)) + scaled(widget, 18))
    whole = sum(wide)
    percent = QTextLength.Type.PercentageLength
    return [QTextLength(percent, 100 * each / whole) for each in wide]


def _code_ground() -> QColor:
    return blended(colour(QPalette.ColorRole.Text), colour(QPalette.ColorRole.Base), 0.07)


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(
        QTextBlockFormat.Property.BlockCodeFence
    )


def _is_quote(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockQuoteLevel)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    at = block.begin()
    found = []
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _over(block: QTextBlock, fragment: QTextFragment) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    return cursor
