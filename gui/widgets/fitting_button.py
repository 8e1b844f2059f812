"""The only place for buttons that say less where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton


class FittingButton(QPushButton):
    """Says the longest of several texts that fits; the last one is what it needs room for.

    Screen readers should be given one name for all of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ("",)
        # A button's usual policy would keep it from ever being narrower than all its words.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_texts(self, *texts: str) -> None:
        """Take texts that say the same, the longest first."""
        if texts == self._texts:
            return
        self._texts = texts
        self._choose()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the longest text."""
        return size_with(self, self._texts[0])

    def minimumSizeHint(self) -> QSize:
        """Room for the shortest text."""
        return size_with(self, self._texts[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the longest text that fits."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        fitting = (text for text in self._texts if size_with(self, text).width() <= self.width())
        self.setText(next(fitting, self._texts[-1]))


def size_with(button: QPushButton, text: str) -> QSize:
    """The room that a button would need if it said this."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    option.text = text
    metrics = button.fontMetrics()
    words = QSize(metrics.horizontalAdvance(text), metrics.height())
    return button.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, words, button)
