"""The form in which the scheme's questions about a referent are answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db.model import AttributeValue, Referent, ReferentId
from db.scheme.model import Attribute, AttributeKind
from gui.answer_field import AnswerField
from gui.widgets.parts import clear, words


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
        self._fields: dict[str, AnswerField] = {}
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
            value = referent.attributes.get(question.name)
            is_referent = question.kind is AttributeKind.REFERENT and value is not None
            named = self._name_of(ReferentId(str(value))) if is_referent else ""
            self._fields[question.name].show_value(value, named.replace("&", "&&"))

    def field(self, name: str) -> QWidget:
        """The input of a question."""
        return self._fields[name].editor

    def _rebuild(self, questions: tuple[Attribute, ...]) -> None:
        clear(self._grid)
        self._questions = questions
        self._fields = {}
        for row, question in enumerate(questions):
            field = self._make(question)
            label = words(question.title, "muted")
            label.setBuddy(field.editor)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
            self._fields[question.name] = field

    def _make(self, question: Attribute) -> AnswerField:
        field = AnswerField(question)

        def tell(value: AttributeValue | None) -> None:
            self.answered.emit(question.name, value)

        field.answered.connect(tell)
        field.referent_wanted.connect(lambda: self.referent_wanted.emit(question, field.editor))
        return field
