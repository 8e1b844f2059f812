"""The only place for the fields in which a question about the article is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.model import AttributeValue
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind
from gui.annotate.article_fields.dates import iso_date
from gui.answer_field import AnswerField, read_answer
from gui.style_sheet import set_role
from gui.translation import tr, tr_said
from gui.widgets.completing_field import CompletingField

CHOSEN = (AttributeKind.CHOICE, AttributeKind.YES_NO)


class LineEditor(QWidget):
    """A question that is answered in a line. `answered` carries the new value, None for none.

    The answer is told with Enter or when the field is left. `ended` comes with Enter; Escape takes
    back what was typed, and if there is nothing to take back, `left` comes.
    """

    answered = Signal(object)
    ended = Signal()
    left = Signal()

    def __init__(
        self, attribute: Attribute, candidates: Callable[[], Sequence[str]] | None = None
    ) -> None:
        """`candidates` are asked for when a person comes to the field, to be offered to them."""
        super().__init__()
        self._attribute = attribute
        self._value: AttributeValue | None = None
        self._line = _Line(attribute.title, candidates)
        self._line.setPlaceholderText(_example(attribute))
        self._line.setToolTip(attribute.hint)
        self._wrong = QLabel()
        set_role(self._wrong, "problem")
        set_role(self._wrong, "secondary")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._line)
        layout.addWidget(self._wrong)
        self.setFocusProxy(self._line)
        self._line.committed.connect(self._take)
        self._line.ended.connect(self.ended)
        self._line.escaped.connect(self._give_up)

    @property
    def line(self) -> CompletingField:
        """The field that has the focus."""
        return self._line

    def show_value(self, value: AttributeValue | None, *, is_other_article: bool = False) -> None:
        """Show what is stored, but of the same article not over what a person is typing."""
        self._value = value
        if is_other_article or not self._is_typed_over:
            self._restore()

    def settle(self) -> None:
        """Tell at once what was typed, as if the field had been left."""
        self._line.settle()

    @Slot(str)
    def _take(self, text: str) -> None:
        value = _read(self._attribute, text)
        wrong = what_is_wrong(self._attribute, value) if value is not None else ""
        self._complain(wrong)
        if wrong:
            return
        self._line.set_value("" if value is None else str(value))
        if value != self._value:
            self._value = value
            self.answered.emit(value)

    @property
    def _is_typed_over(self) -> bool:
        return bool(self._wrong.text()) or (self._line.hasFocus() and self._line.is_changed)

    @Slot()
    def _give_up(self) -> None:
        if self._is_typed_over:
            self._restore()
        else:
            self.left.emit()

    def _restore(self) -> None:
        self._line.set_value("" if self._value is None else str(self._value))
        if not self._line.hasFocus():
            # A long title is read from its beginning.
            self._line.setCursorPosition(0)
        self._complain("")

    def _complain(self, wrong: str) -> None:
        self._wrong.setText(tr("This {problem}.", problem=tr_said(wrong)) if wrong else "")
        self._wrong.setVisible(bool(wrong))
        set_role(self._line, "invalid", bool(wrong))
        self._line.setAccessibleDescription(self._wrong.text())


class ChoiceEditor(AnswerField):
    """A question that is answered by choosing, in the size of the other fields."""

    ended = Signal()
    left = Signal()

    def __init__(self, attribute: Attribute) -> None:
        super().__init__(attribute)
        set_role(self.editor, "compact", value=False)
        self.editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next question, Escape back to the text."""
        if watched is self.editor and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if event.key() == Qt.Key.Key_Escape:
                if is_press:
                    self.left.emit()
                event.accept()
                return True
            if is_press and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.ended.emit()
                return True
        return super().eventFilter(watched, event)

    def show_value(
        self, value: AttributeValue | None, words: str = "", *, is_other_article: bool = False
    ) -> None:
        """Show what is stored."""
        del is_other_article
        super().show_value(value, words)

    def settle(self) -> None:
        """There is never anything left to tell: a choice is told when it is made."""


class _Line(CompletingField):
    """A completing field that asks for its candidates late and tells Enter and Escape apart."""

    ended = Signal()
    escaped = Signal()

    def __init__(self, name: str, candidates: Callable[[], Sequence[str]] | None) -> None:
        super().__init__(name)
        self._ask = candidates

    @property
    def is_changed(self) -> bool:
        """Whether something was typed and not told yet."""
        return self.text().strip() != self._settled

    def settle(self) -> None:
        """Tell what was typed."""
        self._commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Get to know what can be offered."""
        if self._ask is not None:
            self.set_candidates(self._ask())
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Enter and Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit()


def _read(attribute: Attribute, text: str) -> AttributeValue | None:
    if attribute.kind is AttributeKind.DATE:
        return iso_date(text) or None
    return read_answer(attribute, text)


def _example(attribute: Attribute) -> str:
    if attribute.kind is AttributeKind.DATE:
        return tr("2024-03-05 or 5 March 2024")
    return attribute.hint
