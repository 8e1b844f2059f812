"""The form of the plan: everything that can be wished for, in the order in which one thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.assignment.model import Balance, Order
from db.model import Annotator, AnnotatorId, ArticleId
from gui.project.assignment.people_form import PeopleForm
from gui.project.assignment.wishes import Which, Wishes
from gui.translation import tr, tr_count
from gui.widgets.parts import number, words

_MOST_ARTICLES = 1_000_000
_AFTER = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form starts from.

    `ticked` take part at first; `newest_round` is 0 before the first; `filtered` says in words what
    the filter keeps, "" for all; `unassigned` is how many articles nobody has, None while unknown.
    """

    people: Sequence[Annotator]
    ticked: frozenset[AnnotatorId]
    newest_round: int
    next_round: int
    unassigned: int | None
    filtered: str = ""
    selected: tuple[ArticleId, ...] = ()


class PlanForm(QWidget):
    """`changed` comes with every change; `wishes` is what the form says now."""

    changed = Signal()

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        self._which = _combo(tr("Which articles"), _choices(offer))
        self._people = PeopleForm(offer.people, offer.ticked)
        self._per_article = _number(tr("People an article"), 0, max(1, len(offer.people)))
        self._per_article.setValue(min(2, len(offer.ticked)) or 1)
        self._common = _number(tr("Articles for everybody"), 0, _MOST_ARTICLES)
        self._calibration = _number(tr("Calibration articles"), 0, _MOST_ARTICLES)
        self._selected = QCheckBox(
            tr_count(len(offer.selected), "the {count} selected one", "the {count} selected ones")
        )
        self._selected.setVisible(bool(offer.selected))
        self._repeats = _number(tr("Articles that come twice"), 0, _MOST_ARTICLES)
        self._repeats.setToolTip(
            tr(
                "In the package they look like any other article. The profile in Agreement shows "
                "how well everybody agrees with themselves."
            )
        )
        self._repeats_after = _number(tr("Articles between the two times"), 0, _MOST_ARTICLES)
        self._repeats_after.setSuffix(tr(" others"))
        self._repeats_after.setValue(_AFTER)
        self._repeats_after.setEnabled(False)
        self._order = _combo(tr("Order of the queues"), _orders())
        self._balance = _combo(tr("What is to be equal"), _balances())
        self._seed = _number(tr("Seed"), 1, 2**31 - 1)
        self._seed.setToolTip(tr("Another number draws other articles; the same draws the same."))
        self._round = _combo(tr("Round"), _rounds(offer.newest_round))
        self._round.setCurrentIndex(self._round.findData(str(offer.next_round)))
        self._lay_out()
        self._connect()

    @property
    def wishes(self) -> Wishes:
        """What the form says now."""
        return Wishes(
            which=Which(self._which.currentData()),
            people=self._people.people,
            per_article=self._per_article.value(),
            common=self._common.value(),
            calibration=self._calibration.value(),
            calibrates_with_selected=self._selected.isChecked(),
            order=Order(self._order.currentData()),
            seed=self._seed.value(),
            balance=Balance(self._balance.currentData()),
            round=int(self._round.currentData()),
            selected=self._offer.selected,
            repeats=self._repeats.value(),
            repeats_after=self._repeats_after.value(),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(7)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (tr("Articles"), self._which),
            (tr("Each goes to"), self._per_article),
            (tr("Everybody gets"), self._common),
            (tr("Calibration first"), self._calibration),
            ("", self._selected),
            (tr("Comes twice"), self._repeats),
            (tr("After at least"), self._repeats_after),
            (tr("Order"), self._order),
            (tr("Equal are the"), self._balance),
            (tr("Round"), self._round),
            (tr("Drawn by"), self._seed),
        ):
            if field is self._selected and not self._offer.selected:
                continue
            label = words(title, "muted")
            label.setBuddy(field)
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self._people)
        column.addStretch(1)

    def _connect(self) -> None:
        for field in (
            self._per_article,
            self._common,
            self._calibration,
            self._repeats,
            self._repeats_after,
            self._seed,
        ):
            field.valueChanged.connect(self.changed)
        self._repeats.valueChanged.connect(lambda count: self._repeats_after.setEnabled(count > 0))
        for choice in (self._which, self._order, self._balance, self._round):
            choice.currentIndexChanged.connect(self.changed)
        self._people.changed.connect(self.changed)
        self._selected.toggled.connect(self._calibration.setDisabled)
        self._selected.toggled.connect(self.changed)


def _choices(offer: Offer) -> Mapping[str, str]:
    nobody_has = tr("those that nobody has")
    if offer.unassigned is not None:
        nobody_has += f" ({number(offer.unassigned)})"
    choices = {Which.UNASSIGNED.value: nobody_has, Which.ALL.value: tr("all")}
    if offer.filtered:
        choices[Which.FILTERED.value] = tr("those that fit: {filter}", filter=offer.filtered)
    if offer.selected:
        choices[Which.SELECTED.value] = tr_count(
            len(offer.selected), "the {count} selected one", "the {count} selected ones"
        )
    return choices


def _rounds(newest: int) -> Mapping[str, str]:
    found = {str(each): tr("{number}, going on", number=each) for each in range(newest, 0, -1)}
    found[str(newest + 1)] = tr("{number}, a new one", number=newest + 1)
    return found


def _orders() -> Mapping[str, str]:
    return {
        Order.FIXED.value: tr("as in the project"),
        Order.RANDOM.value: tr("shuffled"),
        Order.BY_DATE.value: tr("oldest first"),
    }


def _balances() -> Mapping[str, str]:
    return {Balance.WORDS.value: tr("words"), Balance.ARTICLES.value: tr("articles")}


def _combo(name: str, choices: Mapping[str, str]) -> QComboBox:
    field = QComboBox()
    field.setAccessibleName(name)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(16)
    for key, title in choices.items():
        field.addItem(title, key)
    return field


def _number(name: str, least: int, most: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    field.setAlignment(Qt.AlignmentFlag.AlignTrailing)
    field.setAccessibleName(name)
    return field
