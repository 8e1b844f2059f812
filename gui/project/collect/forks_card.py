"""The card for layers that were edited in two copies: which of them counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.merge.comparison import Comparison, Standing
from db.model import Annotation, AnnotatorId
from db.queries.forks import Fork
from db.scheme.model import Scheme
from gui.project.collect.comparison_table import ComparisonTable
from gui.project.collect.comparison_words import Line, amount_words, lines
from gui.project.collect.fork_list import ForkList
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words
from gui.widgets.pill_bar import Pill, PillBar

_TO_DECIDE, _EVERY = "open", "every"
_DIFFERENT, _ALL = "different", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """A copy beside the layer that counts now, and where they differ."""

    fork: Fork
    one: Annotation
    other: Annotation
    comparison: Comparison


class ForksCard(QWidget):
    """Shows the copies and says what a person decides.

    `compare_wanted` carries the Fork to look at, or None; `keep_one_wanted`, `keep_other_wanted`
    and `reopen_wanted` a Fork.
    """

    compare_wanted = Signal(object)
    keep_one_wanted = Signal(object)
    keep_other_wanted = Signal(object)
    reopen_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._forks: tuple[Fork, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}
        self._lines: tuple[Line, ...] = ()
        self._heads = ("", "")
        self._which = PillBar(tr("Which copies are listed"))
        self._list = ForkList()
        self._what = PillBar(tr("What of the copies is shown"))
        self._table = ComparisonTable(theme)
        self._one = button(tr("Keep the one that counts now"), self._keep_one, role="")
        self._other = button(tr("Keep the other copy"), self._keep_other, role="")
        self._again = button(tr("Decide again"), self._reopen, role="")
        self._one.setToolTip(tr("Also key 1; the other copy is kept aside"))
        self._other.setToolTip(tr("Also key 2; the present one is kept aside"))
        self._lay_out()
        self._add_keys()
        self._which.chosen.connect(lambda _key: self._list_forks())
        self._what.chosen.connect(lambda _key: self._show_lines())
        self._list.chosen.connect(self._choose)

    def show_forks(self, forks: Sequence[Fork], names: Mapping[AnnotatorId, str]) -> None:
        """Show these; the card is hidden while there are none at all."""
        self._forks, self._names = tuple(forks), names
        count = sum(each.is_open for each in forks)
        self._which.set_pills(
            [
                Pill(key=_TO_DECIDE, title=tr("To decide"), count=count),
                Pill(key=_EVERY, title=tr("All"), count=len(forks)),
            ]
        )
        self.setVisible(bool(forks))
        self._list_forks()

    def show_copies(self, copies: Copies | None, scheme: Scheme) -> None:
        """Show the copies that were asked for; None where there is nothing to compare."""
        self._lines = (
            () if copies is None else lines(copies.comparison, copies.one, copies.other, scheme)
        )
        if copies is not None:
            self._heads = (
                tr("Counts now: {what}", what=amount_words(copies.one)),
                tr("Other copy: {what}", what=amount_words(copies.other)),
            )
        different = sum(each.standing is not Standing.BOTH for each in self._lines)
        self._what.set_pills(
            [
                Pill(key=_DIFFERENT, title=tr("Different"), count=different),
                Pill(key=_ALL, title=tr("All"), count=len(self._lines)),
            ]
        )
        self._show_lines()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._table.set_theme(theme)

    def _lay_out(self) -> None:
        card = titled_card(tr("Edited in two copies"))
        card.body.setSpacing(8)
        told = tr(
            "Somebody went on in two copies of the same article. Nothing is lost: one copy counts, "
            "the other is kept aside, and you can change your mind."
        )
        card.body.addWidget(words(told, "muted", wraps=True))
        for part in (self._which, self._list, self._what, self._table):
            card.body.addWidget(part)
        row = FlowLayout(gap=8, line_gap=6)
        for each in (self._one, self._other, self._again):
            row.addWidget(each)
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _add_keys(self) -> None:
        for key, run in (("1", self._keep_one), ("2", self._keep_other)):
            for table in (self._list, self._table):
                _add_key(table, key, run)

    def _list_forks(self) -> None:
        is_every = self._which.current == _EVERY
        shown = [each for each in self._forks if is_every or each.is_open]
        self._list.show_forks(shown, self._names)

    def _choose(self, fork: Fork | None) -> None:
        for part in (self._what, self._table):
            part.setVisible(fork is not None)
        self._one.setVisible(fork is not None and fork.is_open)
        self._other.setVisible(fork is not None)
        self._again.setVisible(fork is not None and not fork.is_open)
        self.compare_wanted.emit(fork)

    def _show_lines(self) -> None:
        is_all = self._what.current == _ALL
        self._table.show_lines(
            [each for each in self._lines if is_all or each.standing is not Standing.BOTH],
            heads=self._heads,
        )

    def _keep_one(self) -> None:
        fork = self._list.current
        if fork is not None and fork.is_open:
            self.keep_one_wanted.emit(fork)

    def _keep_other(self) -> None:
        if self._list.current is not None:
            self.keep_other_wanted.emit(self._list.current)

    def _reopen(self) -> None:
        if self._list.current is not None:
            self.reopen_wanted.emit(self._list.current)


def open_forks(forks: Sequence[Fork]) -> int:
    """In how many articles somebody is to decide."""
    return len({(each.article, each.annotator) for each in forks if each.is_open})


def _add_key(widget: QWidget, key: str, run: Callable[[], None]) -> None:
    action = QAction(widget)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: run())  # noqa: PLW0108 - without the action's state
    widget.addAction(action)
