"""What would come in, before anything is written: a card for each file, and the button to do it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.merge.plan import Authority
from db.model import Annotator
from db.packages.collect_plan import CollectPlan
from gui.project.collect.file_card import FileCard
from gui.project.collect.wording import apply_words, plan_words
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, clear, words

_OPEN_CARDS = 3
"""Of more files, only the counts are shown at first."""


class PlanView(QWidget):
    """Shows one plan; the section does what a person wants.

    `person_chosen` carries two AnnotatorIds (theirs, ours), `trust_wanted` an AnnotatorId and the
    name that goes with it, `other_way_wanted` the path of a file that was taken for the wrong kind.
    """

    apply_wanted = Signal()
    put_away = Signal()
    drop_wanted = Signal()
    person_chosen = Signal(object, object)
    trust_wanted = Signal(object, str)
    other_way_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._heading = words("", "heading")
        self._told = words("", "muted", wraps=True)
        self._unplaced = words("", "problem", wraps=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        self._apply = button("", self.apply_wanted.emit, role="primary")
        self._drop = button(tr("Take the rest of them…"), self.drop_wanted.emit, role="")
        self._close = button(tr("Put away"), self.put_away.emit, role="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self._heading, self._told, self._unplaced):
            layout.addWidget(part)
        row = FlowLayout(gap=8, line_gap=6)
        for each in (self._apply, self._drop, self._close):
            row.addWidget(each)
        layout.addLayout(row)
        layout.addLayout(self._cards)

    def show_plan(
        self, plan: CollectPlan, people: Sequence[Annotator], *, drops_unplaced: bool
    ) -> None:
        """Show a plan; `people` are those whom the project knows.

        `drops_unplaced` where layers come in without what the scheme has no place for.
        """
        is_merge = plan.authority is Authority.MERGE
        self._heading.setText(
            tr("What a merge would bring") if is_merge else tr("What would come in")
        )
        self._told.setText(plan_words(plan))
        self._apply.setText(apply_words(plan))
        self._apply.setEnabled(any(not each.refusal for each in plan.files))
        self._show_unplaced(sum(each.unplaced for each in plan.files), is_dropped=drops_unplaced)
        clear(self._cards)
        for file in plan.files:
            card = FileCard(file, plan.authority, people, self._theme)
            card.fold(is_folded=len(plan.files) > _OPEN_CARDS)
            card.person_chosen.connect(self.person_chosen)
            card.trust_wanted.connect(
                lambda file=file: self.trust_wanted.emit(file.annotator, file.annotator_name)
            )
            card.other_way_wanted.connect(lambda file=file: self.other_way_wanted.emit(file.path))
            self._cards.addWidget(card)

    def take_focus(self) -> None:
        """Put the focus on what comes next."""
        (self._apply if self._apply.isEnabled() else self._close).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for card in self.findChildren(FileCard):
            card.set_theme(theme)

    def _show_unplaced(self, count: int, *, is_dropped: bool) -> None:
        told = tr_count(
            count,
            "{count} layer holds something that the scheme has no place for any more.",
            "{count} layers hold something that the scheme has no place for any more.",
        )
        if is_dropped:
            told += " " + tr("That stays out, the rest of them comes in.")
        self._unplaced.setText(told)
        self._unplaced.setVisible(count > 0)
        self._drop.setVisible(count > 0 and not is_dropped)
