"""The place on which files and folders are dropped to be imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.painting import colour
from gui.widgets.parts import button, words

_RADIUS = 8


class DropFrame(QFrame):
    """Takes files and folders; `dropped` carries their paths."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_over = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and show it."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(is_over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        super().dragLeaveEvent(event)
        self._show_over(is_over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        self._show_over(is_over=False)
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a dashed frame, in the accent's colour while files are held over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole.Accent if self._is_over else QPalette.ColorRole.Dark
        line = colour(role)
        line.setAlphaF(1.0 if self._is_over else 0.55)
        painter.setPen(QPen(line, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(colour(QPalette.ColorRole.Window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()

    def _show_over(self, *, is_over: bool) -> None:
        self._is_over = is_over
        self.update()


class DropArea(DropFrame):
    """Says what can come in, with buttons for those who don't drag."""

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Import articles"))
        buttons = FlowLayout(gap=8, line_gap=6)
        self._files = button(tr("Choose files…"), self.files_wanted.emit, role="primary")
        buttons.addWidget(self._files)
        buttons.addWidget(button(tr("Choose a folder…"), self.folder_wanted.emit, role=""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(3)
        layout.addWidget(words(tr("Drop files or folders here"), "strong"))
        layout.addWidget(
            words(
                tr(
                    "Texts, web pages, Word, PDF, tables, feeds, books and web archives, ZIPs of "
                    "them, and annotations of brat, INCEpTION, doccano, Label Studio, Prodigy and "
                    "others. You see what will come in before it does."
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addSpacing(7)
        layout.addLayout(buttons)

    def take_focus(self) -> None:
        """Put the focus on the first button."""
        self._files.setFocus()


def paths_of(data: QMimeData) -> Sequence[Path]:
    """The local files and folders that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
