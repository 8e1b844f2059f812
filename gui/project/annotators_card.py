"""The card of the overview that shows who works in the project and how far each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.model import Annotator, AnnotatorId, AnnotatorKind
from db.queries.figures import Counts
from gui.isolation import in_a_row
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.moments import duration
from gui.widgets.parts import button, titled_card, words
from gui.widgets.progress_line import ProgressLine
from gui.widgets.wrapping_row import WrappingRow


class AnnotatorsCard(QWidget):
    """One line a person.

    `author_wanted`, `rename_wanted` and `data_wanted` (for what is kept of the person) carry an
    AnnotatorId, `add_wanted` nothing.
    """

    author_wanted = Signal(object)
    rename_wanted = Signal(object)
    data_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[AnnotatorId, _Row] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        self._card = titled_card(tr("Annotators"), self._column)
        self._card.head.addWidget(button(tr("Add an annotator…"), self.add_wanted.emit))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)

    def show_people(self, people: Sequence[Annotator], present: AnnotatorId) -> None:
        """Show these annotators; `present` works here now, and how far they are comes later."""
        if list(self._rows) != [each.id for each in people]:
            self._rebuild(people)
        for person in people:
            self._rows[person.id].show_person(person, is_here=person.id == present)

    def show_progress(self, counts: Counts) -> None:
        """Show how far everybody is; gold and programs that have not begun are left out."""
        for annotator, row in self._rows.items():
            row.show_progress(counts, annotator)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for row in self._rows.values():
            row.bar.set_colour(theme.done)

    def _rebuild(self, people: Sequence[Annotator]) -> None:
        kept = {each.id: self._rows.get(each.id) for each in people}
        for annotator, row in self._rows.items():
            self._column.removeWidget(row)
            if annotator not in kept:
                row.deleteLater()
        self._rows = {annotator: row or self._row(annotator) for annotator, row in kept.items()}
        for row in self._rows.values():
            self._column.addWidget(row)

    def _row(self, annotator: AnnotatorId) -> _Row:
        row = _Row(self._theme)
        row.here.clicked.connect(lambda: self.author_wanted.emit(annotator))
        row.rename.clicked.connect(lambda: self.rename_wanted.emit(annotator))
        row.data.clicked.connect(lambda: self.data_wanted.emit(annotator))
        return row


class _Row(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._person: Annotator | None = None
        self._name = ElidedLabel()
        self._name.setProperty("strong", True)  # noqa: FBT003 - Qt's way
        self._note = words("", "muted", "secondary")
        self._progress = words("", "muted")
        self.here = button("", lambda: None)
        self.rename = button(tr("Rename…"), lambda: None)
        self.data = button(tr("Personal data…"), lambda: None)
        self.bar = ProgressLine("", theme.done)
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(self._name)
        names.addWidget(self._note)
        names.addStretch(1)
        names.setContentsMargins(0, 0, 0, 0)
        who = QWidget()
        who.setLayout(names)
        acts = (self._progress, self.here, self.rename, self.data)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(WrappingRow(who, acts))
        layout.addWidget(self.bar)

    def show_person(self, person: Annotator, *, is_here: bool) -> None:
        self._person = person
        is_human = person.kind is AnnotatorKind.HUMAN
        self._name.setText(person.name)
        self._note.setText(tr("works here now") if is_here else _kind_words(person.kind))
        self.here.setText(tr("Work as this one"))
        self.here.setAccessibleName(tr("Work as {name}", name=person.name))
        self.here.setToolTip(
            tr("What is marked from now on is kept as the work of {name}", name=person.name)
        )
        self.here.setVisible(is_human and not is_here)
        self.rename.setVisible(is_human)
        self.data.setVisible(is_human)
        self.data.setAccessibleName(tr("Personal data of {name}", name=person.name))
        self.rename.setAccessibleName(tr("Rename {name}", name=person.name))
        self.bar.setAccessibleName(tr("Done by {name}", name=person.name))

    def show_progress(self, counts: Counts, annotator: AnnotatorId) -> None:
        own = counts.of(annotator)
        is_human = self._person is not None and self._person.kind is AnnotatorKind.HUMAN
        self.setVisible(is_human or own.started > 0)
        number = QLocale().toString
        told = tr("{done} of {total} done", done=number(own.done), total=number(counts.articles))
        if own.seconds >= 60:
            told = in_a_row((told, duration(own.seconds)))
        self._progress.setText(told)
        self.bar.show_share(own.done, counts.articles or 1)


def _kind_words(kind: AnnotatorKind) -> str:
    """What an annotator is, where it is no person."""
    names = {AnnotatorKind.GOLD: tr("the settled version"), AnnotatorKind.MODEL: tr("a program")}
    return names.get(kind, "")
