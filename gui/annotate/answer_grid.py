"""The only place for the questions of a form: two in a row, those with long answers alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from db.scheme.model import AttributeKind
from gui.annotate.answer_contents import AnswerContents
from gui.answer_field import AnswerField
from gui.style_sheet import set_role


class AnswerGrid(QWidget):
    """`answered` carries AnswerContents and the new value, `referent_wanted` AnswerContents."""

    answered = Signal(object, object)
    referent_wanted = Signal(object)

    def __init__(self, answers: Sequence[AnswerContents], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = tuple(answers)
        self._shown: tuple[int, ...] = ()
        self._room = 0
        self._is_stacked = False
        self._rows: tuple[tuple[int, ...], ...] | None = None
        self._titles: list[QLabel] = []
        self._fields: list[AnswerField] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        # The first column is as wide as its answers, the second has the rest: by stretches alone
        # Qt would share the width without a look at what has to fit in.
        self._grid.setColumnStretch(3, 1)
        for answer in answers:
            self._make(answer)

    @property
    def titles(self) -> tuple[QLabel, ...]:
        """The titles of the questions; each may stand first in a row."""
        return tuple(self._titles)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What can have the focus, in reading order."""
        return tuple(self._fields[at].editor for at in self._shown)

    def set_title_width(self, width: int) -> None:
        """Begin the fields of the first column where those above begin."""
        self._grid.setColumnMinimumWidth(0, width)
        self._arrange()

    def stack(self, *, is_stacked: bool) -> None:
        """Put the fields below their titles, where there is no room beside them."""
        self._is_stacked = is_stacked
        self._rows = None
        self._arrange()

    def show_answers(self, answers: Sequence[AnswerContents], *, is_whole: bool) -> None:
        """Show the answers; questions without one only where the form is shown whole."""
        self._answers = tuple(answers)
        for field, answer in zip(self._fields, answers, strict=True):
            field.show_value(answer.value, answer.words)
        self._shown = tuple(
            at for at, answer in enumerate(answers) if is_whole or answer.value is not None
        )
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put two in a row only where both can be read."""
        super().resizeEvent(event)
        self.fit(event.size().width())

    def fit(self, width: int) -> None:
        """Arrange the questions for a width that the grid has or is about to get."""
        if width != self._room:
            self._room = width
            self._arrange()

    def _make(self, answer: AnswerContents) -> None:
        field = AnswerField(answer.attribute, self)
        field.answered.connect(self._tell)
        field.referent_wanted.connect(self._ask)
        title = QLabel(answer.attribute.title, self)
        title.setBuddy(field)
        set_role(title, "muted")
        set_role(title, "secondary")
        self._fields.append(field)
        self._titles.append(title)

    def _arrange(self) -> None:
        rows = tuple(self._rows_that_fit())
        if rows == self._rows:
            return
        self._rows = rows
        for at, (title, field) in enumerate(zip(self._titles, self._fields, strict=True)):
            self._grid.removeWidget(title)
            self._grid.removeWidget(field)
            title.setVisible(at in self._shown)
            field.setVisible(at in self._shown)
        for number, row in enumerate(rows):
            for place, at in enumerate(row):
                self._place(at, number, place, is_alone=len(row) == 1)
        self.setVisible(bool(rows))

    def _place(self, at: int, number: int, place: int, *, is_alone: bool) -> None:
        title, field = self._titles[at], self._fields[at]
        # Alone, it has all the room that it wants.
        is_long = field.attribute.kind is AttributeKind.TEXT
        side = Qt.AlignmentFlag(0) if is_long else Qt.AlignmentFlag.AlignLeft
        if self._is_stacked:
            self._grid.addWidget(title, 2 * number, 0, 1, 4)
            self._grid.addWidget(field, 2 * number + 1, 0, 1, 4, side)
            return
        self._grid.addWidget(title, number, 2 * place)
        if is_alone:
            self._grid.addWidget(field, number, 1, 1, 3, side)
        else:
            self._grid.addWidget(field, number, 2 * place + 1)

    def _rows_that_fit(self) -> Iterator[tuple[int, ...]]:
        waiting: int | None = None
        for at in self._shown:
            is_alone = self._fields[at].attribute.kind is AttributeKind.TEXT
            if waiting is not None and not is_alone and self._fits(waiting, at):
                yield waiting, at
                waiting = None
                continue
            if waiting is not None:
                yield (waiting,)
            waiting = at
        if waiting is not None:
            yield (waiting,)

    def _fits(self, left: int, right: int) -> bool:
        if self._is_stacked:
            return False
        first = max(self._titles[left].sizeHint().width(), self._grid.columnMinimumWidth(0))
        others = (self._fields[left], self._titles[right], self._fields[right])
        needed = first + sum(each.sizeHint().width() for each in others)
        return needed + 3 * self._grid.horizontalSpacing() <= self._room

    @Slot(object)
    def _tell(self, value: object) -> None:
        answer = self._answer_of_sender()
        if answer is not None:
            self.answered.emit(answer, value)

    @Slot()
    def _ask(self) -> None:
        answer = self._answer_of_sender()
        if answer is not None:
            self.referent_wanted.emit(answer)

    def _answer_of_sender(self) -> AnswerContents | None:
        pairs = zip(self._fields, self._answers, strict=True)
        return next((answer for field, answer in pairs if field is self.sender()), None)
