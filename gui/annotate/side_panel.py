"""The panel on the right: its tabs, what is under them, and the bar that says how far the article is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from gui.annotate.done_bar import DoneBar
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.underline_tabs import UnderlineTabs


class TabPane(Protocol):
    """A pane that says what its tab is called."""

    @property
    def title_changed(self) -> SignalInstance:
        """Carries the words for the tab."""
        ...


class SidePanel(QFrame):
    """One pane at a time. `tab_chosen` comes when a person changed the tab."""

    tab_chosen = Signal(int)

    def __init__(self, panes: Sequence[tuple[QWidget, str]], done_bar: DoneBar) -> None:
        super().__init__()
        set_role(self, "pane", "panel")
        self._tabs = UnderlineTabs(tr("What is shown beside the text"))
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        rule = QFrame()
        set_role(rule, "rule")
        layout.addWidget(rule)
        layout.addWidget(self._stack, 1)
        layout.addWidget(done_bar)
        for pane, title in panes:
            self._stack.addWidget(pane)
            self._tabs.addTab(title)
        self._tabs.currentChanged.connect(self._show)

    def name_tab(self, pane: QWidget, title: str) -> None:
        """Give a pane's tab other words."""
        self._tabs.setTabText(self._stack.indexOf(pane), title)

    def show_pane(self, pane: QWidget) -> None:
        """Bring a pane up."""
        self._tabs.setCurrentIndex(self._stack.indexOf(pane))

    def step(self, by: int) -> None:
        """Go to the next or previous tab, around the ends, and put the focus into its pane."""
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus into the pane that shows, or on the tabs where it has nothing to focus."""
        self._tabs.setFocus(Qt.FocusReason.TabFocusReason)
        pane = self._stack.currentWidget()
        if pane is None:
            return
        target = pane.focusProxy() or next(
            (
                each
                for each in pane.findChildren(QWidget)
                if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
            ),
            None,
        )
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.tab_chosen.emit(index)
