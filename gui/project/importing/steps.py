"""The steps of the assistant as tabs with what is under them; steps that don't apply are hidden."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.translation import tr
from gui.widgets.underline_tabs import UnderlineTabs


class Step(IntEnum):
    """The steps in their order."""

    FILES = 0
    FIELDS = 1
    ANNOTATIONS = 2
    OUTCOME = 3


class Steps(QWidget):
    """One step at a time, as high as it is; `changed` says that another is shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tabs = UnderlineTabs(tr("Steps of the import"))
        self._parts: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addWidget(self._tabs)
        self._column.addLayout(self._head)
        self._tabs.currentChanged.connect(self._show_part)

    def add(self, step: Step, title: str, part: QWidget) -> None:
        """Take a step; they come in their order."""
        self._parts.append(part)
        self._column.addWidget(part)
        # Only now: what is shown without a parent becomes a window.
        part.setVisible(step == Step.FILES)
        self._tabs.addTab(title)

    def add_beside(self, part: QWidget) -> None:
        """Put something on the line of the tabs."""
        self._head.addWidget(part, 1)

    def show_step(self, step: Step, title: str, *, is_shown: bool) -> None:
        """What a step is called, and whether it applies."""
        if self._tabs.tabText(step) != title:
            self._tabs.setTabText(step, title)
        self._tabs.setTabVisible(step, is_shown)

    def show_at(self, step: Step) -> None:
        """Go to a step."""
        self._tabs.setCurrentIndex(step)

    @property
    def current(self) -> Step:
        """The step that is shown."""
        return Step(max(0, self._tabs.currentIndex()))

    def has(self, by: int) -> bool:
        """Whether there is a step before or after."""
        return self._neighbour(by) is not None

    def go(self, by: int) -> None:
        """Go to the step before or after, if there is one."""
        neighbour = self._neighbour(by)
        if neighbour is not None:
            self._tabs.setCurrentIndex(neighbour)

    def _neighbour(self, by: int) -> int | None:
        at = self._tabs.currentIndex() + by
        while 0 <= at < self._tabs.count():
            if self._tabs.isTabVisible(at):
                return at
            at += by
        return None

    def _show_part(self, index: int) -> None:
        focus = self.focusWidget()
        had_focus = (
            focus is not None
            and focus.hasFocus()
            and any(part.isAncestorOf(focus) for part in self._parts)
        )
        for at, part in enumerate(self._parts):
            part.setVisible(at == index)
        if had_focus:
            self._tabs.setFocus()
        self.changed.emit()
