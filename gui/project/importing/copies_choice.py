"""Says which articles look like wire copies, and asks what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from db.imports.choices import Copies
from gui.translation import tr
from gui.widgets.parts import words

_WAYS = {
    Copies.GROUP: "Bring wire copies in, and put them into groups",
    Copies.SKIP: "Leave wire copies out",
    Copies.LEAVE: "Bring wire copies in as they are",
}


class CopiesChoice(QWidget):
    """`chosen` carries the way that a person chose."""

    chosen = Signal(Copies)

    def __init__(self) -> None:
        super().__init__()
        self._way = Copies.GROUP
        self._said = words("", "muted", wraps=True)
        self._group = QButtonGroup(self)
        self._ways: dict[Copies, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._said)
        for way, title in _WAYS.items():
            choice = QRadioButton(tr(title))
            self._group.addButton(choice)
            self._ways[way] = choice
            column.addWidget(choice)
        self._ways[self._way].setChecked(True)
        self._group.buttonToggled.connect(self._take)

    def show_way(self, way: Copies | None) -> None:
        """Show what is chosen; nothing said means that they are grouped."""
        self._way = way or Copies.GROUP
        self._ways[self._way].setChecked(True)

    def say(self, text: str, *, is_asked: bool) -> None:
        """Say what is known, and whether there is anything to choose."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        for choice in self._ways.values():
            choice.setVisible(is_asked)

    @Slot(QAbstractButton, bool)
    def _take(self, button: QAbstractButton, is_on: bool) -> None:  # noqa: FBT001
        # With the arrow keys a choice changes without a click.
        way = next(each for each, choice in self._ways.items() if choice is button)
        if is_on and way is not self._way:
            self._way = way
            self.chosen.emit(way)
