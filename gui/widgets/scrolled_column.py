"""The only place for panes whose parts stand one below the other and scroll up and down."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from gui.style_sheet import set_role


class ScrolledColumn(QScrollArea):
    """`column` takes the parts, which get the width of the pane and never scroll sideways.

    `ground` is the role of what lies under them: page or panel; "" for that of the window.
    """

    def __init__(self, ground: str, margins: QMargins, *, spacing: int) -> None:
        super().__init__()
        inner = QFrame()
        if ground:
            set_role(inner, "pane", ground)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(margins)
        self.column.setSpacing(spacing)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
