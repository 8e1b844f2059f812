"""The card of one file in a plan: whose it is, what it would bring, and the ways out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from db.merge.plan import DOUBTFUL, Authority, LayerPlan, Signature
from db.model import Annotator, AnnotatorId, AnnotatorKind
from db.packages.collect_plan import FilePlan
from gui.project.collect.layer_table import LayerTable
from gui.project.collect.wording import (
    VERDICTS,
    file_facts,
    file_title,
    rest_words,
    second_reader_names,
    signature_words,
    verdict_title,
)
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.card import Card
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, words
from gui.widgets.pill_bar import Pill, PillBar

_ALL = ""


class FileCard(QWidget):
    """Shows one file and says what a person wants with it; the section does it.

    `person_chosen` carries who an unknown annotator is (theirs, ours); `trust_wanted` whose new key
    may be taken; `other_way_wanted` is for a file that was taken for the wrong kind of file.
    """

    person_chosen = Signal(object, object)
    trust_wanted = Signal()
    other_way_wanted = Signal()

    def __init__(
        self, file: FilePlan, authority: Authority, people: Sequence[Annotator], theme: Theme
    ) -> None:
        super().__init__()
        self.file = file
        self._authority = authority
        named = {**file.names, **{each.id: each.name for each in people}}
        names = {**named, **second_reader_names(file.second_readers, named)}
        self._title = file_title(file, names)
        self._card = Card()
        self._card.body.setSpacing(8)
        self._head()
        self._card.body.addWidget(words(file_facts(file), "muted", "secondary", wraps=True))
        if file.refusal:
            self._refused(people)
        else:
            self._contents(names, theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for table in self.findChildren(LayerTable):
            table.set_theme(theme)

    def fold(self, *, is_folded: bool) -> None:
        """Hide or show the articles; only the counts stay."""
        if not self.file.refusal and self.file.contents.layers:
            self._table.setVisible(not is_folded)
            self._show_reason(self._table.reason)
            self._fold.setText(tr("Show the articles") if is_folded else tr("Hide the articles"))

    def _head(self) -> None:
        title = ElidedLabel(self._title)
        set_role(title, "strong")
        self._card.head.addWidget(title, 1)
        if self._authority is Authority.MERGE:
            # Whole projects are never signed.
            return
        said = words(signature_words(self.file), "secondary")
        is_doubtful = self.file.signature in {*DOUBTFUL, Signature.UNSIGNED}
        set_role(said, "problem" if is_doubtful else "muted")
        self._card.head.addWidget(said)

    def _contents(self, names: Mapping[AnnotatorId, str], theme: Theme) -> None:
        body, file = self._card.body, self.file
        layers = file.contents.layers
        if layers:
            self._table = LayerTable(theme, names=names)
            self._reason = words("", "secondary", wraps=True)
            self._pills = PillBar(tr("Which articles are listed"))
            self._fold = button("", lambda: self.fold(is_folded=self._table.isVisibleTo(self)))
            self._fold.setAccessibleName(tr("Articles of {name}", name=self._title))
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._pills, 1)
            row.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
            body.addLayout(row)
            body.addWidget(self._table)
            body.addWidget(self._reason)
            self._table.reason_changed.connect(self._show_reason)
            self._show_pills(layers)
            self._filter(_ALL)
            self._pills.chosen.connect(self._filter)
        else:
            body.addWidget(words(tr("There is no article of theirs in it."), "muted"))
        rest = rest_words(file)
        if rest:
            body.addWidget(words(rest, "muted", wraps=True))

    def _show_pills(self, layers: Sequence[LayerPlan]) -> None:
        counts = self.file.contents.counts
        pills = [Pill(key=_ALL, title=tr("All"), count=len(layers))]
        pills += [
            Pill(key=verdict, title=verdict_title(verdict), count=counts[verdict])
            for verdict in VERDICTS
            if counts[verdict]
        ]
        self._pills.set_pills(pills)

    def _filter(self, key: str) -> None:
        shown = [each for each in self.file.contents.layers if key in (_ALL, each.verdict)]
        self._table.show_layers(shown, says_who=self._authority is Authority.MERGE)
        self.fold(is_folded=False)

    def _show_reason(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason) and self._table.isVisibleTo(self))

    def _refused(self, people: Sequence[Annotator]) -> None:
        self._card.body.addWidget(words(tr_said(self.file.refusal), "problem", wraps=True))
        row = FlowLayout(gap=8, line_gap=6)
        self._add_way_out(row, people)
        if row.count():
            self._card.body.addLayout(row)

    def _add_way_out(self, row: FlowLayout, people: Sequence[Annotator]) -> None:
        file = self.file
        if file.is_unknown and file.annotator is not None:
            self._add_choice_of_person(row, people)
        elif file.signature is Signature.OTHER_KEY and file.annotator is not None:
            row.addWidget(button(tr("Trust the new key…"), self.trust_wanted.emit))
        elif file.signature is Signature.NO_LONGER_SIGNED and file.annotator is not None:
            row.addWidget(button(tr("Trust it this once…"), self.trust_wanted.emit))
        elif self._authority is Authority.COLLECT and file.title and file.annotator is None:
            row.addWidget(button(tr("Merge this project…"), self.other_way_wanted.emit))
        elif self._authority is Authority.MERGE and file.annotator is not None:
            row.addWidget(button(tr("Collect it instead"), self.other_way_wanted.emit))

    def _add_choice_of_person(self, row: FlowLayout, people: Sequence[Annotator]) -> None:
        choice = QComboBox()
        set_role(choice, "compact")
        choice.setAccessibleName(tr("Who is {name} here?", name=self.file.annotator_name))
        choice.addItem(tr("Who is this here?"), None)
        for person in people:
            if person.kind is AnnotatorKind.HUMAN:
                choice.addItem(person.name, person.id)
        take = button(
            tr("Take it as theirs"),
            lambda: self.person_chosen.emit(self.file.annotator, choice.currentData()),
        )
        take.setEnabled(False)
        choice.currentIndexChanged.connect(lambda place: take.setEnabled(place > 0))
        row.addWidget(choice)
        row.addWidget(take)
