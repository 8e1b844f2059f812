"""The part of the form that says which layers go out, and with which article fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from db.errors import UserFault
from db.exports.choices import ExportChoices
from db.model import Annotator, LayerState
from db.queries.exports import Which
from gui.project.exporting.keeping import Keeps
from gui.project.exporting.narrowing import Narrowing
from gui.translation import tr

_WHICH = {
    Which.FINISHED: ("Finished layers", "What annotators marked as done."),
    Which.GOLD: ("Gold layers", "What the lead settled on."),
    Which.ALL: ("All layers that say anything", "Unfinished ones, too; each says how far it is."),
}
_STATES = {
    LayerState.TODO: "not begun",
    LayerState.OPEN: "in progress",
    LayerState.DONE: "done",
    LayerState.SKIPPED: "skipped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is to choose from.

    `counts` are layers, `profiles` texts by name, `keeps` what formats keep, by their names.
    """

    counts: Mapping[Which, int]
    people: Sequence[Annotator]
    fields: Sequence[str]
    profiles: Mapping[str, str]
    keeps: Mapping[str, Keeps]


class LayersForm(QWidget):
    """`changed` comes when a person changes anything."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._which: dict[Which, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._people = Narrowing(tr("Only some annotators"))
        self._states = Narrowing(tr("Only layers in some states"))
        self._fields = Narrowing(tr("Only some article fields"))
        self._names: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for which, (title, explanation) in _WHICH.items():
            choice = QRadioButton(tr(title))
            choice.setToolTip(tr(explanation))
            choice.setAccessibleDescription(tr(explanation))
            self._group.addButton(choice)
            self._which[which] = choice
            column.addWidget(choice)
        column.addSpacing(5)
        for part in (self._people, self._states, self._fields):
            column.addWidget(part)
            part.changed.connect(self.changed)
        self._states.offer({state: tr(title) for state, title in _STATES.items()})
        self.take(ExportChoices())
        self._group.buttonToggled.connect(self._take_which)

    def show_offer(self, offer: Offer) -> None:
        """Offer what there is now; choices stay as they are."""
        for which, choice in self._which.items():
            count = QLocale().toString(offer.counts[which])
            choice.setText(f"{tr(_WHICH[which][0])} ({count})")
        self._names = {each.id: each.name for each in offer.people}
        self._people.offer(self._names)
        self._fields.offer({name: name for name in offer.fields})

    def take(self, choices: ExportChoices) -> None:
        """Show choices; annotators may be told by id or by name."""
        self._which[choices.layers].setChecked(True)
        by_name = {name.casefold(): key for key, name in self._names.items()}
        people = [
            each if each in self._names else by_name.get(each.casefold(), each)
            for each in choices.annotators
        ]
        self._people.choose(people or None)
        self._states.choose(choices.states or None)
        self._fields.choose(choices.fields)
        self._follow()

    def put_into(self, choices: ExportChoices) -> ExportChoices:
        """The choices with what this part says; raises UserFault where nothing is ticked."""
        people = self._people.chosen
        states = self._states.chosen if self._states.isEnabled() else None
        if people == ():
            raise UserFault(tr("No annotator is ticked. Tick one, or take them all."))
        if states == ():
            raise UserFault(tr("No state is ticked. Tick one, or take layers in any state."))
        return replace(
            choices,
            layers=self.which,
            annotators=people or (),
            states=tuple(LayerState(each) for each in states or ()),
            fields=self._fields.chosen,
        )

    @property
    def which(self) -> Which:
        """The layers that are chosen."""
        return next(each for each, choice in self._which.items() if choice.isChecked())

    @Slot(QAbstractButton, bool)
    def _take_which(self, _button: QAbstractButton, is_on: bool) -> None:  # noqa: FBT001
        # With the arrow keys a choice changes without a click.
        if is_on:
            self._follow()
            self.changed.emit()

    def _follow(self) -> None:
        # What is finished has one state only.
        self._states.setEnabled(self.which is not Which.FINISHED)
