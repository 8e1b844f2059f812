"""The step that shows what an import would do, before it does it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.imports.choices import Copies, ImportChoices
from db.imports.plan import ImportPlan
from db.scheme.model import Scheme
from gui.project.importing import plan_words
from gui.project.importing.copies_choice import CopiesChoice
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
        self._copies = CopiesChoice()
        self._copies.chosen.connect(self._take_copies)
        self.previews = PreviewPane(theme)
        self._first = titled_card(tr("The first articles"))
        self._first.body.addWidget(self.previews)
        card = titled_card(tr("What will come in"))
        card.body.setSpacing(8)
        for part in (self._what, self._kinds, self._more, self._problem, self._table, self._sound):
            card.body.addWidget(part)
        card.body.addWidget(self._copies)
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
        self._copies.show_way(choices.copies)
        self.show_copies(plan)
        self._first.setVisible(bool(plan.preview))
        self.previews.show_previews(plan.preview, plan.new_scheme or scheme)

    def show_copies(
        self, plan: ImportPlan, *, is_looking: bool = False, are_too_many: bool = False
    ) -> None:
        """Show what is known of wire copies among the articles of a plan."""
        if plan.copies is not None:
            said = plan_words.copies(plan)
        elif is_looking:
            said = tr("Looking for wire copies")
        else:
            said = plan_words.no_copies_yet(plan, are_too_many=are_too_many)
        is_skipping = plan.choices.copies is Copies.SKIP
        self._copies.setVisible(bool(plan.articles or is_skipping) and not plan.problems)
        self._copies.say(said, is_asked=plan.copies != () or is_skipping)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._table.remarks.set_theme(theme)
        self.previews.set_theme(theme)

    def _take_copies(self, way: Copies) -> None:
        self.choices = replace(self.choices, copies=way)
        self.changed.emit(self.choices)
