"""The part of the form that divides the articles into parts for training and for testing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserFault
from db.exports import catalogue
from db.exports.choices import ExportChoices
from db.splitting.model import NAMES, By, Share, SplitPlan
from db.splitting.shares import shares_from, words_of
from gui.translation import tr

_BYS = {
    By.GROUP: "by chance, with what belongs together in one part",
    By.DATE: "by date, the oldest for training",
    By.PUBLISHER: "by publisher",
}


class SplitForm(QWidget):
    """`changed` comes when a person changes anything."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan = SplitPlan()
        self._is_wanted = QCheckBox(tr("Divide into parts for training and testing"))
        self._by = QComboBox()
        for by, title in _BYS.items():
            self._by.addItem(tr(title), by.value)
        # As wide as the column is, not as its longest words.
        self._by.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._by.setMinimumContentsLength(12)
        self._shares = QLineEdit()
        self._seed = QSpinBox()
        self._seed.setRange(0, 2**31 - 1)
        self._cuts = QLineEdit()
        self._publishers = QLineEdit()
        self._together = QCheckBox(tr("Keep copies of one text together"))
        self._in_field = QCheckBox(tr("One file, in which each record says its part"))
        self._inside = QWidget()
        self._rows = QFormLayout(self._inside)
        self._lay_out()
        self._connect()
        self.take(ExportChoices())

    def take(self, choices: ExportChoices) -> None:
        """Show the split of choices."""
        self._plan = choices.split or self._plan
        plan = self._plan
        self._is_wanted.setChecked(choices.split is not None)
        self._by.setCurrentIndex(self._by.findData(plan.by.value))
        self._shares.setText(_short(plan.shares))
        self._seed.setValue(plan.seed)
        self._cuts.setText(", ".join(plan.cuts))
        self._publishers.setText(_listed(plan.publishers))
        self._together.setChecked(plan.keeps_copies_together)
        self._in_field.setChecked(choices.split_in_field)
        self._follow()

    def put_into(self, choices: ExportChoices) -> ExportChoices:
        """The choices with the split; raises UserFault for shares or publishers that are none."""
        if not self._is_wanted.isChecked():
            return replace(choices, split=None, split_in_field=False)
        by = By(self._by.currentData())
        self._plan = replace(
            self._plan,
            by=by,
            shares=shares_from(self._shares.text()),
            seed=self._seed.value(),
            cuts=_parts(self._cuts.text()) if by is By.DATE else (),
            publishers=_publishers(self._publishers.text()) if by is By.PUBLISHER else {},
            keeps_copies_together=self._together.isChecked(),
        )
        has_field = catalogue.one(choices.format).has_split_field
        return replace(
            choices, split=self._plan, split_in_field=has_field and self._in_field.isChecked()
        )

    def show_format(self, name: str) -> None:
        """Offer what a format has a place for."""
        self._rows.setRowVisible(self._in_field, catalogue.one(name).has_split_field)

    def _lay_out(self) -> None:
        self._shares.setPlaceholderText("80/10/10")
        self._shares.setToolTip(
            tr("80/10/10 is train, dev and test; 80/20 train and test; or train=80,held-out=20.")
        )
        self._seed.setToolTip(tr("Another number divides in another way; the same one alike."))
        self._cuts.setPlaceholderText(tr("as the shares say"))
        self._cuts.setToolTip(
            tr("The first day of each part but the first, such as 2024-03-01, 2024-06-01.")
        )
        self._publishers.setPlaceholderText(tr("by lot, as the shares say"))
        self._publishers.setToolTip(tr("Such as: test=A paper, Another; dev=A third"))
        rows = self._rows
        rows.setContentsMargins(22, 4, 0, 0)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        for title, field in (
            (tr("Divide"), self._by),
            (tr("Shares"), self._shares),
            (tr("Seed"), self._seed),
            (tr("Parts begin"), self._cuts),
            (tr("Set apart"), self._publishers),
        ):
            field.setAccessibleName(title)
            rows.addRow(title, field)
        rows.addRow(self._together)
        rows.addRow(self._in_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._is_wanted)
        column.addWidget(self._inside)

    def _connect(self) -> None:
        self._is_wanted.toggled.connect(self._follow)
        self._by.currentIndexChanged.connect(self._follow)
        for signal in (
            self._is_wanted.toggled,
            self._by.currentIndexChanged,
            self._shares.textChanged,
            self._seed.valueChanged,
            self._cuts.textChanged,
            self._publishers.textChanged,
            self._together.toggled,
            self._in_field.toggled,
        ):
            signal.connect(self.changed)

    def _follow(self) -> None:
        by = By(self._by.currentData())
        self._inside.setVisible(self._is_wanted.isChecked())
        self._rows.setRowVisible(self._seed, by is not By.DATE)
        self._rows.setRowVisible(self._cuts, by is By.DATE)
        self._rows.setRowVisible(self._publishers, by is By.PUBLISHER)
        self._rows.setRowVisible(self._together, by is not By.GROUP)


def _short(shares: tuple[Share, ...]) -> str:
    """The shares as somebody would write them."""
    names = tuple(each.name for each in shares)
    if names in {NAMES, (NAMES[0], NAMES[-1])}:
        return "/".join(f"{each.part:g}" for each in shares)
    return words_of(shares)


def _parts(text: str, mark: str = ",") -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(mark) if each.strip())


def _listed(publishers: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{part}={', '.join(names)}" for part, names in publishers.items())


def _publishers(text: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for each in _parts(text, ";"):
        part, mark, names = each.partition("=")
        if not mark:
            raise UserFault(
                tr(
                    "“{text}” says no part. Write it as test=A paper; dev=Another, A third.",
                    text=each,
                )
            )
        found[part.strip()] = _parts(names)
    return found
