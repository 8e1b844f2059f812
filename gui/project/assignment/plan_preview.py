"""What a plan would do, beside the form: who gets how much, who meets whom, what can't be met."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.assignment.model import AssignmentPlan
from db.model import AnnotatorId
from gui.project.assignment.heat_table import HeatTable
from gui.project.assignment.load_table import LoadTable
from gui.project.assignment.plan_words import shortfall_words, summary_words
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.parts import clear, words

_SHORTFALLS_SHOWN = 12


class PlanPreview(QWidget):
    """Shows one plan; screen readers get both tables cell by cell."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._summary = words(tr("Working it out …"), "strong", wraps=True)
        self._shortfalls = QVBoxLayout()
        self._shortfalls.setSpacing(4)
        self._loads = LoadTable()
        self._pairs_title = words(
            tr("How many articles two people have in common"), "muted", "secondary"
        )
        self._pairs = HeatTable(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._summary)
        column.addLayout(self._shortfalls)
        column.addWidget(self._loads)
        column.addWidget(self._pairs_title)
        column.addWidget(self._pairs)
        column.addStretch(1)
        self._show_pairs(is_shown=False)

    def show_plan(self, plan: AssignmentPlan, names: Mapping[AnnotatorId, str]) -> None:
        """Show what a plan would do; `names` are those of all annotators."""
        self._summary.setText(summary_words(plan))
        clear(self._shortfalls)
        for each in plan.shortfalls[:_SHORTFALLS_SHOWN]:
            line = words(shortfall_words(each, names), "problem", wraps=True)
            self._shortfalls.addWidget(line)
        self._loads.show_loads(plan.loads, names)
        people = tuple(each.annotator for each in plan.loads)
        self._pairs.show_overlaps(people, plan.overlaps, names)
        self._show_pairs(is_shown=len(people) > 1)

    def _show_pairs(self, *, is_shown: bool) -> None:
        self._pairs_title.setVisible(is_shown)
        self._pairs.setVisible(is_shown)
