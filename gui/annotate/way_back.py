"""The only place for the bar that says that gold is being edited, and leads back to the review."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gui.actions import with_key
from gui.keys.in_force import in_force
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel


class WayBack(QFrame):
    """Above the text, from when the review sent somebody here until they go back."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar", "notice")
        self._words = ElidedLabel()
        set_role(self._words, "strong")
        self._back = back = QPushButton()
        self._show_key()
        in_force().changed.connect(self._show_key)
        back.setAccessibleName(tr("Back to the review"))
        back.setAutoDefault(True)
        back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for role in ("primary", "compact"):
            set_role(back, role)
        back.clicked.connect(self.wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 10, 6)
        layout.setSpacing(10)
        layout.addWidget(self._words, 1)
        layout.addWidget(back)
        self.hide()

    @Slot()
    def _show_key(self) -> None:
        self._back.setText(with_key(tr("Back to the review"), "review.return"))

    def show_for(self, quote: str) -> None:
        """Say which words of gold somebody came to edit."""
        line = " ".join(quote.split())
        self._words.setText(tr("You are editing gold: “{words}”", words=line))
        self.show()
