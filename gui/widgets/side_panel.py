"""The panel beside the text: its tabs, what is under them, and the bar at its foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.scrolled_room import ShownPages
from gui.widgets.underline_tabs import UnderlineTabs


class SidePanel(QFrame):
    """One pane at a time, or over all of them something to read: the guidelines."""

    def __init__(self, cover: QWidget, foot: QWidget) -> None:
        super().__init__()
        set_role(self, "pane", "panel")
        self._focus: list[Callable[[], None] | None] = []
        self._cover = cover
        self._tabs = UnderlineTabs(tr("What is shown beside the text"))
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = ShownPages()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(_rule())
        column.addWidget(self._stack, 1)
        self._front = ShownPages()
        self._front.addWidget(self._inner)
        self._front.addWidget(cover)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._front, 1)
        layout.addWidget(foot)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def add_pane(
        self,
        pane: QWidget,
        title: str,
        title_changed: SignalInstance,
        focus: Callable[[], None] | None = None,
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

    @property
    def is_covered(self) -> bool:
        """Whether the panes are hidden by what is to be read."""
        return self._front.currentWidget() is self._cover and self.isVisible()

    def cover(self) -> None:
        """Show what is to be read in place of the panes."""
        self._front.setCurrentWidget(self._cover)

    def uncover(self) -> None:
        """Show the panes again."""
        self._front.setCurrentWidget(self._inner)

    def show_pane(self, pane: QWidget) -> None:
        """Bring a pane up."""
        self.show()
        self.uncover()
        self._tabs.setCurrentIndex(self._stack.indexOf(pane))

    def step(self, by: int) -> None:
        """Go to the next or previous tab, around the ends, and into its pane."""
        self.show()
        self.uncover()
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())
        self.take_focus()

    @Slot()
    def take_focus(self) -> None:
        """Put the focus into the pane that shows, or on the tabs where it has nothing to focus."""
        self._tabs.setFocus(Qt.FocusReason.TabFocusReason)
        own = self._focus[self._tabs.currentIndex()]
        if self.is_covered:
            self._cover.setFocus(Qt.FocusReason.TabFocusReason)
        elif own is not None:
            own()


def _rule() -> QFrame:
    rule = QFrame()
    set_role(rule, "rule")
    return rule
