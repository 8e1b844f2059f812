"""The only place for a box to tick whose words are cut with an ellipsis where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton


class ElidedCheck(QCheckBox):
    """Can be narrower than its words; the tool tip has them in full, and so has a screen reader."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setText(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for all words."""
        return self._hint(self._words)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return self._hint(self._words[:4] + "…")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the words as fit."""
        super().resizeEvent(event)
        room = self.width() - self._hint("").width()
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        is_whole = self._hint(self._words).width() <= self.width()
        self.setText(self._words if is_whole else shown)
        self.setToolTip("" if is_whole else self._words)

    def _hint(self, text: str) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # Qt leaves no room between the box and words that are not there.
        option.text = text or " "
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, option.text)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_CheckBox, option, words, self)
