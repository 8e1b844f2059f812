"""Shows Markdown as it is read: headings with air around them, nothing loaded from elsewhere."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser

from gui.widgets.painting import scaled


class MarkdownView(QTextBrowser):
    """Links are shown but lead nowhere: the text may come from anybody."""

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(2)

    def show_markdown(self, text: str) -> None:
        """Show another text, from its beginning."""
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(
            text, features.MarkdownNoHTML | features.MarkdownDialectCommonMark
        )
        block = self.document().begin()
        while block.isValid():
            self._give_air(block)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _give_air(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        form = block.blockFormat()
        level = form.headingLevel()
        is_listed = block.textList() is not None
        form.setTopMargin(scaled(self, 16 if level else 0))
        form.setBottomMargin(scaled(self, 6 if level else 4 if is_listed else 9))
        form.setLineHeight(128.0, 1)
        cursor.setBlockFormat(form)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            words = QTextCharFormat()
            words.setProperty(QTextFormat.Property.FontSizeAdjustment, max(0, 3 - level))
            cursor.mergeCharFormat(words)
