"""The guidelines of the scheme beside the text: read, searched, and opened at what is selected."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QShowEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.model import Changes
from gui.icons import icon
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme, blended
from gui.translation import tr
from gui.widgets.fuzzy import folded
from gui.widgets.painting import font_pixels, scaled
from gui.widgets.search_field import SearchField

_HEADING_SIZES = {1: 1.45, 2: 1.2, 3: 1.05}
_LINE_HEIGHT_PERCENT = 142
_QUOTE_INDENT = 14
_ICON = 16
_ABOVE_HEADING = 10


class GuidelinesPanel(QFrame):
    """Shows the Markdown of the scheme in force. `close_wanted` comes from its cross and Escape."""

    close_wanted = Signal()

    def __init__(self, session: ProjectSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._markdown: str | None = None
        set_role(self, "pane", "panel")
        self.setAccessibleName(tr("Guidelines"))
        self._title = QLabel(tr("Guidelines"))
        set_role(self._title, "heading")
        self._close = QToolButton()
        self._close.setToolTip(tr("Close the guidelines (F1)"))
        self._close.setAccessibleName(tr("Close the guidelines"))
        self._close.clicked.connect(self.close_wanted)
        self._field = SearchField(tr("Search the guidelines"))
        self._field.searched.connect(self._search)
        self._field.accepted.connect(self._search_on)
        self._nothing = QLabel(tr("Not found"))
        set_role(self._nothing, "problem")
        set_role(self._nothing, "secondary")
        self._nothing.hide()
        self._text = QTextBrowser()
        # Guidelines come with a file from elsewhere: what they link to is not opened by a click.
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setAccessibleName(tr("Guidelines"))
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.viewport().setAutoFillBackground(False)
        self.setFocusProxy(self._text)
        self._lay_out()
        self._fit_icon()
        self.set_theme(theme)
        session.changed.connect(self._follow)

    def show_guidelines(self, label: str | None) -> None:
        """Show the section about a label where there is one, else what was shown before."""
        self._read()
        heading = self._section(label) if label is not None else None
        if heading is not None:
            self._scroll_to(heading)

    @property
    def section(self) -> str:
        """The heading at or above the top of what is shown, "" above the first."""
        top = self._text.verticalScrollBar().value()
        shown = ""
        for block in self._headings():
            if self._top(block) > top + _ABOVE_HEADING + 1:
                break
            shown = block.text()
        return shown

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._close.setIcon(icon("close", theme.muted))
        if self._markdown is not None:
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the scheme's guidelines when somebody looks."""
        super().showEvent(event)
        self._read()

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of letters that another zoom asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_icon()
            if self._markdown is not None:
                self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 9, 8, 7)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        search = QVBoxLayout()
        search.setContentsMargins(14, 0, 14, 8)
        search.setSpacing(4)
        search.addWidget(self._field)
        search.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(search)
        layout.addWidget(_rule())
        layout.addWidget(self._text, 1)

    def _fit_icon(self) -> None:
        side = round(scaled(self, _ICON))
        self._close.setIconSize(QSize(side, side))

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if self.isVisible() and (changes.is_large or "scheme" in changes.tables):
            self._read()

    def _read(self) -> None:
        markdown = self._session.scheme.guidelines.strip() or tr("This scheme has no guidelines.")
        if markdown != self._markdown:
            self._markdown = markdown
            self._fill()

    def _fill(self) -> None:
        place = self._text.verticalScrollBar().value()
        document = self._text.document()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(14)
        document.setMarkdown(self._markdown or "")
        for block in _blocks(document):
            self._dress(block)
        self._text.verticalScrollBar().setValue(place)
        self._search(self._field.text().strip())

    def _dress(self, block: QTextBlock) -> None:
        form = QTextBlockFormat(block.blockFormat())
        level = form.headingLevel()
        is_quote = form.hasProperty(QTextBlockFormat.Property.BlockQuoteLevel)
        pixels = font_pixels(self.font())
        height = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        form.setLineHeight(_LINE_HEIGHT_PERCENT, height)
        words = QTextCharFormat()
        if level:
            form.setTopMargin(pixels * (1.2 if block.position() else 0))
            form.setBottomMargin(pixels * 0.35)
            words.setFontWeight(QFont.Weight.Bold)
            size = round(pixels * _HEADING_SIZES.get(level, 1.0))
            words.setProperty(QTextCharFormat.Property.FontPixelSize, size)
            words.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
        elif is_quote:
            form.setLeftMargin(_QUOTE_INDENT)
            form.setTopMargin(pixels * 0.2)
            form.setBottomMargin(pixels * 0.5)
            words.setForeground(self._theme.muted)
        elif block.textList() is None:
            form.setBottomMargin(pixels * 0.55)
        else:
            form.setBottomMargin(pixels * 0.25)
        cursor = QTextCursor(block)
        cursor.setBlockFormat(form)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if not words.isEmpty():
            cursor.mergeCharFormat(words)

    def _section(self, label: str) -> QTextBlock | None:
        span_type = self._session.scheme.span_type(label)
        names = [folded(label), *([folded(span_type.title)] if span_type is not None else [])]
        headings = list(self._headings())
        for is_match in (str.startswith, str.__contains__):
            found = [
                block
                for block in headings
                if any(is_match(folded(block.text()), name) for name in names)
            ]
            if found:
                # "Proposals" rather than "Proposals and rejections".
                return min(found, key=lambda block: len(block.text()))
        return None

    def _headings(self) -> Iterator[QTextBlock]:
        for block in _blocks(self._text.document()):
            if block.blockFormat().headingLevel():
                yield block

    def _top(self, block: QTextBlock) -> float:
        return self._text.document().documentLayout().blockBoundingRect(block).top()

    def _scroll_to(self, block: QTextBlock) -> None:
        self._text.verticalScrollBar().setValue(round(self._top(block)) - _ABOVE_HEADING)

    @Slot(str)
    def _search(self, words: str) -> None:
        found = list(self._found(words))
        ground = blended(self._theme.accent, self._theme.panel, 0.3)
        marks = []
        for cursor in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(ground)
            marks.append(mark)
        self._text.setExtraSelections(marks)
        self._nothing.setVisible(bool(words) and not found)
        if found:
            self._show(found[0])

    @Slot()
    def _search_on(self) -> None:
        words = self._field.text().strip()
        present = self._text.textCursor().position()
        found = list(self._found(words))
        if found:
            beyond = (each for each in found if each.selectionStart() >= present)
            self._show(next(beyond, found[0]))

    def _found(self, words: str) -> Iterator[QTextCursor]:
        document = self._text.document()
        cursor = document.find(words) if words else QTextCursor()
        while not cursor.isNull():
            yield cursor
            cursor = document.find(words, cursor)

    def _show(self, found: QTextCursor) -> None:
        cursor = QTextCursor(found)
        cursor.setPosition(found.selectionEnd())
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _rule() -> QWidget:
    rule = QFrame()
    set_role(rule, "rule")
    return rule
