"""The form for what the names of files say, with what a pattern reads from them as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QVBoxLayout, QWidget

from db.imports.file_names import OF_EVERY_SCHEME, InvalidPattern, NameReading, preview
from db.scheme.model import Scheme
from gui.isolation import in_a_row
from gui.project.quiet_table import QuietTable
from gui.style_sheet import set_role
from gui.translation import tr, tr_count, tr_said
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words
from gui.widgets.row_models import TableModel

_PREVIEWED = 100


class NamesForm(QWidget):
    """`changed` carries the pattern once it is settled, None for none.

    `is_usable` is false while something is typed that is no pattern.
    """

    changed = Signal(object)
    usable_changed = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._names: tuple[str, ...] = ()
        self._settled = ""
        self.is_usable = True
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Pattern of the file names"))
        self.field.setPlaceholderText(tr("for example {example}", example="{date}_{publisher}"))
        self.field.setClearButtonEnabled(True)
        self._outcome = words("", "muted", "secondary", wraps=True)
        titles = (tr("Name"), tr("What it says"))
        self._readings = TableModel(self, titles, _words, tips=_tip)
        self._table = QuietTable(tr("What the names say"))
        self._table.setModel(self._readings)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.show_at_most(6)
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._read())
        self.field.editingFinished.connect(self._settle)

    def show_names(self, names: Sequence[str], pattern: str | None) -> None:
        """Show what a pattern reads from these names; what is being typed stays."""
        self._names = tuple(names)[:_PREVIEWED]
        if not self.field.hasFocus():
            self._settled = pattern or ""
            self.field.setText(self._settled)
        self._read()

    def _lay_out(self) -> None:
        card = titled_card(tr("Names of files"))
        card.body.setSpacing(8)
        card.body.addWidget(
            words(
                tr("What the names say about the articles; click on a field to add it."),
                "muted",
                "secondary",
                wraps=True,
            )
        )
        card.body.addWidget(self.field)
        fields = FlowLayout(gap=5, line_gap=5)
        known = [each.name for each in self._scheme.fields if not each.per_annotator]
        for name in (*OF_EVERY_SCHEME, *known):
            made = button(f"{{{name}}}", partial(self._add, name))
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            fields.addWidget(made)
        card.body.addLayout(fields)
        card.body.addWidget(self._outcome)
        card.body.addWidget(self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _add(self, name: str) -> None:
        self.field.setFocus()
        self.field.deselect()
        self.field.insert(f"{{{name}}}")

    def _read(self) -> None:
        pattern = self.field.text().strip()
        was_usable, problem = self.is_usable, ""
        readings: tuple[NameReading, ...] = ()
        if pattern:
            try:
                readings = preview(pattern, self._names, self._scheme)
            except InvalidPattern as fault:
                problem = tr_said(str(fault))
        self.is_usable = not problem
        self._readings.show_rows(readings)
        self._table.setVisible(bool(readings))
        fitting = sum(not each.problems for each in readings)
        said = tr_count(
            fitting,
            "{count} of {total} names fits",
            "{count} of {total} names fit",
            total=len(readings),
        )
        self._outcome.setText(problem or (said if readings else ""))
        set_role(self._outcome, "problem", bool(problem))
        self._outcome.setVisible(bool(self._outcome.text()))
        if was_usable != self.is_usable:
            self.usable_changed.emit()

    def _settle(self) -> None:
        pattern = self.field.text().strip()
        if self.is_usable and pattern != self._settled:
            self._settled = pattern
            self.changed.emit(pattern or None)


def _words(reading: NameReading, column: int) -> str:
    if column == 0:
        return "/".join(reading.name.replace("\\", "/").split("/")[-2:])
    values = (f"{name}: {value}" for name, value in reading.values.items())
    problems = (f"! {tr_said(each)}" for each in reading.problems)
    return in_a_row([*values, *problems])


def _tip(reading: NameReading, column: int) -> str:
    return reading.name if column == 0 else _words(reading, column)
