"""The parts of the form about people, texts, and what stands on the data card."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.exports import catalogue
from db.exports.choices import ExportChoices, StandOff
from gui.translation import tr
from gui.widgets.completing_field import CompletingField
from gui.widgets.parts import words

_TEXTS = {
    StandOff.NONE: "all of them",
    StandOff.CLOSED: "those that their licence lets you pass on",
    StandOff.ALL: "none: only where things stand in them",
}
_LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "ODC-By-1.0", "ODbL-1.0")
_LINES = 3


class NamesForm(QWidget):
    """What annotators are called, and which texts go along."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pseudonyms = QRadioButton(tr("Pseudonyms: annotator 1, annotator 2 …"))
        self._names = QRadioButton(tr("Real names, as they stand on the Overview"))
        self._texts = QComboBox()
        for wanted, title in _TEXTS.items():
            self._texts.addItem(tr(title), wanted.value)
        self._texts.setAccessibleName(tr("Texts that go along"))
        self._texts.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._texts.setMinimumContentsLength(12)
        self._only_ours = words(
            tr("Only the JSONL of this program can leave texts out."),
            "muted",
            "secondary",
            wraps=True,
        )
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for choice in (self._pseudonyms, self._names):
            group.addButton(choice)
            column.addWidget(choice)
        column.addSpacing(4)
        column.addWidget(words(tr("Texts that go along")))
        column.addWidget(self._texts)
        column.addWidget(self._only_ours)
        self._pseudonyms.setChecked(True)
        self.show_format(catalogue.OURS)
        self._names.toggled.connect(self.changed)
        self._texts.currentIndexChanged.connect(self.changed)

    def show_format(self, name: str) -> None:
        """Let texts be left out where the format can do that."""
        is_ours = catalogue.one(name).is_ours
        self._texts.setEnabled(is_ours)
        self._only_ours.setVisible(not is_ours)

    def take(self, choices: ExportChoices) -> None:
        """Show choices."""
        (self._names if choices.with_names else self._pseudonyms).setChecked(True)
        self._texts.setCurrentIndex(self._texts.findData(choices.stand_off.value))

    def put_into(self, choices: ExportChoices) -> ExportChoices:
        """The choices with what this part says."""
        is_ours = catalogue.one(choices.format).is_ours
        return replace(
            choices,
            with_names=self._names.isChecked(),
            stand_off=StandOff(self._texts.currentData()) if is_ours else StandOff.NONE,
        )


class CardForm(QWidget):
    """What a reader of the data card is told: licence, maker, a few words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._licence = CompletingField(tr("Licence"))
        self._licence.set_candidates(_LICENCES)
        self._licence.setPlaceholderText(tr("of the annotation, such as CC-BY-4.0"))
        self._creator = QLineEdit()
        self._creator.setAccessibleName(tr("Made by"))
        self._description = QPlainTextEdit()
        self._description.setAccessibleName(tr("In a few words"))
        self._description.setTabChangesFocus(True)
        self._description.setFixedHeight(_LINES * self._description.fontMetrics().height() + 12)
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(tr("Licence"), self._licence)
        rows.addRow(tr("Made by"), self._creator)
        rows.addRow(tr("In a few words"), self._description)
        self._licence.textChanged.connect(self.changed)
        self._creator.textChanged.connect(self.changed)
        self._agreement = QCheckBox(tr("Say how far the annotators agree"))
        self._agreement.setToolTip(
            tr("Over all articles that several have finished; it takes seconds to work out.")
        )
        rows.addRow(self._agreement)
        self._description.textChanged.connect(self.changed)
        self._agreement.toggled.connect(self.changed)

    def take(self, choices: ExportChoices) -> None:
        """Show choices."""
        self._licence.setText(choices.licence or "")
        self._creator.setText(choices.creator or "")
        self._description.setPlainText(choices.description)
        self._agreement.setChecked(choices.with_agreement)

    def put_into(self, choices: ExportChoices) -> ExportChoices:
        """The choices with what this part says."""
        return replace(
            choices,
            licence=self._licence.text().strip() or None,
            creator=self._creator.text().strip() or None,
            description=self._description.toPlainText().strip(),
            with_agreement=self._agreement.isChecked(),
        )
