"""What the forms of the scheme page are made of: rows, key fields, and small labels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from gui.style_sheet import set_role


class FormRow:
    """A heading with its field beside it or below, and room for what is wrong."""

    def __init__(
        self, grid: QGridLayout, heading: QLabel, widget: QWidget, problem: QLabel
    ) -> None:
        self._grid = grid
        self._heading = heading
        self._widget = widget
        self._problem = problem
        self._first = grid.rowCount()

    def place(self, *, is_narrow: bool) -> None:
        """Put the parts where there is room for them."""
        for part in (self._heading, self._widget, self._problem):
            self._grid.removeWidget(part)
        is_fixed = self._widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        alignment = Qt.AlignmentFlag.AlignLeft if is_fixed else Qt.AlignmentFlag(0)
        row, has_words = self._first, bool(self._heading.text())
        if is_narrow:
            self._grid.addWidget(self._heading, row, 0, 1, 2)
            self._grid.addWidget(self._widget, row + 1, 0, 1, 2, alignment)
            self._grid.addWidget(self._problem, row + 2, 0, 1, 2)
        else:
            self._grid.addWidget(self._heading, row, 0, _side(self._widget))
            self._grid.addWidget(self._widget, row, 1, alignment)
            self._grid.addWidget(self._problem, row + 2, 1)
        # Qt leaves no distance beside a column without anything in it, so empty headings stay.
        self._heading.setVisible(has_words or not is_narrow)


class KeyLine(QLineEdit):
    """Holds one letter in upper case; a second one takes its place."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.setMaxLength(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter replaces the one that is there."""
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():
            self.setText(letter.upper() if len(letter.upper()) == 1 else letter)
        else:
            super().keyPressEvent(event)


def explanation_label(text: str) -> QLabel:
    """A small muted sentence under a heading."""
    label = QLabel(text)
    label.setWordWrap(True)
    set_role(label, "muted")
    set_role(label, "secondary")
    return label


def problem_label() -> QLabel:
    """A hidden place for what is wrong with a field."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, "problem")
    set_role(label, "secondary")
    label.hide()
    return label


def _side(widget: QWidget) -> Qt.AlignmentFlag:
    is_high = widget.sizeHint().height() > 3 * widget.fontMetrics().height()
    vertical = Qt.AlignmentFlag.AlignTop if is_high else Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeft | vertical
