"""The table of the articles in a file: what is here, what would be here, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from db.merge.plan import LayerPlan, Verdict
from db.model import AnnotatorId
from gui.project.collect.wording import VERDICTS, from_to, outcome_words, state_words, verdict_title
from gui.project.quiet_table import QuietTable
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.parts import number
from gui.widgets.row_models import Index, TableModel

_ROWS_SHOWN = 8
_ORDER = {verdict: place for place, verdict in enumerate(VERDICTS)}


class Column(IntEnum):
    """What the table shows of each layer."""

    ARTICLE = 0
    WHO = 1
    STATE = 2
    SPANS = 3
    LINKS = 4
    OUTCOME = 5


class LayerTable(QuietTable):
    """One row a layer, those that want to be looked at first.

    `reason_changed` carries what there is to say of the row that a person went to.
    """

    reason_changed = Signal(str)

    def __init__(self, theme: Theme, *, names: Mapping[AnnotatorId, str]) -> None:
        super().__init__(tr("Articles in the file"))
        self._layers = LayerModel(theme, names, self)
        self.setModel(self._layers)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.ARTICLE, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.resized.connect(self._fit_columns)
        self.selectionModel().currentRowChanged.connect(
            lambda *_: self.reason_changed.emit(self.reason)
        )
        self.show_at_most(_ROWS_SHOWN)

    def show_layers(self, plans: Sequence[LayerPlan], *, says_who: bool) -> None:
        """Show these, refused and forked ones first; `says_who` where several annotators did."""
        self.setColumnHidden(Column.WHO, not says_who)
        self._layers.show_rows(sorted(plans, key=lambda each: _ORDER[each.verdict]))
        self._fit_columns()

    @property
    def reason(self) -> str:
        """Why the current layer has its outcome, in full; empty where that goes without saying."""
        current = self.currentIndex()
        if not current.isValid():
            return ""
        plan = self._layers.rows[current.row()]
        told = outcome_words(plan)
        return f"{plan.title}: {told}" if told != verdict_title(plan.verdict) else ""

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._layers.set_theme(theme)

    def _fit_columns(self) -> None:
        """Half of the room that the short columns leave for the titles, but not too much."""
        width = self.viewport().width()
        short = sum(
            self.columnWidth(column)
            for column in Column
            if column not in (Column.ARTICLE, Column.OUTCOME) and not self.isColumnHidden(column)
        )
        self.setColumnWidth(Column.ARTICLE, min((width - short) // 2, width * 2 // 5))


class LayerModel(TableModel[LayerPlan]):
    """Layers in the columns of `Column`; what needs a decision is in the warning colour."""

    def __init__(self, theme: Theme, names: Mapping[AnnotatorId, str], parent: QObject) -> None:
        titles = (
            tr("Article"),
            tr("By"),
            tr("State"),
            tr("Spans"),
            tr("Links"),
            tr("Outcome"),
        )
        super().__init__(parent, titles, self._said)
        self._theme = theme
        self._names = names

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, in full as a tool tip, and its colour."""
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.OUTCOME:
            is_urgent = self.rows[index.row()].verdict in (Verdict.REFUSED, Verdict.FORKED)
            return self._theme.warning if is_urgent else None
        return super().data(index, role)

    def _said(self, plan: LayerPlan, column: int) -> str:
        before, after = plan.before, plan.after
        match Column(column):
            case Column.ARTICLE:
                return plan.title
            case Column.WHO:
                return self._names.get(plan.annotator, "")
            case Column.STATE:
                return from_to(
                    state_words(before.state) if before else None, state_words(after.state)
                )
            case Column.SPANS:
                return from_to(number(before.spans) if before else None, number(after.spans))
            case Column.LINKS:
                return from_to(number(before.links) if before else None, number(after.links))
            case Column.OUTCOME:
                return outcome_words(plan)
