"""What stands in the place of the queue when there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.parts import button


class EmptyQueue(QWidget):
    """A sentence and, where nobody has begun anything, the way to collect."""

    collect_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self._words, "muted")
        self._collect = button(tr("Collect returned work…"), self.collect_wanted.emit, role="")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 28, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._collect, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def explain(self, *, has_any: bool, is_reading: bool) -> None:
        """Say why the list is empty."""
        self._collect.setVisible(not has_any and not is_reading)
        if has_any:
            self._words.setText(tr("No article is in this state."))
        elif is_reading:
            self._words.setText(tr("Looking for articles…"))
        else:
            self._words.setText(
                tr("There is nothing to review yet: no annotator has begun an article.")
            )
