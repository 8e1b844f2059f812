"""The only place for lines about an export that come and go without moving what stays."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.style_sheet import set_role
from gui.widgets.parts import words


class Notices(QWidget):
    """Shows lines, each muted or as a problem; labels are used again, so that nothing flickers."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.hide()

    def show_lines(self, lines: Iterable[tuple[str, bool]]) -> None:
        """Show these; the flag says that a line is a problem."""
        said = list(lines)
        while len(self._labels) < len(said):
            label = words("", "secondary", wraps=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._labels.append(label)
            self._column.addWidget(label)
        for at, label in enumerate(self._labels):
            label.setVisible(at < len(said))
            if at < len(said):
                text, is_problem = said[at]
                label.setText(text)
                set_role(label, "problem", is_problem)
                set_role(label, "muted", not is_problem)
        self.setVisible(bool(said))
