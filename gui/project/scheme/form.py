"""The only place that lays out the fields of the scheme page: names on the left, problems below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.project.scheme.colour_field import ColourField
from gui.project.scheme.form_parts import FormRow, KeyLine, explanation_label, problem_label
from gui.style_sheet import set_role
from gui.widgets.painting import scaled

_NAME_WIDTH = 112
_KEY_WIDTH = 46
_GROWING_FROM_LINES = 10


class Form(QWidget):
    """Fields in two columns; `edited` carries a field's name and its new value."""

    edited = Signal(str, object)

    def __init__(self, title: str, explanation: str = "") -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, QLabel] = {}
        self._values: dict[str, list[object]] = {}
        self._rows: list[FormRow] = []
        self._grids: list[QGridLayout] = []
        self._is_narrow = False
        self._grid = QGridLayout()
        self._title = QLabel(title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "heading")
        self._layout.addWidget(self._title)
        # Only now: what has no parent yet would show as a window of its own.
        self._title.setVisible(bool(title))
        if explanation:
            self._layout.addWidget(explanation_label(explanation))
        self._start_grid()

    @property
    def title(self) -> str:
        """What stands above the fields."""
        return self._title.text()

    def field_or_first(self, name: str) -> QWidget | None:
        """The input of a field, or the first one where there is none of this name."""
        return self._fields.get(name, next(iter(self._fields.values()), None))

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Put names above their fields, or beside them again."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        for grid in self._grids:
            self._set_name_width(grid)
        for row in self._rows:
            row.place(is_narrow=is_narrow)

    def set_title(self, title: str) -> None:
        """Follow the name of what is edited."""
        self._title.setText(title)

    def field(self, name: str) -> QWidget:
        """The input of a field."""
        return self._fields[name]

    def show_text(self, name: str, text: str) -> None:
        """Write into a line without telling anybody."""
        line = self._fields[name]
        if isinstance(line, QLineEdit):
            line.setText(text)

    def section(self, title: str, explanation: str = "") -> None:
        """Begin a new group of fields."""
        heading = QLabel(title)
        set_role(heading, "strong")
        self._layout.addSpacing(10)
        self._layout.addWidget(heading)
        if explanation:
            self._layout.addWidget(explanation_label(explanation))
        self._start_grid()

    def text(self, name: str, label: str, value: str, *, placeholder: str = "") -> QLineEdit:
        """A line of text."""
        line = QLineEdit(value)
        line.setPlaceholderText(placeholder)
        line.setCursorPosition(0)
        line.textEdited.connect(partial(self.edited.emit, name))
        self._add(name, label, line)
        return line

    def key(self, name: str, label: str, value: str, *, placeholder: str = "") -> QLineEdit:
        """A field for one letter, which pressing it again replaces."""
        line = KeyLine(value)
        line.setPlaceholderText(placeholder)
        line.setFixedWidth(round(scaled(self, _KEY_WIDTH)))
        line.textChanged.connect(partial(self.edited.emit, name))
        self._add(name, label, line)
        return line

    def area(self, name: str, label: str, value: str, *, lines: int) -> QPlainTextEdit:
        """Several lines of text, as wide as the form without a label; Tab goes on to the next."""
        area = QPlainTextEdit(value)
        area.setTabChangesFocus(True)
        height = lines * area.fontMetrics().lineSpacing() + 12
        if lines < _GROWING_FROM_LINES:
            area.setFixedHeight(height)
        else:
            area.setMinimumHeight(height)
        area.textChanged.connect(partial(self._send_area, name, area))
        if label:
            self._add(name, label, area)
        else:
            self.wide(name, area)
        return area

    def choice(
        self, name: str, label: str, options: Sequence[tuple[object, str]], value: object
    ) -> QComboBox:
        """One of several values by their titles."""
        box = QComboBox()
        self._fill(name, box, options, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.activated.connect(partial(self._send_choice, name))
        self._add(name, label, box)
        return box

    def refill(self, name: str, options: Sequence[tuple[object, str]], value: object) -> None:
        """Give a choice other options."""
        box = self._fields[name]
        if isinstance(box, QComboBox):
            box.clear()
            self._fill(name, box, options, value)

    def flag(self, name: str, title: str, *, value: bool) -> QCheckBox:
        """A yes or no that says itself what it is."""
        box = QCheckBox(title)
        box.setChecked(value)
        box.toggled.connect(partial(self.edited.emit, name))
        self._add(name, "", box)
        return box

    def colour(self, name: str, label: str, value: str) -> ColourField:
        """A colour, picked or typed."""
        field = ColourField(label, value)
        field.edited.connect(partial(self.edited.emit, name))
        self._add(name, label, field)
        return field

    def custom(self, name: str, label: str, widget: QWidget) -> None:
        """A field of its own kind; it emits `edited` of the form itself, if at all."""
        self._add(name, label, widget)

    def wide(self, name: str, widget: QWidget) -> None:
        """Something that takes the whole width."""
        self._fields[name] = widget
        self._layout.addWidget(widget)
        self.room_for_problem(name)

    def room_for_problem(self, name: str) -> None:
        """A place for what is wrong with several fields together."""
        self._problems[name] = problem_label()
        self._layout.addWidget(self._problems[name])

    def finish(self) -> None:
        """No more fields: what is there stays at the top."""
        self._layout.addStretch(1)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Show what is wrong below each field that the mapping names, and nothing below others."""
        for name, label in self._problems.items():
            reason = faults.get(name, "")
            label.setText(reason)
            label.setVisible(bool(reason))
            if name in self._fields:
                set_role(self._fields[name], "invalid", bool(reason))
                self._fields[name].setAccessibleDescription(reason)

    @property
    def shown_faults(self) -> dict[str, str]:
        """What is shown as wrong, by field."""
        return {name: label.text() for name, label in self._problems.items() if label.text()}

    def _set_name_width(self, grid: QGridLayout) -> None:
        width = 0 if self._is_narrow else round(scaled(self, _NAME_WIDTH))
        grid.setColumnMinimumWidth(0, width)

    def _send_area(self, name: str, area: QPlainTextEdit) -> None:
        self.edited.emit(name, area.toPlainText())

    def _send_choice(self, name: str, index: int) -> None:
        self.edited.emit(name, self._values[name][index])

    def _fill(
        self, name: str, box: QComboBox, options: Sequence[tuple[object, str]], value: object
    ) -> None:
        self._values[name] = [each for each, _ in options]
        box.addItems([title for _, title in options])
        known = self._values[name]
        box.setCurrentIndex(known.index(value) if value in known else -1)

    def _start_grid(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self._grids.append(self._grid)
        self._set_name_width(self._grid)
        self._layout.addLayout(self._grid)

    def _add(self, name: str, label: str, widget: QWidget) -> None:
        heading = QLabel(label)
        set_role(heading, "muted")
        heading.setBuddy(widget)
        if label:
            widget.setAccessibleName(label)
        self._fields[name] = widget
        self._problems[name] = problem_label()
        row = FormRow(self._grid, heading, widget, self._problems[name])
        row.place(is_narrow=self._is_narrow)
        self._rows.append(row)
