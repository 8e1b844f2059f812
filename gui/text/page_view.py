"""The only place that keeps an article laid out and painted: column, heading, scrolling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from db.model import Fragment
from gui.text.article_document import ShownArticle, fill, mute_header, set_margins
from gui.text.caret_keys import out_of_hidden_lines
from gui.text.decorations import Decorations
from gui.text.drawn import Arc, DrawnSpan
from gui.text.heading import heading_height, paint_heading
from gui.text.positions import PositionMap
from gui.text.reading_style import reading_palette, reading_style
from gui.text.scrolling import scroll_to_show
from gui.theme import LIGHT, READING_PX, Theme
from gui.translation import tr

_BLOCKS_PAINTED_ALONE = 6
_LINES_BELOW_TEXT = 3
_LINES_OF_CONTEXT = 1.5


class PageView(QTextEdit):
    """A read-only text in a centred column and what is drawn on it, in code points."""

    article_shown = Signal()
    visible_range_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent)
        self._article = ShownArticle()
        self._positions = PositionMap("")
        self._style = reading_style(theme, READING_PX)
        self._decorations = Decorations(self.document(), self._positions, self._style)
        self._drawn_caret: QRectF | None = None
        self._top: tuple[int, float] | None = None
        self._own_document: QTextDocument | None = None
        self._is_laying_out = False
        self._reported_range = (0, 0)
        self._prepare()
        self._rebuild()

    def show_article(
        self,
        *,
        article_key: str,
        title: str,
        byline: str,
        body: str,
        header_end: int = 0,
        right_to_left: bool = False,
    ) -> None:
        """Show another article from its beginning, without spans and with its header muted."""
        self._article = ShownArticle(
            key=article_key,
            title=title,
            byline=byline,
            body=body,
            header_end=header_end,
            right_to_left=right_to_left,
        )
        self._positions = PositionMap(body)
        self._decorations.clear()
        self._top = None
        self.setAccessibleDescription(title)
        self._rebuild()
        self.article_shown.emit()

    @property
    def article_key(self) -> str:
        """The key of the shown article, "" for none."""
        return self._article.key

    @property
    def body(self) -> str:
        """The body of the shown article."""
        return self._article.body

    @property
    def spans(self) -> tuple[DrawnSpan, ...]:
        """The spans that are drawn, in reading order."""
        return self._decorations.layer.spans

    def set_heading(self, title: str, byline: str) -> None:
        """Show another title and byline over the same text."""
        self._article = replace(self._article, title=title, byline=byline)
        self._lay_out()

    def set_spans(self, spans: Sequence[DrawnSpan]) -> None:
        """Draw these spans from now on."""
        changed = self._decorations.set_spans(spans)
        if changed is None or len(changed) > _BLOCKS_PAINTED_ALONE:
            self.viewport().update()
        else:
            for number in changed:
                self._update_block(number)

    def set_arcs(self, arcs: Sequence[Arc]) -> None:
        """Draw these arcs from now on; those with an end that is no span are left out."""
        if self._decorations.set_arcs(arcs):
            self.viewport().update()

    def set_matches(self, matches: Sequence[Fragment], current: int | None = None) -> None:
        """Show these stretches as found; `current` is the index of the one that stands out."""
        self._decorations.set_matches(matches, current)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; the spans keep theirs until they are set again."""
        self._style = reading_style(theme, self._style.size, width=self._style.width)
        self._dress()
        mute_header(self.document(), self._positions.to_qt(self._article.header_end), self._style)
        self._decorations.follow(self.document(), self._positions, self._style)
        self._lay_out()

    def set_reading_size(self, px: float) -> None:
        """Take another size of letters, and with it of all else; the line on top stays."""
        self._style = reading_style(self._style.theme, px, width=self._style.width)
        caret, anchor = self.textCursor().position(), self.textCursor().anchor()
        # In the body, neither caret nor selection move.
        blocker = QSignalBlocker(self)
        self._rebuild()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
        self._is_laying_out = True
        self.setTextCursor(cursor)
        blocker.unblock()
        self._lay_out()

    def set_reading_width(self, percent: float) -> None:
        """Let the column be so wide, in percent of the usual width."""
        if round(self._style.width * 100) != round(percent):
            self._style = replace(self._style, width=percent / 100)
            self._decorations.follow(self.document(), self._positions, self._style)
            self._lay_out()

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as shows a stretch and some lines around it; far away, to a third."""
        ends = [self._decorations.geometry.caret_place(position) for position in (start, end)]
        baselines = [place.y() for place in ends if place is not None]
        if baselines:
            context = _LINES_OF_CONTEXT * self._style.line_height
            top = min(baselines) - self._style.ascent - context
            bottom = max(baselines) + self._style.descent + context
            bar = self.verticalScrollBar()
            bar.setValue(scroll_to_show(top, bottom, bar.value(), self.viewport().height()))

    def place_of(self, start: int, end: int) -> QRect:
        """Where the first line of a stretch, or a caret, stands in the viewport or beyond it."""
        ascent, descent = self._style.ascent, self._style.descent
        geometry = self._decorations.geometry
        rects = geometry.rects(Fragment(start, end), ascent, descent) if start < end else []
        if not rects and (place := geometry.caret_place(start)) is not None:
            rects = [QRectF(place.x(), place.y() - ascent, 1, ascent + descent)]
        scrolled = self.verticalScrollBar().value()
        return rects[0].translated(0, -scrolled).toAlignedRect() if rects else QRect()

    def visible_range(self) -> tuple[int, int]:
        """The code points on the screen, half-open; lines that show less than half left out."""
        height = self.viewport().height()
        half = self._style.line_height / 2
        top = self.verticalScrollBar().value()
        left, width = self._style.column(self.viewport().width())
        start = self._code_point_at(QPointF(left, top + half))
        return start, max(start, self._code_point_at(QPointF(left + width, top + height - half)))

    @property
    def scroll_position(self) -> int:
        """The code point of the line on top (0: the heading); good for any width and size."""
        return self._top[0] if self._top else 0

    @scroll_position.setter
    def scroll_position(self, code_point: int) -> None:
        self._top = (code_point, 0.0) if code_point > 0 else None
        self._restore_top()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page from back to front; the words themselves are Qt's."""
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        clip = QRectF(event.rect()).translated(scrolled)
        painter = self._painter(scrolled)
        left, width = self._style.column(self.viewport().width())
        if clip.top() < self._heading_height(width):
            paint_heading(painter, self._article, self._style, left, width)
        self._decorations.paint_behind(painter, clip)
        painter.end()
        super().paintEvent(event)
        painter = self._painter(scrolled)
        self._decorations.paint_over(painter, clip)
        if (place := self._caret_place()) is not None:
            self._decorations.paint_caret(painter, place, has_focus=self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Centre the column anew and keep the line on top where it was."""
        self._is_laying_out = True
        self._set_margins(self.document())
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the line on top, where Qt would scroll to the caret."""
        self._is_laying_out = True
        super().showEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the reading font when the window's font changes, which Qt would give to the text."""
        is_font = event.type() in {QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange}
        if not is_font:
            super().changeEvent(event)
            return
        # Qt scrolls meanwhile, over blocks without lines: to ask where one stands there is fatal.
        was, self._is_laying_out = self._is_laying_out, True
        super().changeEvent(event)
        if self.document().defaultFont() != self._style.font:
            self.document().setDefaultFont(self._style.font)
            self._lay_out()
        self._is_laying_out = was

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl the wheel is the window's, since Qt would zoom this text alone."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret strongly."""
        super().focusInEvent(event)
        self._update_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the caret faintly."""
        super().focusOutEvent(event)
        self._update_caret()

    def _prepare(self) -> None:
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        # Qt's own caret is as high as its line and goes away with the focus; ours is painted.
        self.setCursorWidth(0)
        self.setAccessibleName(tr("Article text"))
        self._dress()
        self.cursorPositionChanged.connect(self._update_caret)
        self.verticalScrollBar().valueChanged.connect(self._note_scrolling)

    def _dress(self) -> None:
        palette = reading_palette(self.palette(), self._style.theme)
        self.setPalette(palette)
        # Where there is a style sheet the viewport keeps the ground of the former theme.
        self.viewport().setPalette(palette)

    def _rebuild(self) -> None:
        """Make a document of the article: a fresh one is laid out once, not for each format."""
        document = QTextDocument(self)
        fill(document, self._article, self._positions, self._style)
        self._set_margins(document)
        self._decorations.follow(document, self._positions, self._style)
        self._is_laying_out = True
        self.setDocument(document)
        self.setTextCursor(out_of_hidden_lines(self.textCursor(), backwards=False))
        if self._own_document is not None:
            self._own_document.deleteLater()
        self._own_document = document
        self._lay_out()

    def _set_margins(self, document: QTextDocument) -> None:
        left, width = self._style.column(self.viewport().width())
        right = max(0.0, self.viewport().width() - left - width)
        below = _LINES_BELOW_TEXT * self._style.line_height
        set_margins(document, left, self._heading_height(width), right, below)

    def _lay_out(self) -> None:
        self._is_laying_out = True
        self._set_margins(self.document())
        self._decorations.set_column(*self._style.column(self.viewport().width()))
        self._restore_top()
        self._is_laying_out = False
        self.viewport().update()
        self._report_range()

    def _restore_top(self) -> None:
        if self._top is None:
            self.verticalScrollBar().setValue(0)
            return
        code_point, offset = self._top
        place = self._decorations.geometry.caret_place(code_point)
        if place is not None:
            was, self._is_laying_out = self._is_laying_out, True
            self.verticalScrollBar().setValue(round(place.y() - self._style.ascent + offset))
            self._is_laying_out = was
            self._report_range()

    def _note_scrolling(self, value: int) -> None:
        if self._is_laying_out:
            return
        left, _ = self._style.column(self.viewport().width())
        code_point = self._code_point_at(QPointF(left, value))
        place = self._decorations.geometry.caret_place(code_point)
        offset = value - (place.y() - self._style.ascent) if place is not None else 0.0
        self._top = (code_point, offset) if value > 0 and place is not None else None
        self._report_range()

    def _report_range(self) -> None:
        shown = self.visible_range()
        if shown != self._reported_range:
            self._reported_range = shown
            self.visible_range_changed.emit(*shown)

    def _code_point_at(self, point: QPointF) -> int:
        return self._positions.to_code_point(self._decorations.geometry.position_at(point))

    def _heading_height(self, width: float) -> float:
        return heading_height(self._article, self._style, width)

    def _painter(self, scrolled: QPointF) -> QPainter:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-scrolled)
        return painter

    def _caret_place(self) -> QPointF | None:
        place = self._decorations.geometry.caret_place(
            self._positions.to_code_point(self.textCursor().position())
        )
        return place - QPointF(0, self._style.ascent) if place is not None else None

    def _update_block(self, number: int) -> None:
        """Paint a paragraph anew, with what may stand over its first line: letters and badges."""
        block = self.document().findBlockByNumber(number)
        rect = self.document().documentLayout().blockBoundingRect(block)
        line = self._style.line_height
        scrolled = self.verticalScrollBar().value()
        top, bottom = rect.top() - line - scrolled, rect.bottom() + line - scrolled
        height = self.viewport().height()
        if bottom >= 0 and top <= height:
            area = QRectF(0, top, self.viewport().width(), bottom - top)
            self.viewport().update(area.toAlignedRect())

    def _update_caret(self) -> None:
        place = self._caret_place()
        scrolled = self.verticalScrollBar().value()
        height = self._style.ascent + self._style.descent
        area = None if place is None else QRectF(place.x() - 3, place.y() - 1, 6, height + 2)
        for one in (self._drawn_caret, area):
            if one is not None:
                self.viewport().update(one.translated(0, -scrolled).toAlignedRect())
        self._drawn_caret = area
