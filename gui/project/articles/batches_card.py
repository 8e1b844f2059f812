"""The card that lists the imports of the past, each of which can be taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from db.project import Project
from db.queries import figures, imports
from gui.style_sheet import set_role
from gui.translation import tr, tr_said
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.moments import moment
from gui.widgets.parts import button, clear, titled_card, words


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """A batch and how many of its articles hold marks."""

    batch: imports.Batch
    annotated: int


def read(project: Project) -> tuple[PastImport, ...]:
    """The imports that still have articles here, newest first."""
    annotated = figures.annotated_by_batch(project)
    return tuple(
        PastImport(batch=batch, annotated=annotated.get(batch.id, 0))
        for batch in imports.batches(project)
    )


class BatchesCard(QWidget):
    """One line an import; `remove_wanted` carries a Batch."""

    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[PastImport, ...] | None = None
        self._buttons: dict[str, QPushButton] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(titled_card(tr("Imports so far"), self._grid))

    def show_imports(self, found: Sequence[PastImport]) -> None:
        """Show these; the focus stays on the button of an import that is still there."""
        if self._shown == tuple(found):
            return
        self._shown = tuple(found)
        focused = next((key for key, each in self._buttons.items() if each.hasFocus()), "")
        clear(self._grid)
        self._buttons = {}
        if not found:
            self._grid.addWidget(words(tr("Nothing was imported yet."), "muted"), 0, 0)
        for row, each in enumerate(found):
            self._add_row(row, each)
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def _add_row(self, row: int, each: PastImport) -> None:
        batch = each.batch
        number = QLocale().toString
        said = tr_said(batch.name)
        name = said[:1].upper() + said[1:]
        told = tr(
            "{when} · {count} here · {annotated} with marks",
            when=moment(batch.imported),
            count=number(batch.articles),
            annotated=number(each.annotated),
        )
        about = ElidedLabel(told)
        set_role(about, "muted")
        set_role(about, "secondary")
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(ElidedLabel(name))
        lines.addWidget(about)
        holder = QWidget()
        lines.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(lines)
        self._grid.addWidget(holder, row, 0)
        remove = button(tr("Remove this import…"), lambda: self.remove_wanted.emit(batch))
        remove.setAccessibleName(tr("Remove: {name}", name=name))
        self._buttons[batch.id] = remove
        self._grid.addWidget(remove, row, 1)
