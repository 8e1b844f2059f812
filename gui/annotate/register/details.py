"""The card of the chosen referent: its name and answers, its mentions, merge and split."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QWidget

from db.model import AttributeValue, ReferentId
from db.queries.referents import Mention
from db.scheme.model import SpanType
from gui.annotate.answer_contents import AnswerContents
from gui.annotate.answer_grid import AnswerGrid
from gui.annotate.register.rows import Entry
from gui.mention_list import MentionList
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout


class ReferentDetails(Card):
    """`renamed` carries a name, `answered` a question and its answer, `split_wanted` mentions.

    `can_explore` says that there is a page that finds a referent in all articles.
    """

    renamed = Signal(object, str)
    answered = Signal(object, object, object)
    referent_wanted = Signal(object, object)
    merge_wanted = Signal(object)
    split_wanted = Signal(object, object)
    opened = Signal(object)
    explore_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, can_explore: bool = False) -> None:
        super().__init__(parent, has_head=False)
        self._referent: ReferentId | None = None
        self._span_type: SpanType | None = None
        self._answers: AnswerGrid | None = None
        self._name = QLineEdit()
        self._name.setAccessibleName(tr("Name of the referent"))
        self._name.editingFinished.connect(self._rename)
        self._mentions = MentionList(tr("Where it is mentioned"))
        self._mentions.taken.connect(self.opened)
        self._mentions.setFrameShape(QFrame.Shape.StyledPanel)
        self._mentions.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._merge = _button(tr("Merge into …"))
        self._split = _button(tr("Split off …"))
        self._merge.clicked.connect(self._want_merge)
        self._split.clicked.connect(self._want_split)
        self._explore = _button(tr("Find in all articles"))
        self._explore.clicked.connect(self._want_explore)
        self._explore.setVisible(can_explore)
        self._split.setToolTip(tr("Give the selected mentions a referent of their own"))
        buttons = FlowLayout(gap=6, line_gap=6)
        for part in (self._merge, self._split, self._explore):
            buttons.addWidget(part)
        self.body.addWidget(self._name)
        self._mentions.setMinimumHeight(2 * self.fontMetrics().height())
        self.body.addWidget(self._mentions, 1)
        self.body.addLayout(buttons)
        self._mentions.chosen_changed.connect(self._weigh_split)

    @property
    def merge_button(self) -> QPushButton:
        """Where the choice of the other referent opens."""
        return self._merge

    def show_referent(
        self,
        entry: Entry,
        span_type: SpanType | None,
        answers: Sequence[AnswerContents],
        mentions: Sequence[Mention],
    ) -> None:
        """Show a referent; a name that is just being typed stays."""
        is_other = entry.referent.id != self._referent
        self._referent = entry.referent.id
        if is_other or not (self._name.hasFocus() and self._name.isModified()):
            self._name.setText(entry.referent.name)
            self._name.setCursorPosition(0)
        if span_type != self._span_type or self._answers is None:
            self._span_type = span_type
            self._rebuild(answers)
        if self._answers is not None:
            self._answers.show_answers(answers, is_whole=True)
        self._mentions.show_mentions(mentions)
        self._weigh_split()

    def edit_name(self) -> None:
        """Let the name be typed over."""
        self._name.setFocus()
        self._name.selectAll()

    def _rebuild(self, answers: Sequence[AnswerContents]) -> None:
        if self._answers is not None:
            self.body.removeWidget(self._answers)
            self._answers.deleteLater()
        self._answers = AnswerGrid(answers)
        self._answers.answered.connect(self._answer)
        self._answers.referent_wanted.connect(self._want_referent)
        self.body.insertWidget(1, self._answers)

    @Slot()
    def _rename(self) -> None:
        if self._name.isModified() and self._referent is not None:
            self._name.setModified(False)
            self.renamed.emit(self._referent, self._name.text().strip())

    @Slot(object, object)
    def _answer(self, answer: AnswerContents, value: AttributeValue | None) -> None:
        self.answered.emit(self._referent, answer.attribute, value)

    @Slot(object)
    def _want_referent(self, answer: AnswerContents) -> None:
        self.referent_wanted.emit(self._referent, answer.attribute)

    @Slot()
    def _want_merge(self) -> None:
        self.merge_wanted.emit(self._referent)

    @Slot()
    def _want_split(self) -> None:
        self.split_wanted.emit(self._referent, self._mentions.chosen)

    @Slot()
    def _want_explore(self) -> None:
        self.explore_wanted.emit(self._referent)

    @Slot()
    def _weigh_split(self) -> None:
        chosen = len(self._mentions.chosen)
        self._split.setEnabled(0 < chosen < len(self._mentions.mentions))


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    set_role(button, "compact")
    return button
