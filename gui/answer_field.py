"""The only place for the fields in which a scheme's questions are answered on cards."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from db.model import AttributeValue
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind
from gui.style_sheet import set_role
from gui.translation import tr

_NO_ANSWER = "—"


class AnswerField(QWidget):
    """One question. `answered` carries the new value, None for no answer any more.

    `referent_wanted` asks for a choice.

    A value that comes from outside never takes away what a person is just typing.
    """

    answered = Signal(object)
    referent_wanted = Signal()

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self._value: AttributeValue | None = None
        self._editor: QComboBox | QLineEdit | QPushButton = self._make_editor()
        self._editor.setAccessibleName(attribute.title)
        self._editor.setToolTip(attribute.hint)
        set_role(self._editor, "compact")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._editor)
        self.setFocusProxy(self._editor)

    @property
    def editor(self) -> QWidget:
        """The widget that has the focus while the question is answered."""
        return self._editor

    def show_value(self, value: AttributeValue | None, words: str = "") -> None:
        """Show the stored answer; `words` are what to show for a referent."""
        self._value = value
        editor = self._editor
        if isinstance(editor, QComboBox):
            found = editor.findData(value)
            if found < 0 and value is not None:
                editor.addItem(str(value), value)
                found = editor.count() - 1
            editor.setCurrentIndex(max(0, found))
        elif isinstance(editor, QLineEdit):
            if not (editor.hasFocus() and editor.isModified()):
                editor.setText("" if value is None else str(value))
        else:
            editor.setText(words or _NO_ANSWER)

    def _make_editor(self) -> QComboBox | QLineEdit | QPushButton:
        match self.attribute.kind:
            case AttributeKind.CHOICE | AttributeKind.YES_NO:
                return self._make_choice()
            case AttributeKind.REFERENT:
                button = QPushButton(_NO_ANSWER)
                button.clicked.connect(self.referent_wanted)
                return button
            case AttributeKind.TEXT | AttributeKind.NUMBER | AttributeKind.DATE:
                line = QLineEdit()
                line.setPlaceholderText(self.attribute.hint or self.attribute.title)
                line.editingFinished.connect(self._take_line)
                line.textEdited.connect(self._look_at_line)
                return line

    def _make_choice(self) -> QComboBox:
        box = _QuietCombo(self)
        box.addItem(_NO_ANSWER, None)
        for value, title in choices(self.attribute):
            box.addItem(title, value)
        box.activated.connect(self._take_choice)
        return box

    @Slot(int)
    def _take_choice(self, _index: int) -> None:
        if isinstance(self._editor, QComboBox):
            self._tell(self._editor.currentData())

    @Slot()
    def _take_line(self) -> None:
        if not isinstance(self._editor, QLineEdit) or not self._editor.isModified():
            return
        value = read_answer(self.attribute, self._editor.text())
        if value is None or not what_is_wrong(self.attribute, value):
            self._editor.setModified(False)
            self._tell(value)

    @Slot(str)
    def _look_at_line(self, text: str) -> None:
        value = read_answer(self.attribute, text)
        wrong = what_is_wrong(self.attribute, value) if value is not None else ""
        set_role(self._editor, "invalid", bool(wrong))
        self._editor.setToolTip(wrong or self.attribute.hint)

    def _tell(self, value: AttributeValue | None) -> None:
        if value != self._value:
            self._value = value
            self.answered.emit(value)


def choices(attribute: Attribute) -> tuple[tuple[AttributeValue, str], ...]:
    """The values and titles to choose from; empty for a question that is answered in words."""
    if attribute.kind is AttributeKind.YES_NO:
        return ((True, tr("yes")), (False, tr("no")))
    return tuple((option.value, option.title) for option in attribute.options)


def read_answer(attribute: Attribute, text: str) -> AttributeValue | None:
    """What typed words mean as an answer; None for nothing.

    A wrong answer comes back as its words.
    """
    clean = text.strip()
    if not clean:
        return None
    if attribute.kind is AttributeKind.NUMBER:
        try:
            number = float(clean.replace(",", "."))
        except ValueError:
            return clean
        return int(number) if number.is_integer() else number
    return clean


def answer_words(attribute: Attribute, value: AttributeValue | None) -> str:
    """An answer as people read it; "" for none. A referent's id must be looked up elsewhere."""
    if value is None:
        return ""
    return next((title for each, title in choices(attribute) if each == value), str(value))


class _QuietCombo(QComboBox):
    """A combo box that a turning wheel scrolls past, no wider than its answer needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.currentTextChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for the present answer and the arrow."""
        hint = super().sizeHint()
        widest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count())),
            default=0,
        )
        now = self.fontMetrics().horizontalAdvance(self.currentText())
        return QSize(hint.width() - widest + now, hint.height())

    def minimumSizeHint(self) -> QSize:
        """An arrow and a few letters."""
        least = 7 * self.fontMetrics().averageCharWidth()
        return QSize(min(self.sizeHint().width(), least), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the list of cards."""
        event.ignore()
