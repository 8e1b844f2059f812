"""The step that shows what an import would do, before it does it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.imports.choices import ImportChoices
from db.imports.plan import ImportPlan
from db.scheme.model import Scheme
from gui.project.importing import plan_words
from gui.project.importing.preview_pane import PreviewPane
from gui.project.importing.remark_table import RemarkTable
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.parts import button, titled_card, words


class OutcomeStep(QWidget):
    """Shows one plan. `sound_files_wanted` says that files with problems are to be left out."""

    changed = Signal(object)
    sound_files_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.choices = ImportChoices()
        self._what = words("", "strong", wraps=True)
        self._kinds = words("", "muted", wraps=True)
        self._more = words("", "muted", wraps=True)
        self._problem = words("", "problem", wraps=True)
        self._table = RemarkTable(theme)
        self._sound = button(
            tr("Leave out the files with problems"), self.sound_files_wanted.emit, role=""
        )
        self._groups = QCheckBox(tr("Find wire copies afterwards, and put them into groups"))
        self._groups.clicked.connect(self._take_groups)
        self.previews = PreviewPane(theme)
        self._first = titled_card(tr("The first articles"))
        self._first.body.addWidget(self.previews)
        card = titled_card(tr("What will come in"))
        card.body.setSpacing(8)
        for part in (self._what, self._kinds, self._more, self._problem, self._table, self._sound):
            card.body.addWidget(part)
        card.body.addWidget(self._groups)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(self._first)

    def show_plan(self, plan: ImportPlan, choices: ImportChoices, scheme: Scheme) -> None:
        """Show a plan; `scheme` is the one that is in force."""
        self.choices = choices
        for label, text in (
            (self._what, plan_words.what(plan)),
            (self._kinds, plan_words.kinds(plan)),
            (self._more, plan_words.more(plan)),
            (self._problem, plan_words.problems(plan) if plan.problems else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        remarks = plan_words.remarks(plan)
        self._table.show_remarks(remarks)
        self._table.setVisible(bool(remarks))
        broken = len(plan.with_problems)
        self._sound.setVisible(0 < broken < len(plan.files))
        self._groups.setChecked(choices.groups_near_duplicates)
        self._groups.setVisible(bool(plan.articles))
        self._first.setVisible(bool(plan.preview))
        self.previews.show_previews(plan.preview, plan.new_scheme or scheme)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._table.remarks.set_theme(theme)
        self.previews.set_theme(theme)

    def _take_groups(self, is_on: bool) -> None:  # noqa: FBT001 - as Qt hands it over
        self.choices = replace(self.choices, groups_near_duplicates=is_on)
        self.changed.emit(self.choices)
