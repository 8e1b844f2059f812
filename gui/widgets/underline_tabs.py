"""The only place for tabs that are words with a line under the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from gui.widgets.painting import bold, scaled

_SPACE = 18
_LEAST_SPACE = 7


class UnderlineTabs(QTabBar):
    """A tab bar in the look of the style sheet, with room for the bold words of the chosen tab."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)

    def tabSizeHint(self, index: int) -> QSize:
        """The words in bold and the space to the next tab, which shrinks in a narrow panel."""
        metrics = QFontMetrics(bold(self.font()))
        widths = [metrics.horizontalAdvance(self.tabText(each)) for each in range(self.count())]
        room = (self.width() - sum(widths)) / max(1, len(widths))
        space = min(scaled(self, _SPACE), max(scaled(self, _LEAST_SPACE), room))
        return QSize(int(widths[index] + space), round(metrics.height() + scaled(self, 20) + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.count():
            # Qt measures its tabs again when one of them changes, not when the bar does.
            self.setTabText(0, self.tabText(0))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """A tab is never squeezed: the arrows come first."""
        return self.tabSizeHint(index)
