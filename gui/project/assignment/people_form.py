"""The part of the plan's form that says who takes part, and with how much."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from db.model import Annotator, AnnotatorId
from gui.project.assignment.wishes import Person
from gui.translation import tr
from gui.widgets.parts import words

_MOST = 9_999_999


class PeopleForm(QWidget):
    """One line a person: a tick, the most articles, the share in per cent; `changed` by any."""

    changed = Signal()

    def __init__(self, people: Sequence[Annotator], ticked: frozenset[AnnotatorId]) -> None:
        super().__init__()
        self._lines: dict[AnnotatorId, _Line] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        self._everybody = QCheckBox(tr("Who takes part"))
        self._everybody.setAccessibleName(tr("Everybody takes part"))
        self._everybody.clicked.connect(self._tick_all)
        grid.addWidget(self._everybody, 0, 0)
        for column, title in enumerate((tr("at most"), tr("share")), start=1):
            grid.addWidget(words(title, "muted", "secondary"), 0, column)
        for row, person in enumerate(people, start=1):
            line = _Line(person)
            line.tick.setChecked(person.id in ticked)
            grid.addWidget(line.tick, row, 0)
            grid.addWidget(line.quota, row, 1)
            grid.addWidget(line.percent, row, 2)
            line.tick.toggled.connect(line.follow_tick)
            line.tick.toggled.connect(self._follow_ticks)
            line.quota.valueChanged.connect(self.changed)
            line.percent.valueChanged.connect(self.changed)
            line.follow_tick()
            self._lines[person.id] = line
        self._follow_ticks()

    @property
    def people(self) -> tuple[Person, ...]:
        """Who takes part as the form says now."""
        return tuple(
            Person(
                annotator=annotator,
                quota=line.quota.value() if line.quota.value() >= 0 else None,
                percent=line.percent.value() if line.percent.value() >= 0 else None,
            )
            for annotator, line in self._lines.items()
            if line.tick.isChecked()
        )

    def _tick_all(self) -> None:
        # A half tick, which a person can't choose, is left towards everybody.
        wanted = self._everybody.checkState() is not Qt.CheckState.Unchecked
        for line in self._lines.values():
            line.tick.setChecked(wanted)
        self._follow_ticks()

    def _follow_ticks(self) -> None:
        ticks = [line.tick.isChecked() for line in self._lines.values()]
        state = Qt.CheckState.PartiallyChecked
        if all(ticks) or not any(ticks):
            state = Qt.CheckState.Checked if any(ticks) else Qt.CheckState.Unchecked
        self._everybody.setCheckState(state)
        self.changed.emit()


class _Line:
    def __init__(self, person: Annotator) -> None:
        self.tick = QCheckBox(person.name.replace("&", "&&"))
        self.tick.setAccessibleName(tr("{name} takes part", name=person.name))
        self.quota = _spin(_MOST, tr("any number"), tr("Most articles of {name}", name=person.name))
        self.percent = _spin(100, tr("even"), tr("Share of {name}", name=person.name))
        self.percent.setSuffix(" %")

    def follow_tick(self) -> None:
        for field in (self.quota, self.percent):
            field.setEnabled(self.tick.isChecked())


def _spin(most: int, nothing: str, name: str) -> QSpinBox:
    field = QSpinBox()
    # One below the least stands for nothing; Qt shows words there.
    field.setRange(-1, most)
    field.setSpecialValueText(nothing)
    field.setValue(-1)
    field.setAlignment(Qt.AlignmentFlag.AlignTrailing)
    field.setAccessibleName(name)
    return field
