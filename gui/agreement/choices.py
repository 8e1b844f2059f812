"""What a person chooses at the top: the measure, and of which label, pair and round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.agreement.figure import Grain, Measure
from gui.agreement.measures import measure_help, measure_words
from gui.agreement.sheets import Material
from gui.agreement.wish import Wish
from gui.agreement.wording import Names
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.pill_bar import Pill, PillBar

_GROUPS: tuple[tuple[str, str, tuple[Measure, ...]], ...] = (
    ("relaxed", "Span F1, relaxed", (Measure.SPANS_RELAXED,)),
    ("exact", "Span F1, exact", (Measure.SPANS_EXACT,)),
    ("characters", "Character F1", (Measure.CHARACTERS_F1,)),
    ("kappa", "Cohen κ", (Measure.KAPPA,)),
    ("alpha", "Krippendorff α", (Measure.ALPHA,)),
    ("units", "Krippendorff α-U", (Measure.ALPHA_U,)),
    ("gamma", "γ", (Measure.GAMMA, Measure.GAMMA_CAT)),
    (
        "attributes",
        "Attributes",
        (Measure.ATTRIBUTES_SAME, Measure.ATTRIBUTES_KAPPA, Measure.ATTRIBUTES_ALPHA),
    ),
    (
        "referents",
        "Referents",
        (Measure.REFERENTS_SAME, Measure.REFERENTS_ALPHA, Measure.REFERENTS_F1),
    ),
    ("links", "Links", (Measure.LINKS_F1, Measure.LINKS_GIVEN_SPANS)),
    ("statements", "Statements", (Measure.STATEMENTS_RELAXED, Measure.STATEMENTS_EXACT)),
)
_OF_POSITIONS = frozenset({Measure.CHARACTERS_F1, Measure.KAPPA, Measure.ALPHA})
_SHORT = {
    Measure.GAMMA: "γ",
    Measure.GAMMA_CAT: "γ-cat",
    Measure.ATTRIBUTES_SAME: "Share that is the same",
    Measure.ATTRIBUTES_KAPPA: "Cohen κ",
    Measure.ATTRIBUTES_ALPHA: "Krippendorff α",
    Measure.REFERENTS_SAME: "Share that is the same",
    Measure.REFERENTS_ALPHA: "Krippendorff α",
    Measure.REFERENTS_F1: "Pairs of mentions",
    Measure.LINKS_F1: "End to end",
    Measure.LINKS_GIVEN_SPANS: "On agreed spans",
    Measure.STATEMENTS_RELAXED: "Overlapping",
    Measure.STATEMENTS_EXACT: "Exactly the same",
}


class Choices(QWidget):
    """Pills for the measure, fields for the rest; `changed` comes when a person chose anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._groups = PillBar(tr("Measure"))
        self._variants = PillBar(tr("Which kind of it"))
        self._grain = PillBar(tr("What is counted"))
        self._label, self._pair, self._round = (
            self._field(name) for name in (tr("Label"), tr("Pair of annotators"), tr("Round"))
        )
        self._with_gold = QCheckBox(tr("with the settled version"))
        self._groups.set_pills([Pill(key=key, title=tr(title)) for key, title, _ in _GROUPS])
        self._grain.set_pills(
            [
                Pill(key=Grain.CHARACTERS, title=tr("Characters")),
                Pill(key=Grain.TOKENS, title=tr("Words")),
            ]
        )
        self._groups.chosen.connect(self._choose_group)
        self._variants.chosen.connect(lambda key: self._choose(measure=Measure(key)))
        self._grain.chosen.connect(lambda key: self._choose_basis(grain=Grain(key)))
        self._with_gold.toggled.connect(lambda on: self._choose_basis(with_gold=on))
        self._lay_out()
        self._show_variants()

    @property
    def wish(self) -> Wish:
        """What was chosen."""
        return self._wish

    def show_material(self, material: Material, names: Names) -> None:
        """Offer what there is; what was chosen stays, where it still is there."""
        labels = [(each, names.label(each)) for each in material.labels]
        pairs = [(each, names.pair(each)) for each in material.pairs]
        rounds = [(each, tr("Round {number}", number=each)) for each in material.rounds]
        wish = self._wish
        _fill(self._label, tr("All labels"), labels, wish.label)
        _fill(self._pair, tr("All pairs"), pairs, wish.annotators)
        _fill(self._round, tr("All rounds"), rounds, wish.round)
        self._round.setVisible(len(rounds) > 1)
        self._pair.setVisible(len(pairs) > 1)
        self._read_fields()

    def focus_first(self) -> None:
        """Put the keyboard on the measure."""
        for pill in self._groups.findChildren(QPushButton):
            if pill.isChecked():
                pill.setFocus()

    def _field(self, name: str) -> QComboBox:
        field = QComboBox()
        set_role(field, "compact")
        field.setAccessibleName(name)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        field.setMaximumWidth(320)
        field.activated.connect(self._read_fields)
        return field

    def _lay_out(self) -> None:
        fields = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        fields.setSizePolicy(policy)
        flow = FlowLayout(fields, gap=8, line_gap=6)
        for field in (self._variants, self._grain, self._label, self._pair, self._round):
            flow.addWidget(field)
        flow.addWidget(self._with_gold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._groups)
        column.addWidget(fields)

    def _choose_group(self, key: str) -> None:
        self._choose(measure=_measures_of(key)[0])

    def _choose(self, *, measure: Measure) -> None:
        self._wish = replace(self._wish, measure=measure)
        self._show_variants()
        self.changed.emit()

    def _choose_basis(self, *, grain: Grain | None = None, with_gold: bool | None = None) -> None:
        basis = self._wish.basis
        if grain is not None:
            basis = replace(basis, grain=grain)
        if with_gold is not None:
            basis = replace(basis, with_gold=with_gold)
        self._wish = replace(self._wish, basis=basis)
        self.changed.emit()

    def _read_fields(self) -> None:
        wish = replace(
            self._wish,
            label=self._label.currentData(),
            annotators=self._pair.currentData(),
            round=self._round.currentData(),
        )
        if wish != self._wish:
            self._wish = wish
            self.changed.emit()

    def _show_variants(self) -> None:
        measure = self._wish.measure
        measures = _measures_of(self._groups.current)
        self._variants.set_pills(
            [Pill(key=each, title=tr(_SHORT.get(each, ""))) for each in measures], current=measure
        )
        self._variants.setVisible(len(measures) > 1)
        self._grain.setVisible(measure in _OF_POSITIONS)
        self._groups.setToolTip(f"{measure_words(measure)}\n{measure_help(measure)}")


def _measures_of(key: str) -> tuple[Measure, ...]:
    return next((measures for each, _, measures in _GROUPS if each == key), _GROUPS[0][2])


def _fill(
    field: QComboBox, everything: str, options: Sequence[tuple[object, str]], chosen: object
) -> None:
    """Offer these, with all of them together first."""
    field.clear()
    field.addItem(everything, None)
    for value, title in options:
        field.addItem(title, value)
    values = [None, *(value for value, _ in options)]
    field.setCurrentIndex(values.index(chosen) if chosen in values else 0)
