"""The fields in which the scheme's questions about a referent are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from db.model import AttributeValue, Referent, ReferentId
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind
from gui.project.parts import clear, words
from gui.style_sheet import set_role
from gui.translation import tr

_NO_ANSWER = "—"


class AnswerForm(QWidget):
    """One line a question. `answered` carries its name and the answer, None for none any more.

    `referent_wanted` carries the question whose answer is another referent, and the widget under
    which a list of them opens.
    """

    answered = Signal(str, object)
    referent_wanted = Signal(object, object)

    def __init__(self, name_of: Callable[[ReferentId], str]) -> None:
        super().__init__()
        self._name_of = name_of
        self._questions: tuple[Attribute, ...] = ()
        self._fields: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_answers(self, questions: tuple[Attribute, ...], referent: Referent) -> None:
        """Show the answers of a referent; what a person is just typing stays."""
        if questions != self._questions:
            self._rebuild(questions)
        for question in questions:
            self._show(question, referent.attributes)

    def field(self, name: str) -> QWidget:
        """The input of a question."""
        return self._fields[name]

    def _rebuild(self, questions: tuple[Attribute, ...]) -> None:
        clear(self._grid)
        self._questions = questions
        self._fields = {}
        for row, question in enumerate(questions):
            field = self._make(question)
            field.setAccessibleName(question.title)
            field.setToolTip(question.hint)
            set_role(field, "compact")
            label = words(question.title, "muted")
            label.setBuddy(field)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
            self._fields[question.name] = field

    def _make(self, question: Attribute) -> QWidget:
        name = question.name
        if question.kind in (AttributeKind.CHOICE, AttributeKind.YES_NO):
            box = _Choice()
            box.addItem(_NO_ANSWER, None)
            for value, title in _choices(question):
                box.addItem(title, value)
            box.activated.connect(lambda: self.answered.emit(name, box.currentData()))
            return box
        if question.kind is AttributeKind.REFERENT:
            chooser = QPushButton()
            chooser.clicked.connect(lambda: self.referent_wanted.emit(question, chooser))
            return chooser
        line = QLineEdit()
        line.editingFinished.connect(lambda: self._take_line(question, line))
        line.textEdited.connect(lambda text: _mark_wrong(question, line, text))
        return line

    def _show(self, question: Attribute, answers: Mapping[str, AttributeValue]) -> None:
        value = answers.get(question.name)
        field = self._fields[question.name]
        if isinstance(field, QComboBox):
            found = field.findData(value)
            if found < 0 and value is not None:
                field.addItem(str(value), value)
                found = field.count() - 1
            field.setCurrentIndex(max(0, found))
        elif isinstance(field, QLineEdit):
            if not (field.hasFocus() and field.isModified()):
                field.setText("" if value is None else str(value))
        elif isinstance(field, QPushButton):
            named = "" if value is None else self._name_of(ReferentId(str(value)))
            field.setText(named.replace("&", "&&") or _NO_ANSWER)

    def _take_line(self, question: Attribute, line: QLineEdit) -> None:
        if not line.isModified():
            return
        value = _read(question, line.text())
        if value is None or not what_is_wrong(question, value):
            line.setModified(False)
            self.answered.emit(question.name, value)


class _Choice(QComboBox):
    """A choice that a turning wheel scrolls past."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around."""
        event.ignore()


def _choices(question: Attribute) -> tuple[tuple[AttributeValue, str], ...]:
    if question.kind is AttributeKind.YES_NO:
        return ((True, tr("yes")), (False, tr("no")))
    return tuple((option.value, option.title) for option in question.options)


def _read(question: Attribute, text: str) -> AttributeValue | None:
    clean = text.strip()
    if not clean:
        return None
    if question.kind is AttributeKind.NUMBER:
        try:
            number = float(clean.replace(",", "."))
        except ValueError:
            return clean
        return int(number) if number.is_integer() else number
    return clean


def _mark_wrong(question: Attribute, line: QLineEdit, text: str) -> None:
    value = _read(question, text)
    wrong = what_is_wrong(question, value) if value is not None else ""
    set_role(line, "invalid", bool(wrong))
    line.setToolTip(wrong or question.hint)
