"""The only place for what hands do to an article: caret, selection, clicks, picking by letter.

It draws what it was given and changes none of it: whoever listens to its signals gives it new
spans.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from db.model import Fragment, SpanId
from gui.text.caret_keys import is_backwards, out_of_hidden_lines, sentence_target
from gui.text.decorations import Hints
from gui.text.drawn import Emphasis
from gui.text.hints import matching
from gui.text.hit_test import next_in_stack, spans_at
from gui.text.page_view import PageView
from gui.text.snapping import snap_to_words, trim, word_at
from gui.theme import LIGHT, Theme

_COMMAND_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ArticleView(PageView):
    """The article as people work on it; all positions are code points of the body.

    `extent_dragged` carries the `Fragment` that was selected by mouse, `span_clicked`,
    `span_double_clicked` and `hint_typed` a `SpanId`; `blank_clicked` is a click on no span. Single
    keys are left to actions of the window.
    """

    selection_changed = Signal()
    caret_moved = Signal(int)
    span_clicked = Signal(object)
    span_double_clicked = Signal(object)
    blank_clicked = Signal()
    extent_dragged = Signal(object)
    hint_typed = Signal(object)
    hint_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent, theme)
        self._exact: tuple[int, int] | None = None
        self._pressed_at: QPoint | None = None
        self._is_selected_by_press = False
        self.selectionChanged.connect(self._note_selection)
        self.cursorPositionChanged.connect(self._report_caret)

    @property
    def caret(self) -> int:
        """The caret, in code points."""
        return self._positions.to_code_point(self.textCursor().position())

    def set_caret(self, code_point: int) -> None:
        """Put the caret there, let go of the selection and show the place."""
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_qt(code_point))
        self.setTextCursor(out_of_hidden_lines(cursor, backwards=False))
        self.reveal(code_point, code_point)

    def select(self, start: int, end: int) -> None:
        """Select exactly these characters, with the caret at the end, and show them."""
        self._select(start, end)
        self.reveal(start, end)

    def clear_selection(self) -> None:
        """Let go of the selection; the caret stays."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def selected_extent(self) -> Fragment | None:
        """What a span of the selection would cover: whole words, no outer space; None for nothing.

        A selection by `select` or with Alt held keeps its exact characters.
        """
        selected = self._selected()
        if selected is None:
            return None
        body = self._article.body
        return trim(body, *selected) if selected == self._exact else snap_to_words(body, *selected)

    @property
    def is_selection_exact(self) -> bool:
        """Whether `selected_extent` leaves the selection's edges inside words."""
        return self._exact is not None and self._selected() == self._exact

    def word_at_caret(self) -> Fragment | None:
        """The word in or before which the caret stands, or that ends at it."""
        return word_at(self._article.body, self.caret)

    def spans_at_point(self, point: QPoint) -> tuple[SpanId, ...]:
        """The spans under a point of the viewport, innermost first."""
        on_page = self._on_page(QPointF(point))
        nearest = self._code_point_at(on_page)
        near = {
            span: None
            for position in (nearest, nearest - 1)
            for span in spans_at(self.spans, position)
        }
        order = {span.id: span.end - span.start for span in self.spans if span.id in near}
        return self._decorations.spans_under(on_page, sorted(near, key=lambda span: order[span]))

    def set_hints(self, hints: Mapping[SpanId, str]) -> None:
        """Show letters over spans and take typed letters for them until `clear_hints` or Escape."""
        now = self._decorations.hints
        typed = now.typed if now.letters == hints else ""
        self._decorations.hints = Hints(dict(hints), typed)
        self.viewport().update()

    @property
    def hints(self) -> Mapping[SpanId, str]:
        """The letters that stand over spans."""
        return self._decorations.hints.letters

    def clear_hints(self) -> None:
        """Take the letters away; keys mean what they always mean."""
        if self._decorations.hints.letters:
            self._decorations.hints = Hints()
            self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take letters before the window's shortcuts do while they pick a span."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._is_hint_key(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick a span by letter, move by sentence, or let Qt move the caret."""
        if self._is_hint_key(event):
            self._type_hint(event)
            return
        target = sentence_target(event, self._article.body, self.caret)
        if target is not None:
            is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            mode = (
                QTextCursor.MoveMode.KeepAnchor if is_extending else QTextCursor.MoveMode.MoveAnchor
            )
            cursor = self.textCursor()
            cursor.setPosition(self._positions.to_qt(target), mode)
            self.setTextCursor(cursor)
        else:
            super().keyPressEvent(event)
            cursor = self.textCursor()
            if not cursor.block().isVisible():
                self.setTextCursor(out_of_hidden_lines(cursor, backwards=is_backwards(event)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a new selection, also inside the old one, where Qt would drag its text away."""
        is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.LeftButton and not is_extending:
            self.clear_selection()
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self._is_selected_by_press = self._selected() is not None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection at whole words (Alt: where the mouse is), or tell what was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, pressed_at = event.position().toPoint(), self._pressed_at
        self._pressed_at = None
        if (
            pressed_at is not None
            and not self._is_selected_by_press
            and _is_near(point, pressed_at)
        ):
            self.clear_selection()
            self._click(point)
        elif self._selected() is not None and not self.is_selection_exact:
            self._end_selection(is_exact=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; on a span, tell so."""
        super().mouseDoubleClickEvent(event)
        stack = self.spans_at_point(event.position().toPoint())
        word = word_at(self._article.body, self._code_point_at(self._on_page(event.position())))
        if word is not None:
            self._select(word.start, word.end)
        if stack:
            self.span_double_clicked.emit(stack[0])
        elif word is not None:
            self.extent_dragged.emit(word)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the body's own characters, not what stands in for them on the page."""
        data = QMimeData()
        selected = self._selected()
        data.setText(self._article.body[slice(*selected)] if selected else "")
        return data

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_qt(start))
        cursor.setPosition(self._positions.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        self._exact = (start, end)
        self.setTextCursor(cursor)

    def _click(self, point: QPoint) -> None:
        selected = next(
            (each.id for each in self.spans if each.emphasis is Emphasis.SELECTED), None
        )
        picked = next_in_stack(self.spans_at_point(point), selected)
        if picked is None:
            self.blank_clicked.emit()
        else:
            self.span_clicked.emit(picked)

    def _on_page(self, point: QPointF) -> QPointF:
        return point + QPointF(0, self.verticalScrollBar().value())

    def _selected(self) -> tuple[int, int] | None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        to_code_point = self._positions.to_code_point
        return to_code_point(cursor.selectionStart()), to_code_point(cursor.selectionEnd())

    def _end_selection(self, *, is_exact: bool) -> None:
        selected = self._selected()
        body = self._article.body
        extent = (
            None if selected is None else (trim if is_exact else snap_to_words)(body, *selected)
        )
        if extent is None:
            self.clear_selection()
            return
        self._select(extent.start, extent.end)
        self.extent_dragged.emit(extent)

    def _is_hint_key(self, event: QKeyEvent) -> bool:
        if not self._decorations.hints.letters or event.modifiers() & _COMMAND_KEYS:
            return False
        return event.text().isalpha() or event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Backspace}

    def _type_hint(self, event: QKeyEvent) -> None:
        hints = self._decorations.hints
        typed = (
            hints.typed[:-1]
            if event.key() == Qt.Key.Key_Backspace
            else hints.typed + event.text().lower()
        )
        if event.key() == Qt.Key.Key_Escape:
            self.clear_hints()
            self.hint_cancelled.emit()
            return
        left = matching(hints.letters, typed)
        picked = next((span for span, letters in left.items() if letters == typed), None)
        if picked is not None or not left:
            typed = hints.typed if picked is None else ""
        self._decorations.hints = Hints(hints.letters, typed)
        self.viewport().update()
        if picked is not None:
            self.hint_typed.emit(picked)

    def _note_selection(self) -> None:
        if not self.is_selection_exact:
            self._exact = None
        self.selection_changed.emit()

    def _report_caret(self) -> None:
        self.caret_moved.emit(self.caret)


def _is_near(point: QPoint, other: QPoint) -> bool:
    """Whether the way between two points is too short to be a drag that was meant."""
    return (point - other).manhattanLength() < QApplication.startDragDistance()
