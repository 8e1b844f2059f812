"""The one place that shows Markdown as it is read: with air, marks of a search, and no strangers.

The text may come from anybody, so nothing is loaded from elsewhere, HTML stays what it looks like,
and a link leads nowhere by itself: `link_wanted` carries where it points, for who wants to go.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from gui.theme import blended, luminance
from gui.widgets.markdown_dress import blocks_of, dress, fit_pictures
from gui.widgets.painting import colour, scaled

_ABOVE_HEADING = 10
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class MarkdownView(QTextBrowser):
    """Read-only; follows font and palette by itself.

    `pictures` is the only folder that pictures are taken from, by their bare names. Where one is
    called `…-light.png`, a dark window shows `…-dark.png`.
    """

    link_wanted = Signal(str)

    def __init__(
        self, accessible_name: str, *, pictures: Path | None = None, margin: float = 14
    ) -> None:
        super().__init__()
        self._markdown: str | None = None
        self._pictures = pictures
        self._margin = margin
        self._searched = ""
        self._places: list[QTextCursor] = []
        self.setAccessibleName(accessible_name)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._tell_link)

    def show_markdown(self, text: str, *, keeps_place: bool = False) -> None:
        """Show another text, from its beginning unless told; a search is marked in it as well."""
        if text == self._markdown:
            return
        place = self.verticalScrollBar().value() if keeps_place else 0
        self._markdown = text
        self._fill()
        if not keeps_place:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)

    @property
    def section(self) -> str:
        """The heading at or above the top of what is shown, "" above the first."""
        above = self._headings_above()
        return above[-1].text() if above else ""

    @property
    def section_number(self) -> int:
        """Which of the headings that is, from 0; 0 above the first, too."""
        return max(0, len(self._headings_above()) - 1)

    def headings(self) -> Iterator[QTextBlock]:
        """The blocks that are headings, from the top."""
        return (each for each in self.blocks() if each.blockFormat().headingLevel())

    def blocks(self) -> Iterator[QTextBlock]:
        """All blocks, from the top; cells of tables are blocks, too."""
        return blocks_of(self.document())

    def scroll_to(self, block: QTextBlock) -> None:
        """Bring a block to the top, and the caret to it, so that Tab goes on from there."""
        self.setTextCursor(QTextCursor(block))
        self.verticalScrollBar().setValue(round(self._top(block)) - _ABOVE_HEADING)

    def search(self, words: str, *, shows_first: bool = True) -> int:
        """Mark all places of some words and show the first, if wanted; gives their number.

        Capitals don't count. Where the words don't stand together, each of them is marked, if all
        are there. "" takes the marks away and leaves the place.
        """
        found = self._mark(words)
        if found and shows_first:
            self._show(found[0])
        return len(found)

    def search_on(self) -> None:
        """Show the next marked place after the caret, around the end."""
        present = self.textCursor().position()
        beyond = (each for each in self._places if each.selectionStart() >= present)
        following = next(beyond, self._places[0] if self._places else None)
        if following is not None:
            self._show(following)

    def search_back(self) -> None:
        """Show the marked place before the one that is shown, around the beginning."""
        present = self.textCursor().position()
        before = [each for each in self._places if each.selectionEnd() < present]
        if self._places:
            self._show(before[-1] if before else self._places[-1])

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give pictures of the one folder, and nothing else."""
        url = name if isinstance(name, QUrl) else QUrl(name)
        is_picture = kind == QTextDocument.ResourceType.ImageResource.value
        if self._pictures is None or not is_picture or url.scheme():
            return None
        return QImage(str(self._picture(url.fileName())))

    def changeEvent(self, event: QEvent) -> None:
        """Take the letters and colours that another zoom or theme asks for."""
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if changed and getattr(self, "_markdown", None) is not None:
            place, caret = self.verticalScrollBar().value(), self.textCursor()
            position = caret.position()
            self._fill()
            # The same words came anew, and left the caret behind them.
            caret.setPosition(position)
            self.setTextCursor(caret)
            self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pictures within the width, and at the top what was there in the other width."""
        if event.size().width() == event.oldSize().width():
            super().resizeEvent(event)
            return
        at_top = self.cursorForPosition(QPoint()).block()
        above = self.verticalScrollBar().value() - self._top(at_top)
        # Before the lines are laid out anew: after it, Qt would leave the end of the text out.
        self._fit_pictures()
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(round(self._top(at_top) + above))

    @Slot(QUrl)
    def _tell_link(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())

    def _fill(self) -> None:
        document = self.document()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(scaled(self, self._margin))
        document.setMarkdown(self._markdown or "", _FEATURES)
        dress(document, self)
        self._fit_pictures()
        self._mark(self._searched)

    def _fit_pictures(self) -> None:
        if self._pictures is not None:
            room = self.viewport().width() - 2 * self.document().documentMargin()
            fit_pictures(self.document(), room, self._drawn_picture)

    def _drawn_picture(self, name: str, room: float) -> QSize:
        """Hand the document a picture in the size in which it is drawn, and tell that size."""
        path = str(self._picture(name))
        natural = QImageReader(path).size()
        if natural.isEmpty():
            return QSize()
        wide = min(round(room), natural.width())
        shown = _scaled(path, min(round(wide * self.devicePixelRatio()), natural.width()))
        kind = QTextDocument.ResourceType.ImageResource.value
        self.document().addResource(kind, QUrl(name), shown)
        return QSize(wide, round(wide * natural.height() / natural.width()))

    def _picture(self, name: str) -> Path:
        plain = Path(name).name
        is_dark = luminance(colour(QPalette.ColorRole.Base)) < 0.18
        return (self._pictures or Path()) / (
            plain.replace("-light.", "-dark.") if is_dark else plain
        )

    def _headings_above(self) -> list[QTextBlock]:
        top = self.verticalScrollBar().value()
        headings = list(self.headings())
        # At the end the last headings can't come to the top; the caret says which one is meant.
        if top == self.verticalScrollBar().maximum() and top:
            caret = self.textCursor().position()
            within = [each for each in headings if each.position() <= caret]
            if within and self._top(within[-1]) > top:
                return within
        return [each for each in headings if self._top(each) <= top + _ABOVE_HEADING + 1]

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()

    def _mark(self, words: str) -> list[QTextCursor]:
        self._searched = words
        apart = [list(self._found(word)) for word in words.split()]
        found = list(self._found(words)) or (
            sorted(chain(*apart), key=QTextCursor.position) if all(apart) else []
        )
        ground = blended(colour(QPalette.ColorRole.Accent), colour(QPalette.ColorRole.Window), 0.3)
        marks = []
        for cursor in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(ground)
            marks.append(mark)
        self._places = found
        self.setExtraSelections(marks)
        return found

    def _found(self, words: str) -> Iterator[QTextCursor]:
        document = self.document()
        cursor = document.find(words) if words else QTextCursor()
        while not cursor.isNull():
            yield cursor
            cursor = document.find(words, cursor)

    def _show(self, found: QTextCursor) -> None:
        cursor = QTextCursor(found)
        cursor.setPosition(found.selectionEnd())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()


# Here, because a document that scales by itself leaves letters torn.
@lru_cache(maxsize=16)
def _scaled(path: str, width: int) -> QImage:
    return QImage(path).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
