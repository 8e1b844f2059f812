"""The form of an export: all that can be chosen, as one value in and out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.exports import catalogue
from db.exports.choices import ExportChoices
from gui.project.exporting import wording
from gui.project.exporting.card_form import CardForm, NamesForm
from gui.project.exporting.format_list import FormatList
from gui.project.exporting.keeping import Keeps, in_words
from gui.project.exporting.layers_form import LayersForm, Offer
from gui.project.exporting.split_form import SplitForm
from gui.translation import tr, tr_said
from gui.widgets.parts import titled_card, words


class ExportForm(QWidget):
    """`changed` comes when a person changes anything, once for each change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.formats = FormatList()
        self._about = words("", wraps=True)
        self._holds = words("", "muted", "secondary", wraps=True)
        self._layers = LayersForm()
        self._names = NamesForm()
        self._split = SplitForm()
        self._card = CardForm()
        self._keeps: dict[str, Keeps] = {}
        self._is_taking = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._add(tr("Format"), self.formats, self._about, self._holds)
        self._add(tr("What goes out"), self._layers)
        self._add(tr("Parts"), self._split)
        self._add(tr("Names and texts"), self._names)
        self._add(tr("On the data card"), self._card)
        self.formats.chosen.connect(self._follow_format)
        for signal in (
            self.formats.chosen,
            self._layers.changed,
            self._names.changed,
            self._split.changed,
            self._card.changed,
        ):
            signal.connect(self._tell)
        self._follow_format()

    @property
    def choices(self) -> ExportChoices:
        """What is chosen now; raises UserFault where that makes no export."""
        choices = ExportChoices(format=self.formats.format)
        for part in (self._layers, self._names, self._split, self._card):
            choices = part.put_into(choices)
        return choices

    def take(self, choices: ExportChoices) -> None:
        """Show choices, and tell once that they changed."""
        self._is_taking = True
        try:
            self.formats.choose(catalogue.one(choices.format).name)
            for part in (self._layers, self._names, self._split, self._card):
                part.take(choices)
        finally:
            self._is_taking = False
        self._tell()

    def show_offer(self, offer: Offer) -> None:
        """Offer what there is in the project now."""
        self._layers.show_offer(offer)
        self.show_keeps(offer.keeps)

    def show_keeps(self, found: Mapping[str, Keeps]) -> None:
        """Say what these formats keep."""
        if found:
            self._keeps.update(found)
            self.formats.show_keeps(self._keeps)
            self._follow_format()

    def _add(self, title: str, *parts: QWidget) -> None:
        card = titled_card(title)
        for part in parts:
            card.body.addWidget(part)
        self._column.addWidget(card)

    @Slot()
    def _follow_format(self) -> None:
        kind = catalogue.one(self.formats.format)
        self._about.setText(f"{tr_said(kind.help)} {wording.makes(kind)}")
        found = self._keeps.get(kind.name)
        self._holds.setText(wording.expresses(kind) if found is None else in_words(found))
        self._names.show_format(kind.name)
        self._split.show_format(kind.name)

    @Slot()
    def _tell(self) -> None:
        if not self._is_taking:
            self.changed.emit()
