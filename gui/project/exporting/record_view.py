"""The first record as it would be written, in fixed-width letters that wrap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QGuiApplication, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from gui.theme import fixed_families
from gui.translation import tr
from gui.widgets.painting import scaled

_PX = 12
_LEAST_LINES = 7


class RecordView(QPlainTextEdit):
    """Keeps its place while the text stays the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(tr("The first record"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show a record; nothing moves where it is as it was."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def copy_all(self) -> None:
        """Put the record on the clipboard."""
        QGuiApplication.clipboard().setText(self.toPlainText())

    def sizeHint(self) -> QSize:
        """No more than some lines; a layout gives it all the room that is left."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        font = QFont(self.font())
        font.setFamilies(fixed_families())
        font.setPixelSize(max(1, round(scaled(self, _PX))))
        self.document().setDefaultFont(font)
        self.setMinimumHeight(_LEAST_LINES * self.fontMetrics().height())
