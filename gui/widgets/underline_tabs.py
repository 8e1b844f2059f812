"""The only place for tabs that are words with a line under the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTabBar, QWidget

from gui.widgets.painting import bold, scaled


class UnderlineTabs(QTabBar):
    """A tab bar in the look of the style sheet, with room for the bold words of the chosen tab."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)

    def tabSizeHint(self, index: int) -> QSize:
        """The words in bold and the space to the next tab."""
        metrics = QFontMetrics(bold(self.font()))
        words = metrics.horizontalAdvance(self.tabText(index))
        return QSize(
            round(words + scaled(self, 18)), round(metrics.height() + scaled(self, 20) + 2)
        )

    def minimumTabSizeHint(self, index: int) -> QSize:
        """A tab is never squeezed: the arrows come first."""
        return self.tabSizeHint(index)
