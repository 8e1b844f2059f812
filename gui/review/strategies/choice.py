"""The only place where a person says what a strategy may propose, and where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.model import Annotator, AnnotatorId
from db.review import strategies
from db.review.strategies import Strategy
from gui.translation import tr, tr_count
from gui.widgets.parts import words


class StrategyChoice(QWidget):
    """Unanimous, majority or trusted; in the open article or in all that are listed."""

    changed = Signal()

    def __init__(self, people: Sequence[Annotator], *, listed: int, has_open: bool) -> None:
        super().__init__()
        self._unanimous = QRadioButton(tr("What all say, where two or more have read it"))
        self._majority = QRadioButton(tr("What most say, and at least"))
        self._trusted = QRadioButton(tr("What one annotator says:"))
        self._share = QSpinBox()
        self._share.setRange(51, 100)
        self._share.setValue(66)
        self._share.setSuffix(tr(" % of them"))
        self._share.setAccessibleName(tr("Least share"))
        self._person = QComboBox()
        self._person.setAccessibleName(tr("Trusted annotator"))
        for each in people:
            self._person.addItem(each.name, each.id)
        self._listed = QRadioButton(
            tr_count(listed, "in the {count} article listed", "in all {count} articles listed")
        )
        self._open = QRadioButton(tr("in the article that is open"))
        self._what, self._where = QButtonGroup(self), QButtonGroup(self)
        self._unanimous.setChecked(True)
        self._open.setEnabled(has_open)
        self._listed.setEnabled(listed > 0)
        (self._listed if listed else self._open).setChecked(True)
        self._trusted.setEnabled(bool(people))
        self._lay_out()
        self._connect()

    @property
    def strategy(self) -> Strategy:
        """What was chosen."""
        if self._majority.isChecked():
            # 66 % is meant to be reached by two of three.
            return strategies.majority(self._share.value() / 100)
        if self._trusted.isChecked():
            return strategies.trusted(AnnotatorId(self._person.currentData()))
        return strategies.unanimous

    @property
    def is_for_all(self) -> bool:
        """Whether all listed articles are meant."""
        return self._listed.isChecked()

    def _connect(self) -> None:
        for group in (self._what, self._where):
            group.buttonClicked.connect(self.changed)
        self._share.valueChanged.connect(self._choose_majority)
        self._person.activated.connect(self._choose_trusted)

    def _choose_majority(self) -> None:
        self._majority.setChecked(True)
        self.changed.emit()

    def _choose_trusted(self) -> None:
        self._trusted.setChecked(True)
        self.changed.emit()

    def _lay_out(self) -> None:
        self._person.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        majority, trusted, where = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (majority, (self._majority, self._share)),
            (trusted, (self._trusted, self._person)),
            (where, (self._listed, self._open)),
        ):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        what = QVBoxLayout()
        what.setSpacing(4)
        what.addWidget(self._unanimous)
        what.addLayout(majority)
        what.addLayout(trusted)
        for radio in (self._unanimous, self._majority, self._trusted):
            self._what.addButton(radio)
        for radio in (self._listed, self._open):
            self._where.addButton(radio)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(
            words(tr("Settle", meaning="places"), "muted"), 0, 0, Qt.AlignmentFlag.AlignTop
        )
        grid.addLayout(what, 0, 1)
        grid.addWidget(words(tr("Where"), "muted"), 1, 0)
        grid.addLayout(where, 1, 1)
