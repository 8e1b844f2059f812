"""The panel on the right: its tabs, what is under them, and the bar at its foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.underline_tabs import UnderlineTabs


class SidePanel(QFrame):
    """One pane at a time."""

    def __init__(self, foot: QWidget) -> None:
        super().__init__()
        set_role(self, "pane", "panel")
        self._focus: list[Callable[[], None]] = []
        self._tabs = UnderlineTabs(tr("What is shown beside the text"))
        self._stack = QStackedWidget()
        rule = QFrame()
        set_role(rule, "rule")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(rule)
        layout.addWidget(self._stack, 1)
        layout.addWidget(foot)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def add_pane(
        self, pane: QWidget, title: str, title_changed: SignalInstance, focus: Callable[[], None]
    ) -> None:
        """Take a pane with the words of its tab; `focus` puts the focus where it begins."""
        self._stack.addWidget(pane)
        self._focus.append(focus)
        self._tabs.addTab(title)
        title_changed.connect(lambda words: self._set_title(pane, words))

    def _set_title(self, pane: QWidget, words: str) -> None:
        at = self._stack.indexOf(pane)
        # Qt measures all tabs again also where the words are the same.
        if self._tabs.tabText(at) != words:
            self._tabs.setTabText(at, words)

    def show_pane(self, pane: QWidget) -> None:
        """Bring a pane up."""
        self.show()
        self._tabs.setCurrentIndex(self._stack.indexOf(pane))

    def step(self, by: int) -> None:
        """Go to the next or previous tab, around the ends, and into its pane."""
        self.show()
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus into the pane that shows."""
        self._focus[self._tabs.currentIndex()]()
