"""The step that says where title, date and the like stand: columns, names of files, headers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.formats.fields import FieldMapping
from db.imports.choices import ImportChoices
from db.imports.plan import ImportPlan
from db.scheme.model import Scheme
from gui.background import Background
from gui.project.importing.columns_form import ColumnsForm
from gui.project.importing.names_form import NamesForm
from gui.translation import tr
from gui.widgets.parts import titled_card, words


class FieldsStep(QWidget):
    """`changed` carries the choices of a person who said something about fields."""

    changed = Signal(object)
    usable_changed = Signal()

    def __init__(self, scheme: Scheme, background: Background) -> None:
        super().__init__()
        self.choices = ImportChoices()
        self._has_columns = False
        self.columns = ColumnsForm(scheme, background)
        self.names = NamesForm(scheme)
        self._headers = QCheckBox(tr("Read the headers at the beginning of texts"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        card = titled_card(tr("Headers"))
        card.body.addWidget(self._headers)
        card.body.addWidget(
            words(
                tr("“PARIS (Reuters) – ” or “date 2024-03-05” fills fields that are still empty."),
                "muted",
                "secondary",
                wraps=True,
            )
        )
        for part in (self.columns, self.names, card):
            layout.addWidget(part)
        self.columns.changed.connect(self._take_columns)
        self.names.changed.connect(self._take_pattern)
        self.names.usable_changed.connect(self.usable_changed)
        self._headers.clicked.connect(self._take_headers)

    @property
    def is_usable(self) -> bool:
        """Whether all that is typed can be used."""
        return self.names.is_usable

    def show_plan(self, plan: ImportPlan, choices: ImportChoices) -> None:
        """Show what there is to say of the files of a plan."""
        self.choices = choices
        tables = [file for file in plan.files if file.kind.has_fields]
        self._has_columns = bool(tables)
        self.columns.setVisible(self._has_columns)
        if tables:
            self.columns.show_files(tables, choices.fields)
        self.names.show_names([file.name for file in plan.files], choices.file_name_pattern)
        self._headers.setChecked(choices.reads_headers)

    def take_focus(self) -> None:
        """Begin with the columns, or where there are none with the names."""
        (self.columns.first_field if self._has_columns else self.names.field).setFocus()

    def let_go(self) -> None:
        """Nothing is shown any more."""
        self.columns.let_go()

    def _take_columns(self, mapping: FieldMapping | None) -> None:
        self._tell(replace(self.choices, fields=mapping))

    def _take_pattern(self, pattern: str | None) -> None:
        self._tell(replace(self.choices, file_name_pattern=pattern))

    def _take_headers(self, is_on: bool) -> None:  # noqa: FBT001 - as Qt hands it over
        self._tell(replace(self.choices, reads_headers=is_on))

    def _tell(self, choices: ImportChoices) -> None:
        self.choices = choices
        self.changed.emit(choices)
