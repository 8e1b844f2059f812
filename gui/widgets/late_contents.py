"""The only place that spares hidden panes the work: what they hold follows once they are seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget


class LateContents(QObject):
    """Runs what fills a widget: at once while the widget is seen, else when it is shown."""

    def __init__(self, widget: QWidget, show: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._show = show
        self._is_stale = True
        widget.installEventFilter(self)

    @Slot()
    def follow(self) -> None:
        """Something changed that the widget shows."""
        if self._widget.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    @Slot()
    def refresh(self) -> None:
        """Fill the widget now, seen or not."""
        self._is_stale = False
        self._show()

    def catch_up(self) -> None:
        """Fill the widget where that was put off."""
        if self._is_stale:
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up before the widget is painted."""
        if event.type() == QEvent.Type.Show and watched is self._widget:
            self.catch_up()
        return super().eventFilter(watched, event)
