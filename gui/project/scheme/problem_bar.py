"""The line under the forms: how many problems the scheme has, and a way to the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from gui.style_sheet import set_role
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel


class ProblemBar(QFrame):
    """`next_wanted` asks for the next problem to be shown."""

    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "bar", "bottom")
        self._words = ElidedLabel()
        self._next = QPushButton(tr("Show the next"))
        set_role(self._next, "link")
        self._next.clicked.connect(self.next_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 6, 12, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._next)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def show_count(self, number: int, first: str = "") -> None:
        """Say how many problems there are, and what the first one is."""
        if number:
            counted = tr_count(number, "{count} problem", "{count} problems")
            self._words.setText(f"{counted}: {first}")
        else:
            self._words.setText(tr("No problems"))
        set_role(self._words, "problem", bool(number))
        set_role(self._words, "muted", not number)
        self._next.setVisible(bool(number))
