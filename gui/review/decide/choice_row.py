"""The only place for the buttons under the versions, and for taking from two of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.review.decide.key_button import KeyButton
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, words


class ChoiceRow(QWidget):
    """Union, intersection, nothing, two, edit. `wanted` carries the command that does it."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=6, line_gap=6)
        self._buttons: dict[str, KeyButton] = {}
        for command, key, title in (
            ("review.union", "U", tr("union")),
            ("review.intersection", "I", tr("intersection")),
            ("review.nothing", "0", tr("nothing")),
            ("review.two", "T", tr("from two")),
            ("review.edit", "E", tr("edit")),
        ):
            made = KeyButton(key, title)
            made.clicked.connect(lambda _checked=False, wanted=command: self.wanted.emit(wanted))
            flow.addWidget(made)
            self._buttons[command] = made

    def allow(self, **allowed: bool) -> None:
        """Say which of union, intersection, two and edit make sense for the unit."""
        for name, is_allowed in allowed.items():
            self._buttons[f"review.{name}"].setEnabled(is_allowed)


class TwoStrip(QWidget):
    """Asks which version gives the words and which one all else; the digits answer."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words("", "strong", wraps=True)
        # Its words make no panel wider.
        self._words.setMinimumWidth(1)
        self._extent: int | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(button(tr("Cancel"), self.left.emit))
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether digits are an answer at the moment."""
        return not self.isHidden()

    def ask(self) -> None:
        """Ask for the first of the two."""
        self._extent = None
        self._words.setText(tr("Take from two: which version gives the words? Press its number."))
        self.show()

    def answer(self, shown: int) -> tuple[int, int] | None:
        """Take a number; gives both, that of the words first, once both are known."""
        if self._extent is None:
            self._extent = shown
            self._words.setText(
                tr(
                    "The words of {number}. Which version gives label, roles and answers?",
                    number=shown,
                )
            )
            return None
        self.hide()
        return self._extent, shown

    def put_away(self) -> None:
        """Ask no more."""
        self.hide()
