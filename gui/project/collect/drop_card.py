"""The area that returned files can be dropped on, and the buttons for those who don't drag."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from gui.project.articles.drop_area import DropFrame
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, words


class DropCard(DropFrame):
    """Says what can be collected; `dropped` carries paths, the other signals its buttons."""

    files_wanted = Signal()
    merge_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Collect returned work"))
        self.ways = FlowLayout(gap=8, line_gap=6)
        self.ways.addWidget(button(tr("Choose files…"), self.files_wanted.emit, role="primary"))
        self.ways.addWidget(button(tr("Merge a project…"), self.merge_wanted.emit, role=""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(3)
        layout.addWidget(words(tr("Drop returned files here"), "strong"))
        layout.addWidget(
            words(
                tr(
                    "What annotators send back, in any order and as often as you like: nothing "
                    "comes in twice. You see what will change before it does."
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addSpacing(7)
        layout.addLayout(self.ways)
