"""What the register shows beside its table: one referent in full, or several to be merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from db.model import AnnotatorId, ReferentId
from db.queries.referents import Mention, RegisterEntry
from db.scheme.model import Scheme
from gui.isolation import in_a_row
from gui.mention_list import MentionList
from gui.project.register.answers import AnswerForm
from gui.style_sheet import set_role
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, words


class ReferentDetail(QFrame):
    """Shows what it is given and says what a person wants; the section does it.

    `can_explore` says that there is a page that finds a referent in all articles.
    """

    rename_wanted = Signal(str)
    merge_wanted = Signal()
    merge_with_wanted = Signal(object)
    split_wanted = Signal()
    delete_wanted = Signal()
    mention_wanted = Signal(object)
    explore_wanted = Signal(object)

    def __init__(self, name_of: Callable[[ReferentId], str], *, can_explore: bool) -> None:
        super().__init__()
        set_role(self, "pane", "page")
        self._entry: RegisterEntry | None = None
        self._name = QLineEdit()
        self._name.setAccessibleName(tr("Name of the referent"))
        self._name.editingFinished.connect(self._take_name)
        self._about = words("", "muted", "secondary", wraps=True)
        self.answers = AnswerForm(name_of)
        self.mentions = MentionList(tr("Mentions"))
        self.mentions.taken.connect(self.mention_wanted)
        self.mentions.chosen_changed.connect(self._offer_split)
        self._more = words("", "muted", "secondary")
        self._merge_with = button(
            tr("Merge with…"), lambda: self.merge_with_wanted.emit(self._merge_with)
        )
        self._split = button(tr("Split off…"), self.split_wanted.emit)
        self._split.setToolTip(tr("Give the mentions selected below a referent of their own"))
        self._delete = button(tr("Delete", meaning="a referent"), self.delete_wanted.emit)
        self._explore = button(tr("Find in all articles"), self._want_explore)
        if not can_explore:
            self._explore.hide()
        self._several = words("", "strong", wraps=True)
        self._why_not = words("", "muted", wraps=True)
        self._merge = button(tr("Merge into one…"), self.merge_wanted.emit, role="primary")
        self._stack = QStackedWidget()
        for part in (self._empty_part(), self._one_part(), self._several_part()):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def shown(self) -> ReferentId | None:
        """The referent that is shown alone."""
        return self._entry.referent.id if self._entry is not None else None

    def show_nothing(self) -> None:
        """No referent is chosen."""
        self._entry = None
        self._stack.setCurrentIndex(0)

    def show_one(self, entry: RegisterEntry, scheme: Scheme, owner: str) -> None:
        """Show a referent; its mentions come later, by `show_mentions`."""
        is_other = self.shown != entry.referent.id
        self._entry = entry
        if is_other:
            self.mentions.show_mentions(())
            self._more.hide()
        if is_other or not (self._name.hasFocus() and self._name.isModified()):
            self._name.setText(entry.referent.name)
            self._name.setCursorPosition(0)
        span_type = scheme.span_type(entry.referent.label)
        mentions = tr_count(entry.mentions, "{count} mention", "{count} mentions")
        articles = tr_count(entry.articles, "in {count} article", "in {count} articles")
        label = span_type.title if span_type else entry.referent.label
        where = f"{mentions} {articles}" if entry.mentions else tr("not mentioned yet")
        self._about.setText(in_a_row((label, owner, where)))
        questions = span_type.referent_attributes if span_type else ()
        self.answers.show_answers(questions, entry.referent)
        self.answers.setVisible(bool(questions))
        self._delete.setEnabled(not entry.mentions)
        self._delete.setToolTip(
            tr("Only a referent without mentions can be deleted") if entry.mentions else ""
        )
        self._offer_split()
        self._stack.setCurrentIndex(1)

    def show_mentions(self, mentions: Sequence[Mention], names: Mapping[AnnotatorId, str]) -> None:
        """Show where the referent is mentioned, as far as it is listed."""
        self.mentions.show_mentions(mentions, names)
        total = self._entry.mentions if self._entry is not None else 0
        left_out = total - len(mentions)
        self._more.setText(tr_count(left_out, "and {count} more", "and {count} more"))
        self._more.setVisible(left_out > 0)

    def show_several(self, entries: Sequence[RegisterEntry]) -> None:
        """Show what could be merged."""
        self._entry = None
        self._several.setText(
            tr_count(len(entries), "{count} referent chosen", "{count} referents chosen")
        )
        is_mixed = len({each.referent.label for each in entries}) > 1
        names = ", ".join(each.referent.name for each in entries[:12])
        more = ", …" if len(entries) > 12 else ""
        self._why_not.setText(
            tr("Only referents of the same label can be merged.") if is_mixed else names + more
        )
        self._merge.setEnabled(not is_mixed)
        self._stack.setCurrentIndex(2)

    @property
    def first_quote(self) -> str:
        """The words of the first selected mention."""
        return self.mentions.chosen[0].quote if self.mentions.chosen else ""

    def focus_name(self) -> None:
        """Let the name be changed."""
        self._name.setFocus()
        self._name.selectAll()

    def _empty_part(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            words(
                tr("Choose a referent to see its mentions, or several to merge them."),
                "muted",
                wraps=True,
            )
        )
        layout.addStretch(1)
        return part

    def _one_part(self) -> QWidget:
        part = QWidget()
        buttons = FlowLayout(gap=6)
        for each in (self._explore, self._merge_with, self._split, self._delete):
            buttons.addWidget(each)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._name)
        layout.addWidget(self._about)
        layout.addWidget(self.answers)
        layout.addLayout(buttons)
        layout.addWidget(self.mentions, 1)
        layout.addWidget(self._more)
        return part

    def _several_part(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._several)
        layout.addWidget(self._why_not)
        row = QHBoxLayout()
        row.addWidget(self._merge)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        return part

    def _take_name(self) -> None:
        if self._entry is None or not self._name.isModified():
            return
        name = self._name.text().strip()
        self._name.setModified(False)
        if name and name != self._entry.referent.name:
            self.rename_wanted.emit(name)
        else:
            self._name.setText(self._entry.referent.name)

    def _want_explore(self) -> None:
        self.explore_wanted.emit(self.shown)

    def _offer_split(self) -> None:
        chosen = len(self.mentions.chosen)
        total = self._entry.mentions if self._entry is not None else 0
        self._split.setEnabled(0 < chosen < total)
