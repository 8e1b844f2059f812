"""What came in with an import, with the way to take it out again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.imports.plan import ImportPlan
from db.queries.imports import Batch
from gui.isolation import in_a_row
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What an import brought; the number of groups is None where none were looked for."""

    plan: ImportPlan
    groups: int | None = None
    copies: int = 0


class DoneCard(QWidget):
    """Stays until it is put away; `remove_wanted` carries the batch."""

    remove_wanted = Signal(object)
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._batch: Batch | None = None
        self._what = words("", "strong", wraps=True)
        self._more = words("", "muted", wraps=True)
        self._remove = button(tr("Take it out again…"), self._ask)
        self._close = button(tr("Fine"), self.put_away.emit)
        buttons = FlowLayout(gap=8, line_gap=6)
        for each in (self._close, self._remove):
            buttons.addWidget(each)
        card = titled_card(tr("Imported"))
        card.body.setSpacing(8)
        card.body.addWidget(self._what)
        card.body.addWidget(self._more)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_came(self, came: Came) -> None:
        """Say what came in; the batch is not known before it was read."""
        self._batch = None
        self._remove.hide()
        self._what.setText(_what(came.plan))
        self._more.setText(_more(came))
        self._more.setVisible(bool(self._more.text()))

    def show_batch(self, batch: Batch | None) -> None:
        """The import as one that can be taken out."""
        self._batch = batch
        self._remove.setVisible(batch is not None)

    def take_focus(self) -> None:
        """Put the focus on what comes next."""
        self._close.setFocus()

    def _ask(self) -> None:
        if self._batch is not None:
            self.remove_wanted.emit(self._batch)


def _what(plan: ImportPlan) -> str:
    articles = tr_count(plan.articles, "{count} article", "{count} articles")
    layers = tr_count(plan.layers, "{count} annotation", "{count} annotations")
    if plan.articles and plan.layers:
        return tr("{articles} came in, with {layers}.", articles=articles, layers=layers)
    return tr("{what} came in.", what=articles if plan.articles else layers)


def _more(came: Came) -> str:
    said = []
    plan = came.plan
    if plan.new_annotators:
        said.append(tr("New annotators: {names}", names=", ".join(plan.new_annotators)))
    if plan.new_scheme is not None:
        said.append(tr("The scheme is now “{title}”.", title=plan.new_scheme.title))
    if plan.skipped:
        said.append(tr_count(len(plan.skipped), "{count} was left out", "{count} were left out"))
    if came.groups is not None:
        groups = tr_count(came.groups, "{count} group", "{count} groups")
        articles = tr_count(came.copies, "{count} article", "{count} articles")
        said.append(
            tr("{articles} in {groups} of wire copies", articles=articles, groups=groups)
            if came.groups
            else tr("no wire copies found")
        )
    return in_a_row(said)
